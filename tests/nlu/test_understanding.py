"""Understanding a message, from its text to labels with their evidence, on a small set of examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stiefwijzer import labels
from stiefwijzer.limits import MAX_MESSAGE_CHARACTERS
from stiefwijzer.nlu.intent_model import IntentModel
from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.understanding import Understanding, Understood
from tests.nlu import making

AVOIDANT, ANXIOUS, OUTSIDER = "pattern_avoidant", "pattern_anxious", "feeling_outsider"
PARTNER = labels.OF_PARTNER
EXAMPLES: list[tuple[str, tuple[str, ...]]] = [
    *[(f"{when} klap ik dicht", (AVOIDANT,)) for when in ("vaak", "dan", "soms", "bij ruzie")],
    *[(f"ik trek me {when} terug op zolder", (AVOIDANT,)) for when in ("dan", "weer", "altijd")],
    *[(f"{when} klapt mijn man dicht", (AVOIDANT, PARTNER)) for when in ("vaak", "dan", "soms", "bij ruzie")],
    *[(f"mijn man trekt zich {when} terug op zolder", (AVOIDANT, PARTNER)) for when in ("dan", "weer", "altijd")],
    *[(f"ik ben {how} bang dat hij me verlaat", (ANXIOUS,)) for how in ("zo", "erg", "heel", "vaak")],
    *[(f"ik app hem {how} of hij nog van me houdt", (ANXIOUS,)) for how in ("steeds", "elk uur", "dan")],
    *[(f"ik voel me {how} een gast in dit huis", (OUTSIDER,)) for how in ("zo", "net", "vaak", "hier", "dan", "nog")],
    *[(f"{how} hoor ik er niet bij aan tafel", (OUTSIDER,)) for how in ("weer", "nooit", "hier")],
    *[(f"dank je {how}", ("thanks",)) for how in ("wel", "zeer", "voor alles", "hoor")],
    *[(f"what {how} do with my kids", (labels.NON_DUTCH,)) for how in ("can i", "should we", "do you")],
    *[(f"{how} ich bin die stiefmutter", (labels.NON_DUTCH,)) for how in ("hallo", "ja", "also")],
]
LEXICON = making.lexicon(
    words={"kben": "ik ben"},
    groups={"partner": ("man", "vriend")},
    signals={
        AVOIDANT: {"sure": ("klappen (ik) dicht",), "maybe": ()},
        ANXIOUS: {"sure": ("verlatingsangst",), "maybe": ()},
    },
    foreign={"en": ("my", "what", "do", "the"), "de": ("ich", "die", "bin")},
)


def learn(examples: list[tuple[str, tuple[str, ...]]] = EXAMPLES, lexicon: Lexicon = LEXICON) -> Understanding:
    return Understanding.learn([making.doc(text) for text, _ in examples], [says for _, says in examples], lexicon)


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return learn()


def hear(understanding: Understanding, text: str) -> Understood:
    return understanding.hear(making.doc(text))


def heard(understanding: Understanding, text: str) -> list[str]:
    return [reading.label for reading in hear(understanding, text).decision.heard]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Als hij schreeuwt klap ik dicht", [AVOIDANT]),
        ("kben zo bang dat ze me verlaat", [ANXIOUS]),
        ("een gast in huis, zo voel ik me", [OUTSIDER]),
        ("Dank je!", ["thanks"]),
    ],
)
def test_what_is_like_the_examples_is_heard(understanding: Understanding, text: str, expected: list[str]) -> None:
    assert heard(understanding, text) == expected


TWO = "Bij ruzie klap ik dicht op zolder. Verder voel ik me vaak een gast in dit huis."


def test_two_things_in_a_message_are_both_heard_each_with_its_own_words(understanding: Understanding) -> None:
    found = hear(understanding, TWO)
    assert {reading.label for reading in found.decision.heard} == {AVOIDANT, OUTSIDER}
    quoted = {piece.label: piece.text for piece in found.evidence}
    assert "klap ik dicht" in quoted[AVOIDANT]
    assert "gast" in quoted[OUTSIDER]


def test_what_is_heard_and_its_evidence_have_the_same_order(understanding: Understanding) -> None:
    found = hear(understanding, TWO)
    assert [piece.label for piece in found.evidence] == [reading.label for reading in found.decision.heard]


def test_evidence_is_cut_out_of_the_message_as_it_was_written(understanding: Understanding) -> None:
    text = "Tja...  Dan KLAP ik  Dicht!"
    (piece,) = hear(understanding, text).evidence
    assert (piece.text, text[piece.start : piece.end]) == ("Dan KLAP ik  Dicht",) * 2


def test_the_words_of_a_sure_signal_are_the_evidence(understanding: Understanding) -> None:
    text = "ik ben zo bang dat hij me verlaat, ik app hem steeds, echte verlatingsangst, ik app hem dan"
    (piece,) = hear(understanding, text).evidence
    assert "verlatingsangst" in piece.text
    assert [signal.phrase for signal in hear(understanding, text).signals] == ["verlatingsangst"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mijn man klapt dicht bij ruzie", True),
        ("mijn man trekt zich terug", True),
        ("ik klap dicht", False),
        ("ik trek me terug", False),
    ],
)
def test_whose_pattern_it_is_is_heard_too(understanding: Understanding, text: str, expected: bool) -> None:
    assert heard(understanding, text) == [AVOIDANT]
    assert hear(understanding, text).of_partner is expected


def test_of_the_partner_is_no_label_of_its_own(understanding: Understanding) -> None:
    ranking = hear(understanding, "mijn man klapt dicht").decision.ranking
    assert PARTNER not in {reading.label for reading in ranking}


@pytest.mark.parametrize(
    ("text", "language"),
    [("what can i do with my wife", "en"), ("ich bin die tante", "de"), ("ja also die kids", "de")],
)
def test_another_language_is_heard_and_named(understanding: Understanding, text: str, language: str) -> None:
    found = hear(understanding, text)
    assert [reading.label for reading in found.decision.heard] == [labels.NON_DUTCH]
    assert found.language == language


def test_dutch_has_no_other_language(understanding: Understanding) -> None:
    assert hear(understanding, "dan klap ik dicht, do you know").language is None


@pytest.mark.parametrize(
    "text", ["", "   ", "...", "xq zzq", "😀😀", "\x00", "漢字", "42", "?", "\u200f\u202e"], ids=ascii
)
def test_where_no_word_is_familiar_nothing_is_heard(understanding: Understanding, text: str) -> None:
    assert hear(understanding, text).decision.heard == ()
    assert hear(understanding, text).evidence == ()


def saved(understanding: Understanding, directory: Path) -> dict[str, bytes]:
    directory.mkdir()
    understanding.save(directory)
    return {file.name: file.read_bytes() for file in directory.iterdir()}


def test_a_loaded_one_understands_the_same(understanding: Understanding, tmp_path: Path) -> None:
    understanding.save(tmp_path)
    loaded = Understanding.load(tmp_path)
    for text, _ in (*EXAMPLES, (TWO, ()), ("", ()), ("kben bang", ())):
        assert hear(loaded, text) == hear(understanding, text)


def test_there_is_none_where_nothing_was_saved(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Understanding.load(tmp_path)


def test_the_same_examples_give_the_same_bytes_every_time(understanding: Understanding, tmp_path: Path) -> None:
    first = saved(understanding, tmp_path / "first")
    assert all(saved(learn(), tmp_path / str(number)) == first for number in range(3))


def test_examples_given_twice_give_the_same_bytes_every_time(tmp_path: Path) -> None:
    assert saved(learn(EXAMPLES * 2), tmp_path / "one") == saved(learn(EXAMPLES * 2), tmp_path / "two")


def test_without_sentences_a_message_is_heard_as_a_whole_only(understanding: Understanding, tmp_path: Path) -> None:
    understanding.save(tmp_path)
    whole = Understanding(IntentModel.load(tmp_path), Lexicon.load(tmp_path), by_sentence=False)
    assert len(heard(understanding, TWO)) == 2
    assert len(heard(whole, TWO)) < 2


_FAMILIAR = st.sampled_from(
    ["klap ik dicht", "mijn man", "Dank je", "bang dat hij", "een gast", "niet", "vroeger", "kben", "what", "ich bin"]
)
_MARKS = st.sampled_from([".", "?", "??", "!", "\n", "\r\n", "\t", "…", ",", "(", "–", ":", "’n", "'", "\x00", " "])
_STRANGE = st.sampled_from(
    [
        "שלום עולם",
        "مرحبا",
        "\u202eabc\u202c",
        "👨‍👩‍👧",
        "🏳️‍🌈",
        "e\u0301\u0308\u0323",
        "ﬁ",
        "İ",
        "ß",
        "\ufeff",
        "\u200d",
        "x" * 3000,
    ]
)
_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_MESSAGES = st.lists(st.one_of(_FAMILIAR, _MARKS, _STRANGE, _ANY), max_size=25).map(" ".join)


def check(understanding: Understanding, text: str) -> None:
    found = hear(understanding, text)
    names = [reading.label for reading in found.decision.heard]
    assert set(names) <= {label for _, says in EXAMPLES for label in says} - {PARTNER}
    assert {piece.label for piece in found.evidence} <= set(names)
    for piece in found.evidence:
        assert piece.text == text[piece.start : piece.end]
        assert piece.text.strip()


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(_MESSAGES)
def test_any_text_gives_labels_or_nothing_and_evidence_that_stands_in_it(
    understanding: Understanding, text: str
) -> None:
    check(understanding, text)


@settings(deadline=None, max_examples=50)
@given(_MESSAGES)
def test_the_lists_of_the_assistant_are_safe_with_any_text(ours: Understanding, text: str) -> None:
    check(ours, text)


@pytest.fixture(scope="module")
def ours() -> Understanding:
    """The small examples, with the spelling, word groups and signals of the assistant."""
    known = {label for _, says in EXAMPLES for label in says}
    lexicon = Lexicon.read()
    kept = {label: phrases for label, phrases in lexicon.signals.items() if label in known}
    return learn(
        lexicon=Lexicon(lexicon.words, lexicon.openings, lexicon.groups, kept, lexicon.foreign, lexicon.nuances)
    )


@pytest.mark.parametrize("text", ["klap ik dicht. ", "bang ", "漢字 ", "e\u0301", "a", "?", "\n", "!.,"], ids=ascii)
def test_a_very_long_message_is_heard(understanding: Understanding, text: str) -> None:
    check(understanding, text * (3 * MAX_MESSAGE_CHARACTERS // len(text)))
