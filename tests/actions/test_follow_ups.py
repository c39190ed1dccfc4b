"""Short messages that mean something only after what was said before."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Action

from actions.choosing import is_known
from actions.follow_ups import ActionFollowUp
from actions.memory import MOST_REMEMBERED
from actions.patterns import ActionHear
from actions.safety import ActionSafety
from actions.subjects import ActionExplain, ActionStep
from stiefwijzer import labels
from stiefwijzer.content import Answer, Content, PatternAnswer
from tests.actions import running
from tests.actions.running import Turn, asked, first_button, message, run

STEP_BY_STEP = list(zip(labels.STEPS, labels.STEPS[1:], strict=False))


class Talk(running.Talk):
    """A conversation in which nobody is asked whether it helped."""

    def hear(self, action: Action, label: str, heard: dict[str, Any] | None = None) -> Turn:
        self.slots["unrated"] = 0.0
        return super().hear(action, label, heard)

    def follow_up(self, label: str) -> Turn:
        """Run a turn of a follow-up."""
        return self.hear(ActionFollowUp(), label)


@pytest.mark.parametrize("follow_up", labels.FOLLOW_UPS)
@pytest.mark.parametrize("subject", labels.SUBJECTS)
def test_every_follow_up_leads_on_from_every_subject(texts: Content, subject: str, follow_up: str) -> None:
    turn = run(ActionFollowUp(), follow_up, said=[subject], offered=first_button(texts, subject))
    assert turn.bubbles
    opens_the_form = any(event["event"] == "followup" for event in turn.events)
    assert opens_the_form or len(turn.payloads) > 1
    assert opens_the_form or is_known(turn.slots["offered"]) or turn.slots["offered"] == "role:ask_step_5"
    assert turn.slots["misses"] == 0


@pytest.mark.parametrize("follow_up", labels.FOLLOW_UPS)
@pytest.mark.parametrize("said", [None, [], ["a_label_of_an_older_version"]], ids=["none", "empty", "unknown"])
def test_a_follow_up_on_nothing_asks_which_subject(texts: Content, follow_up: str, said: list[str] | None) -> None:
    turn = run(ActionFollowUp(), follow_up, said=said)
    assert turn.bubbles == asked(follow_up).bubbles
    assert turn.payloads == asked(follow_up).payloads
    assert "said" not in turn.slots


@pytest.mark.parametrize("follow_up", labels.FOLLOW_UPS)
@pytest.mark.parametrize("label", labels.SAFETY)
def test_after_danger_a_follow_up_leads_to_the_same_people(label: str, follow_up: str) -> None:
    talk = Talk()
    talk.hear(ActionExplain(), "explain_styles")
    people = talk.hear(ActionSafety(), label).links
    for _ in range(3):
        assert talk.follow_up(follow_up).links == people


@pytest.mark.parametrize("subject", labels.SUBJECTS)
def test_more_says_the_first_thing_the_answer_led_to(texts: Content, subject: str) -> None:
    turn = run(ActionFollowUp(), "more", said=[subject])
    assert turn.bubbles == asked(texts.answers[subject].leads_to[0]).bubbles


@pytest.mark.parametrize("subject", labels.SUBJECTS)
def test_more_never_repeats_what_was_said(subject: str) -> None:
    talk = Talk()
    talk.slots["said"] = [subject]
    for _ in range(MOST_REMEMBERED):
        before = talk.slots["said"]
        turn = talk.follow_up("more")
        if "said" not in turn.slots:
            break
        assert turn.slots["said"][-1] not in before


@pytest.mark.parametrize("subject", labels.SUBJECTS)
def test_more_when_everything_was_said_offers_a_choice(texts: Content, subject: str) -> None:
    turn = run(ActionFollowUp(), "more", said=[*texts.answers[subject].leads_to, subject])
    assert turn.bubbles == asked("more").bubbles
    assert turn.payloads == asked("more").payloads


@pytest.mark.parametrize(("step", "following"), STEP_BY_STEP)
def test_next_after_a_step_is_the_next_step(texts: Content, step: str, following: str) -> None:
    turn = run(ActionFollowUp(), "next", said=[step], offered="request_intake")
    assert turn.bubbles == asked(following).bubbles


@pytest.mark.parametrize("subject", [*labels.EXPLANATIONS, *labels.TIPS, labels.STEPS[-1]])
def test_next_after_another_subject_is_what_was_offered(texts: Content, subject: str) -> None:
    turn = run(ActionFollowUp(), "next", said=[subject], offered="request_intake")
    assert turn.bubbles == asked("request_intake").bubbles


@pytest.mark.parametrize("offered", [None, "a_label_of_an_older_version"])
def test_next_when_nothing_was_offered_offers_a_choice(texts: Content, offered: str | None) -> None:
    turn = run(ActionFollowUp(), "next", said=["explain_styles"], offered=offered)
    assert turn.bubbles == asked("next").bubbles


def test_next_after_a_pattern_and_a_step_fits_the_pattern(texts: Content) -> None:
    talk = Talk()
    text = "Ik ga weg. Wat is stap 2?"
    heard = message(text, {"pattern_avoidant": "Ik ga weg", "ask_step_2": "Wat is stap 2"})
    talk.hear(ActionHear(), "pattern_avoidant", heard)
    assert talk.follow_up("next").bubbles == asked("ask_step_3", heard="pattern_avoidant").bubbles


def test_back_goes_one_subject_back_each_time_and_then_to_the_beginning(texts: Content) -> None:
    talk = Talk()
    for step in labels.STEPS[1:4]:
        talk.hear(ActionStep(), step)
    said = [talk.follow_up("back").bubbles for _ in range(4)]
    begin = asked("back").bubbles
    assert said == [asked("ask_step_2").bubbles, asked("ask_step_1").bubbles, begin, begin]


@pytest.mark.parametrize("subject", labels.SUBJECTS)
def test_back_from_every_subject_is_where_somebody_was(texts: Content, subject: str) -> None:
    turn = run(ActionFollowUp(), "back", said=["ask_steps", subject, "explain_stepfamily"])
    assert turn.bubbles == asked(subject).bubbles
    assert turn.payloads == asked(subject).payloads
    assert turn.slots["said"] == ["ask_steps", subject]


def test_forward_after_going_back_goes_on_from_there(texts: Content) -> None:
    talk = Talk()
    talk.hear(ActionStep(), "ask_step_1")
    talk.hear(ActionExplain(), "explain_styles")
    talk.follow_up("back")
    assert talk.follow_up("next").bubbles == asked("ask_step_2").bubbles


def test_back_after_saying_something_again_goes_to_the_subject_before_it(texts: Content) -> None:
    talk = Talk()
    talk.hear(ActionStep(), "ask_step_1")
    talk.hear(ActionStep(), "ask_step_2")
    talk.follow_up("repeat")
    talk.follow_up("repeat")
    assert talk.follow_up("back").bubbles == asked("ask_step_1").bubbles


@pytest.mark.parametrize("subject", labels.SUBJECTS)
def test_repeat_says_the_answer_again_with_its_buttons(texts: Content, subject: str) -> None:
    turn = run(ActionFollowUp(), "repeat", said=["explain_stepfamily", subject])
    assert turn.bubbles == asked(subject).bubbles
    assert turn.payloads == asked(subject).payloads


def test_repeat_is_answered_for_the_pattern_heard_before(texts: Content) -> None:
    turn = run(ActionFollowUp(), "repeat", said=["ask_step_3"], heard="pattern_anxious")
    assert turn.bubbles == asked("ask_step_3", heard="pattern_anxious").bubbles


@pytest.mark.parametrize("subject", labels.SUBJECTS)
def test_clarify_says_what_explains_the_answer(texts: Content, subject: str) -> None:
    answer = texts.answers[subject]
    assert isinstance(answer, Answer | PatternAnswer)
    explained_by = answer.explained_by
    assert explained_by is not None
    turn = run(ActionFollowUp(), "clarify", said=[subject])
    assert turn.bubbles == asked(explained_by).bubbles
    assert turn.bubbles != asked(subject).bubbles


def test_no_more_than_a_few_subjects_are_remembered() -> None:
    said = [label for label in labels.SUBJECTS if label != "ask_step_1"][:MOST_REMEMBERED]
    assert run(ActionStep(), "ask_step_1", said=said).slots["said"] == [*said[1:], "ask_step_1"]
