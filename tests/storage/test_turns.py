"""Answers already given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stiefwijzer.storage import database
from stiefwijzer.storage.turns import Turns

ANSWER = [{"text": "Hé, “dag” 😀", "quick_replies": [{"title": "Ja", "payload": "/affirm"}]}]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'turns.db'}"


@pytest.fixture
def turns(url: str) -> Iterator[Turns]:
    engine = database.connect(url)
    yield Turns(engine)
    engine.dispose()


def test_a_new_message_has_no_answer(turns: Turns) -> None:
    assert turns.answer_to("session", "message") is None


def test_what_was_answered_is_found_again_as_it_was(turns: Turns) -> None:
    turns.keep("session", "message", ANSWER)
    assert turns.answer_to("session", "message") == ANSWER


def test_another_session_does_not_see_it(turns: Turns) -> None:
    turns.keep("session", "message", ANSWER)
    assert turns.answer_to("another", "message") is None


def test_another_message_of_the_session_is_new(turns: Turns) -> None:
    turns.keep("session", "message", ANSWER)
    assert turns.answer_to("session", "another") is None


def test_the_same_message_in_two_sessions_has_two_answers(turns: Turns) -> None:
    turns.keep("session", "message", ANSWER)
    turns.keep("another", "message", [])
    assert turns.answer_to("session", "message") == ANSWER
    assert turns.answer_to("another", "message") == []


def test_an_answer_is_never_replaced(turns: Turns) -> None:
    turns.keep("session", "message", ANSWER)
    assert turns.keep("session", "message", []) == ANSWER
    assert turns.answer_to("session", "message") == ANSWER


def test_an_answer_survives_the_process_that_gave_it(turns: Turns, url: str) -> None:
    turns.keep("session", "message", ANSWER)
    later = database.connect(url)
    try:
        assert Turns(later).answer_to("session", "message") == ANSWER
    finally:
        later.dispose()
