"""How a word is meant: the list, contractions, split compounds, and slips of the finger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.spelling import Spelling
from tests.nlu.making import spelling

KNOWN = ["buitengesloten", "jaloers", "bindingsangst", "verlaten", "terug", "gaan"]


@pytest.fixture(scope="module")
def reader() -> Spelling:
    return spelling(
        {"kben": "ik ben", "nie": "niet", "'t": "het", "stiefmam": "stiefmoeder", "m'n": "mijn"},
        openings=["stief", "verlatings"],
        known=KNOWN,
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [("nie", ("niet",)), ("stiefmam", ("stiefmoeder",)), ("kben", ("ik", "ben")), ("'t", ("het",)), ("’t", ("het",))],
)
def test_a_listed_form_is_read_as_the_list_says(reader: Spelling, written: str, meant: tuple[str, ...]) -> None:
    assert reader.meant(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("buitegesloten", "buitengesloten"),
        ("buitengesslten", "buitengesslten"),
        ("buitengeslotenn", "buitengesloten"),
        ("buitengeslooten", "buitengesloten"),
        ("buitangesloten", "buitengesloten"),
        ("buitnegesloten", "buitengesloten"),
        ("bindingsanst", "bindingsangst"),
        ("jaloesr", "jaloers"),
        ("ajloers", "jaloers"),
        ("aloers", "jaloers"),
        ("jaloer", "jaloers"),
    ],
    ids=[
        "a letter left out",
        "two slips are not mended",
        "a letter twice",
        "a letter added",
        "a letter changed",
        "two letters swapped",
        "left out of a word of the field",
        "the last two swapped",
        "the first two swapped",
        "the first left out",
        "the last left out",
    ],
)
def test_one_slip_of_the_finger_is_read_as_the_known_word(reader: Spelling, written: str, meant: str) -> None:
    assert reader.meant(written) == (meant,)


@pytest.mark.parametrize(
    "word",
    [
        "jaloers",
        "terug",
        "terg",
        "vergaten",
        "verraden",
        "kinderen",
        "xqzzy",
        "j@loers",
        "2jaloers",
        "",
        "漢字漢字漢字",
    ],
)
def test_known_words_short_words_right_words_and_strange_words_stay_what_they_are(reader: Spelling, word: str) -> None:
    assert reader.meant(word) == (word,)


def test_a_slip_is_read_as_the_same_word_whatever_the_order_of_the_known_words() -> None:
    forwards, backwards = (spelling({}, known=known) for known in (["zwammen", "zwermen"], ["zwermen", "zwammen"]))
    assert forwards.meant("zwmmen") == backwards.meant("zwmmen")


@pytest.mark.parametrize(
    ("halves", "whole"),
    [
        (("stief", "kinderen"), "stiefkinderen"),
        (("verlatings", "angst"), "verlatingsangst"),
        (("mijn", "kinderen"), None),
        (("stief", ","), None),
        (("stief", "3"), None),
        (("m", "’n"), "m'n"),
        (("foto", "’s"), None),
    ],
)
def test_two_halves_of_a_word_are_joined(reader: Spelling, halves: tuple[str, str], whole: str | None) -> None:
    assert reader.joined(*halves) == whole


@given(st.text(max_size=40))
def test_any_word_means_at_least_one_word(word: str) -> None:
    assert len(spelling({"nie": "niet", "leeg": " "}, known=KNOWN).meant(word)) >= 1


@pytest.fixture(scope="module")
def ours() -> Spelling:
    return Lexicon.read().spelling([*KNOWN, "stiefmoeder", "verlatingsangst", "stiefkinderen"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("bindingsanst", "bindingsangst"),
        ("buitegesloten", "buitengesloten"),
        ("stiefmam", "stiefmoeder"),
        ("kben", "ik ben"),
        ("nie", "niet"),
        ("mn", "mijn"),
        ("ge", "je"),
        ("mezelf", "mijzelf"),
    ],
)
def test_the_list_of_the_assistant_knows_how_people_write(ours: Spelling, written: str, meant: str) -> None:
    assert " ".join(ours.meant(written)) == meant


@pytest.mark.parametrize("word", ["gescheiden", "verlaat", "stiefvader", "kinderen", "alleen", "moeder", "vriendin"])
def test_the_list_of_the_assistant_leaves_right_dutch_alone(ours: Spelling, word: str) -> None:
    assert ours.meant(word) == (word,)


def test_verlatings_angst_is_one_word(ours: Spelling) -> None:
    assert ours.joined("verlatings", "angst") == "verlatingsangst"
