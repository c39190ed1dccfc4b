"""The Dutch pipeline: tokens and lemmas that never depend on what is installed."""

from __future__ import annotations

import pytest

from stiefwijzer.nlu import dutch


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("kinderen", "kind"),
        ("trok", "trek"),
        ("trekken", "trek"),
        ("stiefdochters", "stiefdochter"),
        ("huizen", "huis"),
        ("ging", "gaan"),
    ],
)
def test_lemma_gives_the_dictionary_form(word: str, expected: str) -> None:
    assert dutch.lemma(word) == expected


def test_lemma_is_in_lower_case_whatever_was_written() -> None:
    assert dutch.lemma("KINDEREN") == dutch.lemma("Kinderen") == "kind"


def test_lemma_of_an_unknown_word_is_the_word() -> None:
    assert dutch.lemma("xyzzy") == "xyzzy"


def test_load_gives_every_token_its_lemma() -> None:
    nlp, _ = dutch.load()
    assert [token.lemma_ for token in nlp("Zijn kinderen trokken")] == ["zijn", "kind", "trek"]


def test_load_gives_one_pipeline_a_process() -> None:
    assert dutch.load() is dutch.load()


def test_load_keeps_the_text_as_it_was_written() -> None:
    text = "  Mijn  KIND\n zegt:\tniks…  "
    assert dutch.load()[0](text).text == text


def test_load_tells_what_is_in_use() -> None:
    assert dutch.load()[1] == dutch.in_use()


@pytest.mark.skipif(dutch.in_use() == dutch.MODEL, reason="nl_core_news_sm is installed here")
def test_without_the_model_the_embedded_pipeline_is_in_use() -> None:
    assert dutch.in_use() == "embedded"
