"""The way along the steps, over days."""

from __future__ import annotations

import pytest

from actions.conversation import ActionAskBack, ActionSessionStart, ActionSmallTalk
from actions.subjects import ActionStep
from stiefwijzer import labels
from stiefwijzer.content import Content
from tests.actions.running import Talk

STEPS = labels.STEPS[1:]


def where(talk: Talk) -> list[str]:
    return talk.says("waar was ik", labels.NOT_SURE, "where").bubbles


def named(texts: Content, step: str) -> str:
    title = texts.title(step)
    return title[0].lower() + title[1:]


@pytest.mark.parametrize("step", STEPS)
def test_where_was_i_names_the_step_looked_at_last(texts: Content, step: str) -> None:
    talk = Talk()
    talk.hear(ActionStep(), step)
    (bubble,) = where(talk)
    assert bubble.startswith(texts.moments.path.here.replace("{step}", named(texts, step)))


def test_where_was_i_before_any_step_offers_them(texts: Content) -> None:
    assert where(Talk()) == [texts.moments.path.nowhere.text]


def test_what_was_done_is_named_and_the_next_step_offered(texts: Content) -> None:
    turn = Talk(step="ask_step_2", done=["ask_step_1", "ask_step_2"]).says("waar was ik", labels.NOT_SURE, "where")
    assert texts.moments.path.done.replace("{step}", "stap 1, stap 2") in turn.bubbles[0]
    assert turn.bubbles[0].endswith(texts.moments.path.onwards)
    assert turn.slots["offered"] == "ask_step_3"


def test_an_exercise_that_was_left_is_offered_first(texts: Content) -> None:
    talk = Talk()
    talk.presses("begin:reflection")
    talk.presses("stop")
    assert where(talk)[0].endswith(texts.moments.path.half)
    assert talk.slots["offered"] == "choice:resume"


@pytest.mark.parametrize("step", STEPS)
def test_the_next_day_it_says_where_we_were(texts: Content, step: str) -> None:
    talk = Talk()
    talk.hear(ActionStep(), step)
    talk.hear(ActionSessionStart(), "greet")
    turn = talk.hear(ActionSmallTalk(), "greet")
    assert turn.bubbles[0].startswith(texts.moments.welcome_back.text)
    assert texts.moments.path.last_time.replace("{step}", named(texts, step)) in turn.bubbles[0]
    assert turn.bubbles[1].startswith(texts.moments.path.go_on)
    assert turn.slots["offered"] == step


def test_the_next_day_whatever_is_said_first_is_answered_with_where_we_were_before_it(texts: Content) -> None:
    talk = Talk()
    talk.hear(ActionStep(), "ask_step_2")
    talk.hear(ActionSessionStart(), "greet")
    turn = talk.says("xyzzy", labels.NOT_SURE, action=ActionAskBack())
    assert named(texts, "ask_step_2") in turn.bubbles[0]
    assert turn.bubbles[1] == texts.moments.ask_back.text


def test_a_greeting_in_the_same_session_is_a_greeting(texts: Content) -> None:
    talk = Talk()
    talk.hear(ActionStep(), "ask_step_2")
    assert talk.hear(ActionSmallTalk(), "greet").bubbles == texts.answers["greet"].bubbles(None)
