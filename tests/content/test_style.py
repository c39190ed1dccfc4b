"""`make check` reads every text, and tells in Dutch what is wrong with it, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from stiefwijzer.content import ContentError, originality, style
from stiefwijzer.content.originality import fingerprint
from stiefwijzer.content.style import forbidden
from tests.content.test_loader import edit, line

THANKS = "Graag gedaan."
LONG_SENTENCE = "Dat is wat ik wil en dat is wat jij wilt en dat is wat hij wil en zij ook."


def mistakes(directory: Path) -> list[str]:
    with pytest.raises(ContentError) as raised:
        style.check(directory)
    return str(raised.value).splitlines()


def test_all_texts_are_in_order() -> None:
    style.check()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            LONG_SENTENCE, "de zinnen zijn te lang: 20.0 woorden gemiddeld, hoogstens 15", id="a long sentence"
        ),
        pytest.param(
            "Hulpverleners analyseren herhaaldelijk communicatieproblematiek binnen ingewikkelde samengestelde gezinnen.",
            "dit leest te moeilijk: Flesch-Douma",
            id="hard words",
        ),
        pytest.param("Misschien moet je praten.", "“moet je”: niemand moet iets", id="what somebody must"),
        pytest.param("Je bent erg vermijdend.", "“Je bent erg vermijdend”: zeg wat iemand kan herkennen", id="a label"),
        pytest.param("Dat is een stoornis.", "“stoornis”: de assistent stelt geen diagnose", id="a diagnosis"),
        pytest.param("Dat geneest vanzelf.", "“geneest”: dat belooft een therapeut", id="a therapist's claim"),
        pytest.param("Doe dat nu!", "“!”: een uitroepteken klinkt hard", id="an exclamation mark"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(directory: Path, text: str, said: str) -> None:
    file = directory / "conversation.yml"
    edit(file, f"{THANKS} Wil je nog kijken naar de vijf stappen?", text)
    at = line(file, text) - 1  # where the text begins: `- text: >-`
    (mistake,) = [each for each in mistakes(directory) if said in each]
    assert mistake.startswith(f"conversation.yml:{at}: thanks: ")


def test_a_sentence_of_the_article_is_told(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = "een heel gewone zin die zo in het artikel staat"
    monkeypatch.setattr(originality, "article", lambda: frozenset(fingerprint(told)))
    edit(directory / "conversation.yml", THANKS, f"Dit is {told}.")
    (mistake,) = mistakes(directory)
    assert mistake.endswith("“een heel gewone zin die zo in het”; zeg het anders")


def test_every_mistake_is_told(directory: Path) -> None:
    edit(directory / "conversation.yml", THANKS, "Dat moet je doen.")
    edit(directory / "tips.yml", "Maak tijd", "Je moet tijd maken. Maak tijd")
    assert [each.split(":")[0] for each in mistakes(directory)] == ["conversation.yml", "tips.yml"]


def test_the_border_may_name_a_diagnosis_to_say_that_none_is_made(directory: Path) -> None:
    edit(
        directory / "boundary.yml", "{coach_first_name} is dus geen", "Een diagnose stelt hier niemand. Het is dus geen"
    )
    style.check(directory)


def test_another_language_is_not_read_as_dutch(directory: Path) -> None:
    edit(
        directory / "conversation.yml",
        "Sorry, I only speak Dutch.",
        "Unfortunately internationalisation organisations.",
    )
    style.check(directory)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dan moet je gaan", True),
        ("dan moeten je ouders gaan", False),
        ("Je bent een beetje angstig.", False),
        ("Je bent heel angstig.", True),
        ("Als je bang bent: dat mag.", False),
        ("een persoonlijkheidsstoornis", True),
        ("diagnoses", True),
        ("Genezen kan ik niet.", True),
    ],
)
def test_a_star_is_an_ending_or_one_word(text: str, found: bool) -> None:
    assert any(each.pattern.search(text) for each in forbidden()) is found
