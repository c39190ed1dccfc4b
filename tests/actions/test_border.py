"""The way to people comes before any answer; an address elsewhere only where nothing of the family was heard."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Action

from actions.conversation import ActionAskBack, ActionSmallTalk
from actions.follow_ups import ActionFollowUp
from actions.patterns import ActionHear
from actions.subjects import ActionContact, ActionExplain, ActionStep
from stiefwijzer import labels
from stiefwijzer.content import Content
from tests.actions.running import buttons, message, run

TEXT = "Ik eet bijna niets meer en ga elke avond alleen weg."


def saying(*nuances: str, **quoted: str) -> dict[str, Any]:
    return {**message(TEXT, quoted), "nuances": list(nuances)}


@pytest.mark.parametrize("topic", labels.BORDER)
@pytest.mark.parametrize(
    ("label", "action"),
    [
        ("pattern_avoidant", ActionHear()),
        ("ask_step_3", ActionStep()),
        ("out_of_scope", ActionSmallTalk()),
        (labels.NOT_SURE, ActionAskBack()),
    ],
    ids=["pattern", "step", "out of scope", "not sure"],
)
def test_the_border_is_said_whatever_was_heard(texts: Content, topic: str, label: str, action: Action) -> None:
    turn = run(action, label, saying(topic))
    assert turn.bubbles == texts.answers[topic].bubbles(None)
    assert turn.slots["said"] == [topic]


def test_what_else_was_heard_is_a_button_and_not_the_first(texts: Content) -> None:
    turn = run(ActionHear(), "pattern_avoidant", saying("border_eating", pattern_avoidant="ga elke avond alleen weg"))
    first, *others = texts.answers["border_eating"].leads_to
    assert turn.payloads == buttons([first, "pattern_avoidant", *others][:4])
    assert turn.slots["offered"] == first
    assert "heard" not in turn.slots


def test_somebody_who_hears_voices_is_offered_nothing_besides(texts: Content) -> None:
    turn = run(ActionHear(), "feeling_outsider", saying("border_psychosis"))
    assert turn.payloads == buttons(texts.answers["border_psychosis"].leads_to)


@pytest.mark.parametrize("label", ["ask_step_3", "ask_tips_family"])
def test_no_step_or_tip_is_offered_beside_it(label: str) -> None:
    offered = run(ActionStep(), label, saying("border_grief")).payloads
    assert not set(offered) & set(buttons([*labels.STEPS, *labels.TIPS]))


def test_the_most_urgent_is_said_first(texts: Content) -> None:
    turn = run(ActionHear(), "pattern_anxious", saying("border_diagnosis", "border_psychosis"))
    assert turn.bubbles == texts.answers["border_psychosis"].bubbles(None)


@pytest.mark.parametrize("topic", labels.ELSEWHERE)
@pytest.mark.parametrize(("label", "action"), [("out_of_scope", ActionSmallTalk()), (labels.NOT_SURE, ActionAskBack())])
def test_what_is_not_about_the_family_gets_an_address(texts: Content, topic: str, label: str, action: Action) -> None:
    assert run(action, label, saying(topic)).bubbles == texts.answers[topic].bubbles(None)


def test_a_feeling_in_which_money_plays_a_part_is_answered_as_the_feeling(texts: Content) -> None:
    turn = run(ActionHear(), "feeling_outsider", saying("elsewhere_alimony"))
    assert turn.bubbles == texts.answers["feeling_outsider"].bubbles(None)


@pytest.mark.parametrize("label", labels.PRIVACY)
def test_a_question_about_ones_data_is_answered_as_it_was_asked(texts: Content, label: str) -> None:
    assert run(ActionContact(), label, saying("border_trauma")).bubbles == texts.answers[label].bubbles(None)


def test_after_danger_nothing_comes_before_care(texts: Content) -> None:
    turn = run(ActionHear(), "pattern_anxious", saying("border_trauma"), danger="crisis_suicide")
    assert turn.links
    assert texts.answers["border_trauma"].bubbles(None)[0] not in turn.bubbles


def test_the_address_can_be_asked_for_again(texts: Content) -> None:
    said = run(ActionSmallTalk(), "out_of_scope", saying("elsewhere_law")).slots["said"]
    assert run(ActionFollowUp(), "repeat", said=said).bubbles == texts.answers["elsewhere_law"].bubbles(None)


@pytest.mark.parametrize("topic", ["about_partners", "border_grief", "elsewhere_tax"])
def test_the_button_of_a_topic_says_it(texts: Content, topic: str) -> None:
    turn = run(ActionExplain(), topic)
    assert turn.bubbles == texts.answers[topic].bubbles(None)
    assert turn.slots["said"] == [topic]


def test_the_button_of_a_topic_that_is_gone_asks_what_was_meant(texts: Content) -> None:
    turn = run(ActionExplain(), "about_partners", {"choice": "about_what_was_taken_out"})
    assert turn.bubbles == texts.answers["clarify"].bubbles(None)


def test_more_goes_on_with_a_topic(texts: Content) -> None:
    assert run(ActionFollowUp(), "more", said=["about_partners"]).bubbles == (
        texts.answers["about_partner_signs"].bubbles(None)
    )
