"""Every mistake in content/ is named in Dutch, with its file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stiefwijzer import content, labels
from stiefwijzer.content import ContentError
from stiefwijzer.content.parts import MAX_WORDS

LONG = "woord " * (MAX_WORDS + 1)
TWO_HEARD = "  two_heard:\n    text: >-\n      Ik lees twee dingen"


def edit(file: Path, old: str, new: str) -> None:
    """Replace the first occurrence of `old`."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} does not hold {old!r} any more"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def mistakes(directory: Path) -> list[str]:
    with pytest.raises(ContentError) as raised:
        content.load(directory)
    return str(raised.value).splitlines()


def line(file: Path, text: str) -> int:
    """Return the number of the first line that holds `text`."""
    return next(at for at, each in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if text in each)


def test_the_content_is_in_order() -> None:
    texts = content.load()
    assert set(texts.answers) - texts.topics == set(labels.LABELS)


def test_facts_about_the_coach_are_filled_in() -> None:
    texts = content.load()
    assert texts.coach.first_name in texts.answers["request_intake"].bubbles(None)[0]


# What is changed in a file, on which line that is reported (a piece of it), and what is said.
@pytest.mark.parametrize(
    ("name", "change", "at", "message"),
    [
        pytest.param(
            "conversation.yml",
            ("    title: Hallo", "    titel: Hallo"),
            "titel: Hallo",
            "greet: titel: deze sleutel ken ik niet; is het een tikfout?",
            id="unknown key",
        ),
        pytest.param(
            "conversation.yml",
            ("    title: Hallo\n", ""),
            "  greet:",
            "greet: title: dit veld ontbreekt",
            id="missing field",
        ),
        pytest.param(
            "conversation.yml",
            ("title: Hallo", "title: Hallo, waarmee kan ik je helpen?"),
            "title: Hallo",
            "greet: title: deze tekst is te lang: hoogstens 24 tekens",
            id="title too long",
        ),
        pytest.param(
            "steps.yml",
            ("      any:", "      pattern_secure:"),
            "    variants:",
            "ask_steps: variants: de variant 'any' ontbreekt: die wordt gezegd als geen andere past",
            id="missing variant any",
        ),
        pytest.param(
            "steps.yml",
            ("      pattern_anxious:", "      pattern_angstig:"),
            "pattern_angstig:",
            "ask_step_3: 'pattern_angstig' past hier niet; wel: any, pattern_avoidant, ...",
            id="unknown variant",
        ),
        pytest.param(
            "steps.yml",
            ("        - text: >-\n", f"        - text: >-\n            {LONG}\n"),
            "- text: >-",
            f"ask_steps: variants.any.text: deze tekst heeft ... woorden; een tekstballon ... {MAX_WORDS} hebben",
            id="bubble too long",
        ),
        pytest.param(
            "conversation.yml",
            ("  greet:", "  groeten:"),
            "  groeten:",
            "groeten: dit is geen label dat de assistent kan horen",
            id="unknown label",
        ),
        pytest.param(
            "conversation.yml",
            ("[ask_steps, ask_tips_family, request_intake]", "[ask_steps, ask_tips_cat]"),
            "ask_tips_cat",
            "thanks: de knop 'ask_tips_cat' heeft geen antwoord",
            id="dead button",
        ),
        pytest.param(
            "conversation.yml",
            ("[ask_steps, ask_tips_family, request_intake]", "[ask_steps, crisis_suicide]"),
            "crisis_suicide",
            "thanks: de knop 'crisis_suicide' heeft geen antwoord",
            id="button to danger",
        ),
        pytest.param(
            "conversation.yml",
            ("[ask_steps, ask_tips_family, request_intake]", "[ask_steps, thanks]"),
            "[ask_steps, thanks]",
            "thanks: deze knop leidt naar zichzelf",
            id="button to itself",
        ),
        pytest.param(
            "steps.yml",
            ("source: earned_security", "source: step_6"),
            "source: step_6",
            "ask_steps: het artikel heeft geen deel 'step_6' (zie sections.yml)",
            id="unknown source",
        ),
        pytest.param(
            "contact.yml",
            ("{coach_offer}", "{coach_phone}"),
            "- text: >-",
            "request_intake: {coach_phone} kan ik niet invullen; wel: ...",
            id="unknown placeholder",
        ),
        pytest.param(
            "feelings.yml",
            ("“{words}”", "iets"),
            "      heard: >-",
            "feeling_outsider: opening.heard: hierin moet {words} staan: de plek voor de woorden van de bezoeker",
            id="heard without the words",
        ),
        pytest.param(
            "patterns.yml",
            ("      named: >-\n", "      named: >-\n        echt heel erg vaak en ook nog eens lang\n"),
            "      named: >-",
            "pattern_avoidant: opening.named: hoogstens 8 woorden: dit staat in één zin met iets anders",
            id="named in too many words",
        ),
        pytest.param(
            "patterns.yml",
            ("    of_partner:\n", "    van_partner:\n"),
            "  pattern_avoidant:",
            "pattern_avoidant: 'of_partner' ontbreekt: wat er gezegd wordt als het over de partner gaat",
            id="nothing about the partner",
        ),
        pytest.param(
            "patterns.yml",
            ("Ik lees dat je partner soms afstand houdt: “{words}”.", "Je partner houdt afstand."),
            "      opening: >-",
            "pattern_avoidant: of_partner.opening: hierin moet {words} staan: de plek voor de woorden van de bezoeker",
            id="about the partner without the words",
        ),
        pytest.param(
            "patterns.yml",
            ("Ik lees dat je partner soms", f"{'woord ' * 30}{{words}}"),
            "    of_partner:",
            f"pattern_avoidant: of_partner: of_partner.opening en picture komen in één tekstballon; ... {MAX_WORDS} hebben",
            id="about the partner too long with a quotation",
        ),
        pytest.param(
            "patterns.yml",
            ("      leads_to: [ask_step_4, explain_styles, ask_tips_family]", "      leads_to: [ask_tips_cat]"),
            "ask_tips_cat",
            "pattern_avoidant: de knop 'ask_tips_cat' heeft geen antwoord",
            id="dead button about the partner",
        ),
        pytest.param(
            "feelings.yml",
            ("Ik lees dat je je buitengesloten voelt", f"{'woord ' * 20}{{words}}"),
            "    first_step:",
            f"feeling_outsider: first_step: opening en picture komen in één tekstballon; ... {MAX_WORDS} hebben",
            id="too long with a quotation",
        ),
        pytest.param(
            "conversation.yml",
            ("      de:\n", "      es:\n"),
            "      es:",
            "non_dutch: 'es' past hier niet; wel: any, en, de, fr",
            id="unknown language",
        ),
        pytest.param(
            "conversation.yml",
            ("      de:\n", "      pattern_anxious:\n"),
            "      pattern_anxious:",
            "non_dutch: 'pattern_anxious' past hier niet; wel: any, en, de, fr",
            id="a pattern for a language",
        ),
        pytest.param(
            "steps.yml",
            ("      pattern_anxious:", "      en:"),
            "      en:",
            "ask_step_3: 'en' past hier niet; wel: any, pattern_avoidant, ...",
            id="a language for a pattern",
        ),
        pytest.param(
            "moments.yml",
            (f"{TWO_HEARD}. {{first}}. En {{second}}", "  two_heard:\n    text: |-\n      Ik lees {first}"),
            "    text: |-",
            "two_heard: two_heard.text: hierin moet {second} staan: de plek voor wat er gehoord is",
            id="two heard without a place",
        ),
        pytest.param(
            "moments.yml",
            (TWO_HEARD, f"  two_heard:\n    text: |-\n      {'woord ' * 20}"),
            "    text: |-",
            f"two_heard: two_heard.text: deze tekst heeft ... woorden; een tekstballon mag er hoogstens {MAX_WORDS} hebben",
            id="two heard too long with two quotations",
        ),
        pytest.param(
            "steps.yml",
            ("explained_by: explain_earned_security", "explained_by: ask_steps"),
            "explained_by: ask_steps",
            "ask_steps: dit legt zichzelf uit",
            id="explained by itself",
        ),
        pytest.param(
            "steps.yml",
            ("explained_by: explain_earned_security", "explained_by: explain_cats"),
            "explained_by: explain_cats",
            "ask_steps: de uitleg 'explain_cats' bestaat niet",
            id="explained by nothing",
        ),
        pytest.param(
            "steps.yml",
            ("explained_by: explain_earned_security", "explained_by: [explain_styles]"),
            "explained_by: [explain_styles]",
            "ask_steps: explained_by: hier hoort tekst te staan",
            id="explained by a list",
        ),
        pytest.param(
            "coach.yml",
            ("  email: ", "  email: mail me op "),
            "  email: ",
            "email: email: dit is geen geldig adres",
            id="no e-mail address",
        ),
        pytest.param(
            "helplines.yml",
            ("last_verified: 2026-11-01", "last_verified: gisteren"),
            "last_verified: gisteren",
            "112: last_verified: dit is geen datum, zoals 2026-11-22",
            id="no date",
        ),
        pytest.param(
            "problems.yml",
            ("problems:", "problemen:"),
            "problemen:",
            "'problemen' hoort hier niet; wel: answers, buttons, coach, exercises, helplines, intake, moments, problems, "
            "sections, telegram, topics",
            id="unknown part",
        ),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(
    directory: Path, name: str, change: tuple[str, str], at: str, message: str
) -> None:
    edit(directory / name, *change)
    said = re.escape(message).replace(r"\.\.\.", ".+")
    expected = f"{re.escape(name)}:{line(directory / name, at)}: {said}"
    assert [each for each in mistakes(directory) if re.fullmatch(expected, each)]
