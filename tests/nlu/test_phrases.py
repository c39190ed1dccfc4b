"""Cutting a quotable phrase out of a message."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stiefwijzer.limits import MAX_QUOTED_WORDS
from stiefwijzer.nlu import dutch
from stiefwijzer.nlu.phrases import rounded_out, strongest_phrase


def quoted(text: str, *strong: str) -> str | None:
    """Return the phrase of `text` when the words `strong` speak for it and the others a little against."""
    doc = dutch.load()[0](text)
    core = strongest_phrase(doc, [1.0 if token.text in strong else -0.1 for token in doc])
    return None if core is None else str(doc[slice(*rounded_out(doc, *core))].text)


def test_the_phrase_is_rounded_out_to_its_clause() -> None:
    assert quoted("Vroeger niet, maar nu trek ik me terug, zegt hij", "trek") == "maar nu trek ik me terug"


def test_the_core_of_a_phrase_is_the_run_of_words_that_weighs_most() -> None:
    doc = dutch.load()[0]("maar nu trek ik me terug")
    assert strongest_phrase(doc, [-1.0, -1.0, 2.0, -0.5, 0.0, 1.0]) == (2, 6)
    assert strongest_phrase(doc, [-1.0, -1.0, 2.0, -3.0, 0.0, 1.0]) == (2, 3)


def test_a_phrase_is_not_rounded_out_to_a_clause_that_is_too_long() -> None:
    doc = dutch.load()[0](" ".join(["woord"] * (MAX_QUOTED_WORDS + 5)))
    start, end = rounded_out(doc, 8, 10)
    assert start <= 8
    assert 10 <= end < len(doc)
    assert end - start <= MAX_QUOTED_WORDS


def test_the_heaviest_of_two_sentences_is_quoted() -> None:
    assert quoted("Ik trek me terug. Hij wordt dan heel boos.", "trek", "heel", "boos") == "Hij wordt dan heel boos"


@pytest.mark.parametrize(
    "end", [". ", "? ", "! ", "; ", ": ", "… ", "... ", " .... ", ".. ", "?! ", "!!! ", "\n", "\n\n"], ids=ascii
)
def test_the_phrase_never_crosses_the_end_of_a_sentence(end: str) -> None:
    assert quoted(f"ik ga weg{end}hij wordt boos", "weg", "boos") in {"ik ga weg", "hij wordt boos"}


def test_marks_at_the_edges_are_dropped() -> None:
    assert quoted('Ik zeg: "ga weg!"', "weg", '"', "!") == "ga weg"


def test_words_that_all_speak_against_it_give_no_phrase() -> None:
    assert quoted("ik ga weg") is None


def test_an_empty_message_gives_no_phrase() -> None:
    assert quoted("") is None


def test_a_long_clause_is_not_quoted_whole() -> None:
    text = " ".join(f"woord{number}" for number in range(40))
    phrase = quoted(text, "woord3", "woord30")
    assert phrase is not None
    assert len(phrase.split()) < 40


_CLAUSES = st.lists(st.sampled_from(["ik", "ga", "weg", "heel"]), min_size=1, max_size=20).map(" ".join)
_MARKS = st.sampled_from([" , ", " . ", " ? ", " … ", " ( ", " - ", "\n"])
_MESSAGES = st.lists(st.one_of(_CLAUSES, _MARKS), max_size=10).map(" ".join)


@settings(deadline=None)
@given(_MESSAGES, st.randoms(use_true_random=False))
def test_any_phrase_is_short_enough_to_read_back_and_within_one_sentence(text: str, chance: Random) -> None:
    doc = dutch.load()[0](text)
    weights = [chance.uniform(-0.5, 1) for _ in doc]
    core = strongest_phrase(doc, weights)
    if core is not None:
        phrase = doc[slice(*rounded_out(doc, *core))].text
        assert 0 < len(phrase.split()) <= MAX_QUOTED_WORDS
        assert not re.search(r"[.?…\n]\s*\w", phrase)
