"""After danger: no tips and nothing to buy, people to call under everything, until it is said to be all right."""

from __future__ import annotations

import pytest

from actions import careful
from actions.conversation import ActionAccept, ActionAskBack, ActionDecline, ActionSmallTalk
from actions.follow_ups import ActionFollowUp
from actions.patterns import ActionHear
from actions.subjects import ActionBoundary, ActionContact, ActionExplain, ActionStep, ActionTips
from stiefwijzer import labels
from stiefwijzer.content import Content, SafetyAnswer
from tests.actions.running import Turn, run

DANGERS = [label for label in labels.SAFETY if label != "crisis_check"]
#: An action of each kind, and what it would answer.
ORDINARY = [
    (ActionSmallTalk(), "thanks"),
    (ActionSmallTalk(), "greet"),
    (ActionAccept(), "affirm"),
    (ActionDecline(), "deny"),
    (ActionAskBack(), labels.NOT_SURE),
    (ActionFollowUp(), "next"),
    (ActionHear(), "feeling_outsider"),
    (ActionStep(), "ask_step_1"),
    (ActionTips(), "ask_tips_family"),
    (ActionContact(), "request_intake"),
    (ActionContact(), "ask_contact_price"),
]


def spoken(texts: Content, label: str) -> SafetyAnswer:
    answer = texts.answers[label]
    assert isinstance(answer, SafetyAnswer)
    return answer


def sells_or_tips(turn: Turn) -> list[str]:
    offered = {f"/{label}" for label in (*labels.STEPS, *labels.TIPS, *labels.CONTACT)}
    return [payload for payload in turn.payloads if payload in offered]


@pytest.mark.parametrize("danger", DANGERS)
@pytest.mark.parametrize(("action", "label"), ORDINARY, ids=[label for _, label in ORDINARY])
def test_everything_else_leads_to_people(texts: Content, danger: str, action: ActionSmallTalk, label: str) -> None:
    turn = run(action, label, danger=danger, offered="request_intake", said=["ask_steps"])
    assert turn.bubbles[-1] == spoken(texts, danger).quiet
    assert turn.links
    assert sells_or_tips(turn) == []


@pytest.mark.parametrize("label", [*labels.STEPS, *labels.TIPS, *labels.CONTACT, *labels.PATTERNS, *labels.FEELINGS])
def test_who_asks_for_tips_or_the_coach_is_told_that_this_can_wait(texts: Content, label: str) -> None:
    turn = run(ActionTips(), label, danger="crisis_violence")
    assert turn.bubbles == [texts.moments.not_now.text, spoken(texts, "crisis_violence").quiet]


@pytest.mark.parametrize(
    ("action", "label"),
    [
        (ActionExplain(), "explain_attachment"),
        (ActionBoundary(), "ask_referral"),
        (ActionContact(), "ask_privacy"),
        (ActionSmallTalk(), "bot_challenge"),
    ],
    ids=["an explanation", "other help", "one's data", "are you human"],
)
def test_questions_one_may_have_are_answered_with_people_under_them(
    texts: Content, action: ActionExplain, label: str
) -> None:
    turn = run(action, label, danger="crisis_suicide")
    first = texts.answers[label].bubbles(None)[0]
    assert turn.bubbles[0][:40] == first[:40]
    assert turn.bubbles[-1] == spoken(texts, "crisis_suicide").quiet
    assert len(turn.bubbles) <= 3
    assert not turn.bubbles[-2].endswith("?")
    assert turn.payloads == [careful.ALL_RIGHT]


def test_a_quiet_answer_names_the_own_country_first() -> None:
    turn = run(ActionSmallTalk(), "thanks", danger="crisis_suicide", country="BE")
    assert turn.links[0]["url"] == "tel:1813"


@pytest.mark.parametrize("danger", labels.SAFETY)
def test_who_says_that_it_is_all_right_can_go_on(texts: Content, danger: str) -> None:
    said = ["grown_up"] if danger == "child_user" else ["person"]
    turn = run(ActionAskBack(), labels.NOT_SURE, {"all_right": said}, danger=danger)
    assert turn.bubbles == [spoken(texts, danger).afterwards, texts.moments.after_danger.text]
    assert turn.slots["danger"] is None
    assert sells_or_tips(turn) == []


def test_a_minor_who_feels_fine_is_a_minor_still(texts: Content) -> None:
    turn = run(ActionSmallTalk(), "thanks", {"all_right": ["person"]}, danger="child_user")
    assert turn.bubbles == [spoken(texts, "child_user").quiet]
    assert turn.payloads == []


def test_a_no_to_the_direct_question_opens_the_conversation(texts: Content) -> None:
    turn = run(ActionDecline(), "deny", danger="crisis_check", danger_about="suicide")
    assert turn.bubbles[0] == spoken(texts, "crisis_check").afterwards
    assert turn.slots["danger"] is None


@pytest.mark.parametrize(
    ("about", "meant"),
    [("suicide", "crisis_suicide"), ("violence", "crisis_violence"), ("child", "crisis_child_safety")],
)
def test_a_yes_to_the_direct_question_leads_to_those_people(texts: Content, about: str, meant: str) -> None:
    turn = run(ActionAccept(), "affirm", danger="crisis_check", danger_about=about)
    assert turn.bubbles[1] == spoken(texts, meant).bubbles()[1]
    assert turn.slots["danger"] == meant


def test_something_else_than_yes_or_no_is_asked_again_with_both_buttons(texts: Content) -> None:
    turn = run(ActionAskBack(), labels.NOT_SURE, danger="crisis_check", danger_about="violence")
    assert turn.bubbles == [spoken(texts, "crisis_check").quiet]
    assert turn.titles == ["Ja", "Nee"]


def test_a_no_after_danger_is_no_release(texts: Content) -> None:
    turn = run(ActionDecline(), "deny", danger="crisis_suicide")
    assert turn.bubbles == [spoken(texts, "crisis_suicide").quiet]
    assert "danger" not in turn.slots


def test_a_minor_for_whom_it_is_all_right_again_stays_with_people_for_minors(texts: Content) -> None:
    turn = run(ActionAskBack(), labels.NOT_SURE, {"all_right": ["person"]}, danger="crisis_suicide", minor=True)
    assert turn.bubbles == [spoken(texts, "crisis_suicide").afterwards, spoken(texts, "child_user").quiet]
    assert turn.slots["danger"] == "child_user"


def test_a_grown_up_taken_for_a_minor_is_one_no_longer() -> None:
    turn = run(ActionAskBack(), labels.NOT_SURE, {"all_right": ["grown_up"]}, danger="child_user", minor=True)
    assert turn.slots["minor"] is None


def test_a_yes_to_the_question_about_violence_ends_the_sentence_for_the_partner(texts: Content) -> None:
    """Once only danger that was said ended it: after "ja" the exercise went on when it was all right again."""
    state = {"name": "i_message", "at": 0, "answered": 0, "private": False, "keep": False, "pieces": {}}
    turn = run(ActionAccept(), "affirm", danger="crisis_check", danger_about="violence", exercise=state)
    assert (turn.slots["exercise"], turn.slots["exercise_aside"]) == (None, None)


def test_an_old_button_of_a_subject_is_not_answered_after_danger(texts: Content) -> None:
    turn = run(ActionExplain(), "about_together", danger="crisis_violence")
    assert turn.bubbles[0] == texts.moments.not_now.text
