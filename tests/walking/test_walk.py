"""A walk presses every button, and finds what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from stiefwijzer.content.parts import MAX_BUBBLES, MAX_TITLE, MAX_WORDS
from stiefwijzer.walking.turns import Message, NoAnswerError, Player, Slots, Turn, pressed
from stiefwijzer.walking.walk import faults, walk

#: A conversation of three answers: the last leads back to the second, and one of its buttons to nothing.
LEADS_TO: Mapping[str, list[str]] = {"/a": ["/b"], "/b": ["/c"], "/c": ["/b", "/nowhere"]}


class Small(Player):
    """Plays that conversation; it remembers what was said last."""

    def __init__(self) -> None:
        self.played: list[str] = []

    def play(self, slots: Slots, message: Message) -> Turn:
        payload = message["text"]
        self.played.append(payload)
        if payload not in LEADS_TO:
            raise NoAnswerError("niets")
        return answer(f"zin {payload}", [(each.upper(), each) for each in LEADS_TO[payload]], said=payload)


def answer(bubble: str = "Een zin.", buttons: list[tuple[str, str]] | None = None, **slots: Any) -> Turn:
    return Turn((bubble,), tuple([("Ja", "/affirm")] if buttons is None else buttons), (), slots)


def test_every_button_is_pressed_and_what_was_seen_before_is_not_played_again() -> None:
    player = Small()
    seen = walk(player, [({}, pressed("/a"))])
    assert player.played == ["/a", "/b", "/c", "/b", "/nowhere"]
    assert seen.said == {"zin /a", "zin /b", "zin /c"}
    assert {payload for _, payload in seen.pressed} == {"/b", "/c", "/nowhere"}


def test_a_button_that_nothing_answers_is_found() -> None:
    assert walk(Small(), [({}, pressed("/a"))]).wrong == {"niets": "/nowhere"}


def test_the_buttons_of_the_last_answers_are_tried_too() -> None:
    player = Small()
    walk(player, [({}, pressed("/a"))], turns=1)
    assert player.played == ["/a", "/b", "/c"]


@pytest.mark.parametrize(
    ("turn", "fault"),
    [
        (answer("woord " * (MAX_WORDS + 1)), f"een tekstballon van {MAX_WORDS + 1} woorden"),
        (answer(buttons=[("x" * (MAX_TITLE + 1), "/a")]), f"een knop van {MAX_TITLE + 1} tekens"),
        (answer(buttons=[]), "hier loopt het dood"),
        (Turn(("a",) * (MAX_BUBBLES + 2), (("Ja", "/affirm"),), (), {}), f"{MAX_BUBBLES + 2} tekstballonnen"),
    ],
    ids=["long bubble", "long button", "dead end", "many bubbles"],
)
def test_what_is_wrong_with_an_answer_is_said_in_dutch(turn: Turn, fault: str) -> None:
    (found,) = faults(turn)
    assert found.startswith(fault)


def test_an_answer_that_leads_on_has_no_faults() -> None:
    assert faults(answer()) == []


def test_lines_to_call_are_a_way_on() -> None:
    assert faults(Turn(("Bel.",), (), ("Bel 112",), {})) == []
