"""Questions with one answer."""

from __future__ import annotations

import pytest
from rasa_sdk import Action

from actions import choices
from actions.safety import ActionSafety
from actions.subjects import ActionBoundary, ActionContact, ActionExplain, ActionStep, ActionTips
from stiefwijzer import labels
from stiefwijzer.content import Content
from stiefwijzer.content.parts import MAX_QUICK_REPLIES
from tests.actions.running import OWN_WAY, asked, first_button, run

ANSWERED = {
    **dict.fromkeys(labels.EXPLANATIONS, ActionExplain()),
    **dict.fromkeys(labels.STEPS, ActionStep()),
    **dict.fromkeys(labels.TIPS, ActionTips()),
    **dict.fromkeys(labels.BOUNDARY, ActionBoundary()),
    **dict.fromkeys((*labels.CONTACT, *labels.PRIVACY), ActionContact()),
}


@pytest.mark.parametrize(("label", "action"), ANSWERED.items(), ids=ANSWERED)
def test_the_answer_to_the_label_is_said_with_its_buttons(texts: Content, label: str, action: Action) -> None:
    turn = run(action, label)
    assert turn.bubbles == asked(label).bubbles
    assert turn.payloads == asked(label).payloads
    begins = getattr(texts.answers[label], "exercise", None) is not None
    offered = list(texts.answers[label].leads_to)
    if label not in ("ask_step_5", *OWN_WAY):  # these ask something first
        assert turn.titles[begins:] == [texts.title(each) for each in offered][: MAX_QUICK_REPLIES - begins]


@pytest.mark.parametrize(("label", "action"), ANSWERED.items(), ids=ANSWERED)
def test_the_first_button_is_what_a_yes_accepts(texts: Content, label: str, action: Action) -> None:
    own = {"request_intake": None, **choices.ASKED}  # the form asks on, and a yes erases or shows
    remembered = {"offered": own.get(label, first_button(texts, label)), "misses": 0, "said": [label]}
    assert run(action, label, misses=1.0, role="both").slots.items() >= remembered.items()


@pytest.mark.parametrize("heard", ["pattern_anxious", "pattern_avoidant", "pattern_disorganised"])
def test_step_3_fits_the_pattern_heard_before(texts: Content, heard: str) -> None:
    said = run(ActionStep(), "ask_step_3", heard=heard).bubbles
    assert said == texts.answers["ask_step_3"].bubbles(heard)
    assert said != asked("ask_step_3").bubbles


@pytest.mark.parametrize("label", labels.SAFETY)
def test_with_danger_what_was_offered_is_forgotten(label: str) -> None:
    turn = run(ActionSafety(), label, offered="request_intake", misses=1.0)
    assert turn.slots["offered"] is None
    assert turn.slots["misses"] == 0
