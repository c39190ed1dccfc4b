"""Many phrases at once: each is found as if it were tried alone, in order, and once a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stiefwijzer.nlu import wording
from stiefwijzer.nlu.phrasebook import PhraseBook
from tests.nlu.making import utterance

GROUPS = {"mij": ("mij", "me"), "slaan": ("=slaat", "schop~")}
PHRASES = ["slaat {mij}", "ik ... bang", "stief~", "{slaan} + deur", "(heel) bang", "bang/boos", "niet"]


def book(*phrases: str) -> PhraseBook[int]:
    """Return a book in which every phrase means its number."""
    return PhraseBook([(number, wording.parse(phrase, GROUPS)) for number, phrase in enumerate(phrases)])


def found(text: str, *phrases: str) -> list[tuple[int, str]]:
    """Return the number of each phrase that is found, with the words it was found in."""
    message = utterance(text)
    return [
        (number, " ".join(word.text for word in message.words[where.first : where.end]))
        for number, _, where in book(*phrases).find(message)
    ]


def one_by_one(text: str, *phrases: str) -> list[tuple[int, str]]:
    """Return the same, with every phrase tried in every sentence."""
    message = utterance(text)
    return [
        (number, " ".join(word.text for word in message.words[where.first : where.end]))
        for sentence in message.sentences
        for number, phrase in enumerate(phrases)
        for where in wording.parse(phrase, GROUPS).finds(message.words, sentence, message.clauses)
    ]


def test_a_find_says_what_it_means_by_which_phrase_and_where() -> None:
    (find,) = book("slaat {mij}").find(utterance("en dan slaat hij. dan slaat me"))
    assert find == (0, wording.parse("slaat {mij}", GROUPS), (5, 7))


def test_phrases_are_found_in_the_order_of_the_book() -> None:
    assert found("hij slaat me, ik ben bang", "bang", "slaat {mij}", "ik") == [(0, "bang"), (1, "slaat me"), (2, "ik")]


def test_the_order_is_kept_within_a_sentence_and_sentences_follow_each_other() -> None:
    assert found("bang. boos en bang", "boos", "bang") == [(1, "bang"), (0, "boos"), (1, "bang")]


def test_a_phrase_is_found_once_a_sentence() -> None:
    assert found("bang bang bang! bang", "bang") == [(0, "bang"), (0, "bang")]


def test_several_phrases_may_mean_the_same_and_be_the_same() -> None:
    assert found("ik ben bang", "bang", "bang") == [(0, "bang"), (1, "bang")]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("bang/boos", "ik ben boos"),
        ("kinderen", "het kind"),
        ("trekken", "ik trok weg"),
        ("=slaat", "hij slaat"),
        ("{slaan}", "hij schopte"),
        ("stief~", "mijn stiefzoon"),
        ("{slaan} + deur", "de deur schopt hij"),
        ("bang (heel) ?", "bang ?"),
    ],
    ids=["a choice", "an inflection", "of an inflection", "a form", "a group", "a beginning", "any order", "a mark"],
)
def test_every_kind_of_phrase_is_found(phrase: str, text: str) -> None:
    assert found(text, phrase)


def test_a_phrase_is_found_by_the_rare_word_when_the_others_are_common() -> None:
    common = [f"ik ben {word}" for word in ("bang", "boos", "moe", "alleen")]
    assert found("ik ben moe", *common) == [(2, "ik ben moe")]


@pytest.mark.parametrize("text", ["", "...", "goedemorgen", "slaat hij mij", "slaat. mij"])
def test_where_no_phrase_stands_nothing_is_found(text: str) -> None:
    assert found(text, "slaat {mij}") == []


def test_a_book_without_phrases_finds_nothing() -> None:
    assert found("hij slaat me") == []


_WORDS = ["ik", "ben", "bang", "boos", "heel", "hij", "slaat", "mij", "me", "deur", "stiefzoon", "schopte", "niet"]
_TEXT = st.lists(st.sampled_from([*_WORDS, ",", ".", "en", "als"]), max_size=14).map(" ".join)


@given(_TEXT)
def test_everything_is_found_that_is_found_one_by_one(text: str) -> None:
    assert found(text, *PHRASES) == one_by_one(text, *PHRASES)


@given(_TEXT, st.permutations(PHRASES))
def test_the_order_of_a_book_changes_the_order_of_finds_only(text: str, phrases: list[str]) -> None:
    numbers = {(phrases[number], words) for number, words in found(text, *phrases)}
    assert numbers == {(PHRASES[number], words) for number, words in found(text, *PHRASES)}
