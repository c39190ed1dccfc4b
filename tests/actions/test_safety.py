"""Danger is answered at once, by whose it is; a restart does not forget it, and an open form waits."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import memory
from actions.safety import ActionAllRight, ActionRestart, ActionSafety
from stiefwijzer import labels
from stiefwijzer.content import Content, SafetyAnswer
from tests.actions.running import Turn, run


def spoken(texts: Content, label: str) -> SafetyAnswer:
    answer = texts.answers[label]
    assert isinstance(answer, SafetyAnswer)
    return answer


def danger(label: str, about: str | None = None, country: str | None = None, **slots: object) -> Turn:
    return run(ActionSafety(), label, {"about": about, "country": country}, **slots)


@pytest.mark.parametrize("label", labels.SAFETY)
def test_danger_is_answered_with_people_to_call_and_nothing_to_choose_but_yes_or_no(texts: Content, label: str) -> None:
    turn = danger(label)
    assert turn.bubbles == spoken(texts, label).bubbles()
    assert turn.links
    assert turn.titles == (["Ja", "Nee"] if label == "crisis_check" else [])
    assert turn.slots["danger"] == label


@pytest.mark.parametrize("about", ["self", "other"])
def test_oneself_and_somebody_else_are_told_apart(texts: Content, about: str) -> None:
    turn = danger("crisis_suicide", about)
    assert turn.bubbles[0] == spoken(texts, "crisis_suicide").openings[about]  # type: ignore[index]
    assert turn.slots["danger_about"] == about


def test_somebody_who_writes_like_a_belgian_sees_the_belgian_line_first() -> None:
    assert danger("crisis_suicide", "self", "BE").links[0]["url"] == "tel:1813"


def test_somebody_of_whom_nothing_is_known_sees_the_dutch_line_first() -> None:
    assert danger("crisis_suicide", "self").links[0]["url"] == "tel:113"


def test_the_country_is_remembered() -> None:
    turn = run(ActionSafety(), "crisis_violence", {"about": "self", "country": None}, country="BE")
    assert turn.links[0]["url"] == "tel:1712"


def test_no_welcome_stands_before_the_answer_to_danger(texts: Content) -> None:
    turn = danger("crisis_suicide", "self", new_session=True, welcomed=False)
    assert texts.moments.welcome.text not in turn.bubbles
    assert "automatische assistent" in turn.bubbles[0]
    assert turn.slots["new_session"] is False


def test_what_is_unclear_after_danger_is_that_danger_still(texts: Content) -> None:
    turn = danger("crisis_check", "suicide", danger="crisis_violence", danger_about="self")
    assert turn.bubbles == spoken(texts, "crisis_violence").bubbles("self")
    assert turn.slots["danger"] == "crisis_violence"


@pytest.mark.parametrize(
    ("about", "meant"),
    [("suicide", "crisis_suicide"), ("violence", "crisis_violence"), ("child", "crisis_child_safety")],
)
def test_the_direct_question_is_about_what_was_heard_and_its_yes_leads_there(
    texts: Content, about: str, meant: str
) -> None:
    turn = danger("crisis_check", about)
    assert turn.bubbles[0] == spoken(texts, "crisis_check").openings[about]  # type: ignore[index]
    assert turn.payloads == [f"/{meant}", "/deny"]


def test_an_open_form_is_put_aside() -> None:
    latest = {"intent": {"name": "crisis_suicide"}, "text": "ik wil dood", "about": "self"}
    loop = {"name": "intake_form"}
    tracker = Tracker("someone", {"danger": None}, latest, [], False, None, loop, "action_listen")
    events = ActionSafety().run(CollectingDispatcher(), tracker, {})
    assert {"event": "active_loop", "timestamp": None, "name": None} in events
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    assert slots["form_aside"] == "intake_form"
    assert slots["requested_slot"] is None


def test_a_restart_forgets_what_was_talked_about_but_not_danger() -> None:
    kept: dict[str, Any] = {"danger": "crisis_suicide", "danger_about": "self", "country": "BE"}
    turn = run(ActionRestart(), "greet", heard="pattern_anxious", **kept)
    assert turn.events[0]["event"] == "restart"
    assert kept.items() <= turn.slots.items()
    assert "heard" not in turn.slots
    assert turn.links


def test_a_restart_without_danger_greets(texts: Content) -> None:
    turn = run(ActionRestart(), "greet")
    assert turn.bubbles == texts.answers["greet"].bubbles(None)


def test_the_button_that_says_it_is_all_right_opens_the_conversation(texts: Content) -> None:
    turn = run(ActionAllRight(), labels.ALL_RIGHT, danger="crisis_suicide")
    assert turn.bubbles[0] == spoken(texts, "crisis_suicide").afterwards
    assert turn.slots["danger"] is None


def test_the_button_pressed_late_asks_what_to_talk_about(texts: Content) -> None:
    assert run(ActionAllRight(), labels.ALL_RIGHT).bubbles == [texts.moments.after_danger.text]


def test_what_outlives_a_session_is_kept_by_a_restart_too() -> None:
    assert {memory.DANGER, memory.DANGER_ABOUT, memory.COUNTRY, memory.FORM_ASIDE} <= set(memory.OUTLIVES)
