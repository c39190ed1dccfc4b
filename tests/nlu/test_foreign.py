"""Which language somebody writes who does not write Dutch."""

from __future__ import annotations

import pytest

from stiefwijzer.nlu.foreign import SmallWords
from stiefwijzer.nlu.lexicon import Lexicon


@pytest.fixture(scope="module")
def small_words() -> SmallWords:
    return SmallWords(Lexicon.read().foreign)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hello, can you help me with my stepson?", "en"),
        ("I don't know what to do", "en"),
        ("I’m so tired", "en"),
        ("HOW DO YOU DO", "en"),
        ("Ich weiß nicht, was ich machen soll", "de"),
        ("Guten Tag, sprechen Sie Deutsch?", "de"),
        ("Bonjour, je suis la belle-mère de deux enfants", "fr"),
        ("j’ai peur qu'il me quitte", "fr"),
        ("Hola, ¿qué tal?", None),
        ("Cześć", None),
        ("مرحبا", None),
        ("你好", None),
        ("12345 !?", None),
        ("", None),
    ],
    ids=ascii,
)
def test_the_language_with_the_most_small_words(small_words: SmallWords, text: str, language: str | None) -> None:
    assert small_words.language(text) == language


def test_as_many_of_two_languages_is_neither() -> None:
    assert SmallWords({"en": ("die",), "de": ("die",)}).language("die") is None


def test_a_word_of_two_languages_leaves_the_others_to_decide() -> None:
    assert SmallWords({"en": ("die", "you"), "de": ("die",)}).language("die you") == "en"


def test_without_a_list_there_is_no_language() -> None:
    assert SmallWords({}).language("hello") is None
