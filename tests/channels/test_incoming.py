"""From what arrives to what was said."""

from __future__ import annotations

import pytest
from rasa.core.channels.channel import CollectingOutputChannel

from stiefwijzer.channels import incoming
from stiefwijzer.channels.problems import Problem
from stiefwijzer.limits import MAX_MESSAGE_CHARACTERS


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("ik voel me alleen", "ik voel me alleen"),
        ("  hallo  ", "hallo"),
        ("een\ttwee\r\ndrie", "een twee  drie"),
        ("hal\x00lo", "hallo"),
        ("hal\ud800lo", "hallo"),
        ("👨\u200d👩\u200d👧 wij", "👨\u200d👩\u200d👧 wij"),
        ("en/of", "en/of"),
        ("/restart", "restart"),
        ("/ /\t//restart", "restart"),
        ("\x00/restart", "restart"),
        ('/pattern_anxious{"x": 1}', 'pattern_anxious{"x": 1}'),
    ],
)
def test_free_text_is_what_was_said(typed: str, said: str) -> None:
    assert incoming.free_text(typed) == said


@pytest.mark.parametrize("typed", ["", " \t\n", "\x00\x00", "\ud800", "///", "/ /", "\u00a0\u3000"])
def test_free_text_without_words_is_a_problem(typed: str) -> None:
    with pytest.raises(Problem, match="empty_message"):
        incoming.free_text(typed)


def test_free_text_of_the_greatest_length_is_taken() -> None:
    assert incoming.free_text("a" * MAX_MESSAGE_CHARACTERS) == "a" * MAX_MESSAGE_CHARACTERS


def test_free_text_one_character_longer_is_a_problem() -> None:
    with pytest.raises(Problem, match="message_too_long"):
        incoming.free_text("a" * (MAX_MESSAGE_CHARACTERS + 1))


def test_typed_message_carries_no_intent() -> None:
    message = incoming.typed(
        "/ask_steps", session_id="s", channel="website", message_id="m", output=CollectingOutputChannel()
    )

    assert (message.text, message.parse_data) == ("ask_steps", None)


def test_pressed_message_carries_the_intent_of_the_button() -> None:
    message = incoming.pressed(
        "/ask_steps", session_id="s", channel="website", message_id="m", output=CollectingOutputChannel()
    )

    assert message.parse_data is not None
    assert message.parse_data["intent"] == {"name": "ask_steps", "confidence": 1.0}
