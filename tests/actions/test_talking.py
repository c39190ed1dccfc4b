"""The first answer says who is talking."""

from __future__ import annotations

from actions.conversation import ActionSmallTalk
from actions.subjects import ActionExplain
from stiefwijzer.content import Content
from tests.actions.running import run


def test_a_conversation_begins_with_what_the_assistant_is(texts: Content) -> None:
    turn = run(ActionSmallTalk(), "greet", new_session=True, welcomed=False)
    assert turn.bubbles == [texts.moments.welcome.text, *texts.answers["greet"].bubbles(None)]
    assert turn.slots["welcomed"] is True
    assert turn.slots["new_session"] is False


def test_somebody_who_comes_back_gets_the_short_welcome(texts: Content) -> None:
    turn = run(ActionExplain(), "explain_styles", new_session=True, welcomed=True)
    assert turn.bubbles[0] == texts.moments.welcome_back.text


def test_in_the_middle_of_a_conversation_nobody_is_welcomed(texts: Content) -> None:
    turn = run(ActionExplain(), "explain_styles", new_session=False)
    assert turn.bubbles == texts.answers["explain_styles"].bubbles(None)


def test_who_was_in_danger_is_welcomed_back_with_people_to_call(texts: Content) -> None:
    turn = run(ActionSmallTalk(), "greet", new_session=True, welcomed=True, danger="crisis_suicide")
    assert turn.bubbles[0] == texts.moments.welcome_back.text
    assert turn.links
