"""Who somebody is in the family: heard, said, or asked when an answer depends on it."""

from __future__ import annotations

import pytest

from actions.conversation import ActionAccept
from actions.patterns import ActionHear
from actions.subjects import ActionStep, ActionTips
from stiefwijzer import labels
from stiefwijzer.content import Answer, Content, PatternAnswer
from tests.actions.running import Talk, asked, run


@pytest.mark.parametrize(
    ("known", "nuances", "role"),
    [
        (None, ["role_stepparent"], "stepparent"),
        (None, ["role_bioparent"], "bioparent"),
        (None, ["role_bioparent", "role_stepparent"], "both"),
        ("stepparent", ["role_stepparent"], "stepparent"),
        ("stepparent", ["role_bioparent"], "both"),
        ("both", ["role_bioparent"], "both"),
        ("both", ["is_stepparent"], "stepparent"),
        ("stepparent", ["is_bioparent", "role_stepparent"], "bioparent"),
        ("stepparent", ["is_bioparent", "is_stepparent"], "both"),
    ],
)
def test_a_role_is_heard_and_what_is_said_outright_goes_first(known: str | None, nuances: list[str], role: str) -> None:
    turn = run(ActionTips(), "ask_tips_family", {"text": "een verhaal van iemand", "nuances": nuances}, role=known)
    assert turn.slots["role"] == role


def test_a_role_changes_the_answer_in_the_same_turn(texts: Content) -> None:
    message = {"text": "hoe pak ik het aan als stiefmoeder van drie", "nuances": ["role_stepparent"]}
    turn = run(ActionStep(), "ask_step_5", message)
    assert turn.bubbles == texts.answers["ask_step_5"].bubbles("stepparent")


@pytest.mark.parametrize("role", labels.ROLES)
@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_every_pattern_is_answered_for_every_role(texts: Content, label: str, role: str) -> None:
    turn = run(ActionHear(), label, role=role)
    answer = texts.answers[label]
    assert isinstance(answer, PatternAnswer)
    assert turn.bubbles == answer.bubbles(None, role)
    assert turn.bubbles != run(ActionHear(), label).bubbles


def test_the_role_is_asked_only_when_an_answer_depends_on_it(texts: Content) -> None:
    asks = {label for label, answer in texts.answers.items() if isinstance(answer, Answer) and answer.asks_role}
    assert asks == {"ask_step_5"}
    roles = [f"/choice:role:{role}" for role in labels.ROLES]
    assert [label for label in labels.SUBJECTS if asked(label).payloads == roles] == ["ask_step_5"]
    assert asked("ask_step_5", role="both").payloads != roles


@pytest.mark.parametrize("role", labels.ROLES)
def test_after_the_role_is_chosen_the_answer_follows(texts: Content, role: str) -> None:
    talk = Talk()
    talk.hear(ActionStep(), "ask_step_5")
    assert talk.presses(f"role:{role}").bubbles == texts.answers["ask_step_5"].bubbles(role)


@pytest.mark.parametrize(
    ("nuance", "role"),
    [
        ("both", "both"),
        ("is_stepparent", "stepparent"),
        ("role_bioparent", "bioparent"),
        ("word_stepparent", "stepparent"),
    ],
)
def test_the_role_may_be_typed_too(texts: Content, nuance: str, role: str) -> None:
    talk = Talk()
    talk.hear(ActionStep(), "ask_step_5")
    assert talk.says("in een paar woorden", "nlu_fallback", nuance).bubbles == texts.answers["ask_step_5"].bubbles(role)


def test_a_word_within_a_longer_message_answers_nothing(texts: Content) -> None:
    """Once "ik ben hier maar de vriendin van hun vader" made somebody a parent, because the role had been asked."""
    message = {"text": "ik ben hier maar de vriendin van hun vader", "nuances": ["word_bioparent"]}
    turn = run(ActionHear(), "feeling_outsider", message, offered="role:ask_step_5")
    assert turn.slots.get("role") is None


def test_a_word_for_somebody_tells_nothing_when_nobody_asked() -> None:
    message = {"text": "tips voor de stiefouder", "nuances": ["word_stepparent"]}
    turn = run(ActionTips(), "ask_tips_stepparent", message)
    assert turn.bubbles == asked("ask_tips_stepparent").bubbles
    assert "role" not in turn.slots


def test_a_yes_to_the_question_who_one_is_asks_again(texts: Content) -> None:
    talk = Talk()
    talk.hear(ActionStep(), "ask_step_5")
    assert talk.hear(ActionAccept(), "affirm").bubbles == [texts.moments.ask_role]
    assert talk.presses("role:both").bubbles == texts.answers["ask_step_5"].bubbles("both")


def test_who_says_who_they_are_unasked_is_heard(texts: Content) -> None:
    turn = Talk().says("ik ben stiefvader", "nlu_fallback", "is_stepparent")
    assert turn.bubbles == [texts.moments.role_known.text]
    assert turn.slots["role"] == "stepparent"


@pytest.mark.parametrize(
    ("role", "first"), [("bioparent", "ask_tips_bioparent"), ("stepparent", "ask_tips_stepparent")]
)
def test_step_5_leads_to_the_tips_of_the_role(role: str, first: str) -> None:
    assert asked("ask_step_5", role=role).payloads[0] == f"/{first}"


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_who_says_who_they_are_and_what_they_feel_is_answered_on_the_feeling(texts: Content, label: str) -> None:
    message = {"text": "ik ben stiefmoeder en hoor er niet bij", "nuances": ["is_stepparent"]}
    turn = run(ActionHear(), label, message)
    assert texts.moments.role_known.text not in turn.bubbles
    assert turn.slots["role"] == "stepparent"


def test_what_is_told_of_long_ago_in_an_exercise_says_nothing_of_who_one_is() -> None:
    state = {"name": "reflection", "at": 0, "answered": 0, "private": True, "keep": False, "pieces": {}}
    message = {"text": "mijn vader was vaak weg met zijn nieuwe kinderen", "nuances": ["role_stepparent"]}
    assert run(ActionHear(), "feeling_outsider", message, exercise=state).slots.get("role") is None
