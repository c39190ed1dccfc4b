"""Asking now and then whether an answer helped."""

from __future__ import annotations

import pytest

from actions.asking import EVERY, HELPED, NOT_HELPED, without_question
from actions.conversation import ActionAccept, ActionDecline
from actions.follow_ups import ActionFollowUp
from actions.patterns import ActionHear
from actions.subjects import ActionExplain, ActionStep
from stiefwijzer import labels
from stiefwijzer.content import Content
from tests.actions.running import Talk, asked

DUE = {"unrated": EVERY - 1.0}


def test_it_is_asked_once_in_so_many_answers(texts: Content) -> None:
    talk = Talk()
    turns = [talk.hear(ActionExplain(), "explain_styles") for _ in range(2 * EVERY)]
    due = [texts.moments.helped in turn.bubbles[-1] for turn in turns]
    assert [number for number, each in enumerate(due, start=1) if each] == [EVERY, 2 * EVERY]


WITHOUT_EXERCISE = [*labels.EXPLANATIONS, *labels.TIPS, "ask_steps", "ask_step_5"]


@pytest.mark.parametrize("label", WITHOUT_EXERCISE)
def test_it_is_the_only_question_then_and_the_way_on_stays(texts: Content, label: str) -> None:
    usual, turn = asked(label, role="both"), asked(label, role="both", **DUE)
    assert turn.bubbles[-1].count("?") <= usual.bubbles[-1].count("?")
    assert turn.bubbles[-1].endswith(texts.moments.helped)
    assert turn.payloads == [f"/{HELPED}", f"/{NOT_HELPED}", *usual.payloads[:2]]


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS, *labels.BOUNDARY, *labels.PRIVACY])
def test_it_is_never_asked_of_what_somebody_feels_or_of_the_border(texts: Content, label: str) -> None:
    assert texts.moments.helped not in " ".join(asked(label, **DUE).bubbles)


@pytest.mark.parametrize(("way", "helped"), [("yes", True), ("no", False), (HELPED, True), (NOT_HELPED, False)])
def test_the_verdict_is_of_the_answer_with_its_variant(way: str, helped: bool) -> None:
    talk = Talk(**DUE, role="stepparent")
    talk.hear(ActionStep(), "ask_step_5")
    if way in ("yes", "no"):
        turn = talk.hear(ActionAccept() if helped else ActionDecline(), "affirm" if helped else "deny")
    else:
        turn = talk.presses(way.removeprefix("choice:"))
    assert turn.slots["feedback"] == {"answer": "ask_step_5/stepparent", "helped": helped}
    assert turn.payloads


@pytest.mark.parametrize("step", ["ask_step_1", "ask_step_2", "ask_step_3", "ask_step_4"])
def test_a_step_with_an_exercise_is_asked_about_at_the_end_of_it(texts: Content, step: str) -> None:
    talk = Talk(**DUE, recognised=["pattern_anxious"])
    assert texts.moments.helped not in talk.hear(ActionStep(), step).bubbles[-1]
    turn = talk.hear(ActionAccept(), "affirm")
    name = turn.slots["exercise"]["name"]
    for _ in texts.exercises[name].questions:
        turn = talk.hear(ActionFollowUp(), "next")
    assert turn.bubbles[-1].endswith(texts.moments.helped)
    assert talk.presses("helped").slots["feedback"] == {"answer": f"{step}/{name}", "helped": True}


def test_this_does_not_help_counts_for_what_was_said_last() -> None:
    talk = Talk()
    talk.hear(ActionHear(), "pattern_anxious")
    turn = talk.says("dit helpt niet", labels.NOT_SURE, "no_help")
    assert turn.slots["feedback"] == {"answer": "pattern_anxious", "helped": False}


def test_a_late_button_counts_nothing() -> None:
    assert "feedback" not in Talk().presses("helped").slots


@pytest.mark.parametrize(
    ("bubble", "left"),
    [
        ("Dat kan. Wil je dat?", "Dat kan."),
        ("Zeg: “Hoe is dat?” Wil je dat?", "Zeg: “Hoe is dat?”"),
        ("Wil je dat?", ""),
        ("Dat kan.", "Dat kan."),
    ],
)
def test_the_last_question_can_be_left_out(bubble: str, left: str) -> None:
    assert without_question(bubble).strip() == left
