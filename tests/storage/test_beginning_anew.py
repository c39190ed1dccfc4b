"""Beginning anew forgets the words and not the danger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actions import memory
from stiefwijzer.storage import database, intakes
from stiefwijzer.storage.beginning_anew import CAREFUL, begin_anew, erase_words
from stiefwijzer.storage.turns import Turn, Turns
from tests.storage.test_intakes import request


@pytest.fixture
def turns(tmp_path: Path) -> Iterator[Turns]:
    log = Turns(database.connect(f"sqlite:///{tmp_path / 'stiefwijzer.db'}"))
    yield log
    log.engine.dispose()


def talked(turns: Turns, *slots: dict[str, Any]) -> None:
    """Let somebody talk, each turn setting slots."""
    state: dict[str, Any] | None = None
    for number, changed in enumerate(slots):
        events = [{"event": "user", "text": "zwaluwstaart"}]
        events += [{"event": "slot", "name": name, "value": value} for name, value in changed.items()]
        turns.add("before", Turn(number, state, events), since=number, message_id=str(number), at=0.0)
        state = {"slots": {**(state or {"slots": {}})["slots"], **changed}, "latest_action": {}}


def test_what_is_carried_over_is_what_the_actions_let_outlive_a_restart_but_for_forms_and_the_welcome() -> None:
    assert set(CAREFUL) == set(memory.OUTLIVES) - {memory.FORM_ASIDE, memory.WELCOMED}


@pytest.mark.parametrize(
    "slots",
    [
        [{"danger": "crisis_suicide", "country": "BE"}],
        [{"danger": "crisis_suicide", "country": "BE"}, {"misses": 0}, {"heard": "pattern_anxious"}],
    ],
    ids=["in the last turn", "some turns ago"],
)
def test_danger_goes_on_and_no_word_does(slots: list[dict[str, Any]], turns: Turns) -> None:
    talked(turns, *slots)

    begin_anew(turns, "before", "after")

    (turn,) = turns.all("after")
    assert turn.state is not None
    assert turn.state["slots"] == {"danger": "crisis_suicide", "country": "BE"}
    assert turn.events == []
    assert turns.all("before") == []


@pytest.mark.parametrize("slots", [[], [{"heard": "x"}], [{"danger": "crisis_violence"}, {"danger": None}]])
def test_without_danger_nothing_goes_on(slots: list[dict[str, Any]], turns: Turns) -> None:
    talked(turns, *slots)

    begin_anew(turns, "before", "after")

    assert turns.senders() == []


def test_erasing_the_words_keeps_the_danger_in_the_same_conversation(turns: Turns) -> None:
    talked(turns, {"danger": "crisis_violence", "minor": True}, {"heard": "x"})
    erase_words(turns, "before")
    (turn,) = turns.all("before")
    assert turn.state is not None
    assert turn.state["slots"] == {"danger": "crisis_violence", "minor": True}
    assert turn.events == []
    turns.add("before", Turn(turn.number + 1, None, []), since=turn.number, message_id="next", at=1.0)


def test_erasing_the_words_of_somebody_else_leaves_nothing(turns: Turns) -> None:
    talked(turns, {"heard": "x"})
    erase_words(turns, "before")
    assert turns.all("before") == []


def test_a_request_goes_along_so_that_it_can_still_be_shown_and_erased(turns: Turns) -> None:
    intakes.store(turns.engine, request(sender_id="before"), [])
    begin_anew(turns, "before", "after")
    assert [intake.sender_id for intake in intakes.all_of(turns.engine)] == ["after"]
