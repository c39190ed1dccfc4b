"""What somebody types is text, never a command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stiefwijzer.nlu import firewall


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("hallo", "hallo"),
        ("/restart", "restart"),
        ('/pattern_anxious{"x": 1}', 'pattern_anxious{"x": 1}'),
        ("  // /restart", "restart"),
        ("\u00a0/restart", "restart"),
        ("hij/zij", "hij/zij"),
        ("///", ""),
        ("", ""),
    ],
)
def test_the_words_begin_behind_spaces_and_slashes(typed: str, words: str) -> None:
    assert typed[firewall.start_of_words(typed) :] == words


@given(st.text(st.one_of(st.sampled_from("/ \t\n\u3000"), st.characters())))
def test_no_text_ever_begins_as_a_command(text: str) -> None:
    words = text[firewall.start_of_words(text) :]
    assert not words.strip().startswith("/")
    assert text.endswith(words)
