"""After danger, everything that sounds like yes leads to people."""

from __future__ import annotations

import pytest

from actions.conversation import ActionAccept
from actions.safety import ActionSafety
from stiefwijzer import labels
from stiefwijzer.content import Content
from tests.actions.running import run


def test_a_yes_to_the_direct_question_leads_to_the_lines_for_suicide(texts: Content) -> None:
    asked = run(ActionSafety(), "crisis_check", offered="ask_steps")
    answered = run(ActionAccept(), "affirm", **asked.slots)
    assert answered.bubbles == texts.answers["crisis_suicide"].bubbles(None)


@pytest.mark.parametrize("label", [label for label in labels.SAFETY if label != "crisis_check"])
def test_an_ok_after_danger_repeats_where_help_is_however_often(label: str, texts: Content) -> None:
    first = run(ActionSafety(), label, offered="request_intake")
    second = run(ActionAccept(), "affirm", **first.slots)
    third = run(ActionAccept(), "affirm", **second.slots)
    assert second.bubbles == third.bubbles == texts.answers[label].bubbles(None)
    assert second.titles == []
