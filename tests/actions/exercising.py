"""Going through an exercise, for the tests of exercises."""

from __future__ import annotations

from typing import Any

from actions.follow_ups import ActionFollowUp
from stiefwijzer.content import Content, Exercise
from tests.actions.running import Talk, Turn

NAMES = (
    "reflection",
    "naming",
    "sentences_anxious",
    "sentences_avoidant",
    "sentences_disorganised",
    "how_it_went",
    "i_message",
)
#: Three bubbles are what a turn may hold.
MOST_BUBBLES = 3
MOVES = ActionFollowUp()


def begun(name: str, **slots: Any) -> Talk:
    talk = Talk(**slots)
    talk.presses(f"begin:{name}")
    return talk


def exercise(texts: Content, name: str) -> Exercise:
    return texts.exercises[name]


def to_the_end(talk: Talk, questions: int, answer: str = "dat was vroeger bij ons thuis wel zo") -> Turn:
    turn = None
    for _ in range(questions):
        turn = talk.says(answer)
    assert turn is not None
    return turn
