"""The welcome, small talk, yes and no, and asking back."""

from __future__ import annotations

from typing import Any

import pytest

from actions.conversation import (
    MAX_OFFERED,
    WORTH_OFFERING,
    ActionAccept,
    ActionAskBack,
    ActionDecline,
    ActionSessionStart,
    ActionSmallTalk,
    likely_subjects,
)
from stiefwijzer.content import Content
from stiefwijzer.content.schema import LANGUAGES
from tests.actions.running import asked, first_button, run


def ranking(**confidences: float) -> dict[str, Any]:
    return {"intent_ranking": [{"name": name, "confidence": each} for name, each in confidences.items()]}


def test_a_new_session_says_nothing_by_itself_and_knows_that_it_is_new() -> None:
    turn = run(ActionSessionStart(), "greet", welcomed=False)
    assert turn.bubbles == []
    assert turn.slots["new_session"] is True


def test_a_new_session_keeps_what_was_heard_offered_and_said_and_forgets_the_misses() -> None:
    remembered: dict[str, Any] = {
        "heard": "feeling_insider",
        "offered": "ask_step_1",
        "said": ["explain_styles", "feeling_insider"],
        "welcomed": True,
    }
    turn = run(ActionSessionStart(), "greet", misses=2.0, **remembered)
    assert turn.slots == {**remembered, "new_session": True}


def test_danger_outlives_a_session() -> None:
    danger: dict[str, Any] = {
        "danger": "crisis_suicide",
        "danger_about": "other",
        "country": "BE",
        "form_aside": "intake_form",
    }
    assert danger.items() <= run(ActionSessionStart(), "greet", **danger).slots.items()


def test_a_session_starts_before_and_listens_after_what_is_remembered() -> None:
    events = [event["event"] for event in run(ActionSessionStart(), "greet", heard="feeling_insider").events]
    assert events == ["session_started", "slot", "slot", "slot", "action"]


@pytest.mark.parametrize("label", ["greet", "thanks", "goodbye", "bot_challenge", "out_of_scope", "non_dutch"])
def test_small_talk_is_answered_with_its_buttons(texts: Content, label: str) -> None:
    turn = run(ActionSmallTalk(), label)
    assert turn.bubbles == asked(label).bubbles
    assert turn.payloads == asked(label).payloads


@pytest.mark.parametrize("language", [*LANGUAGES, "tr", None])
def test_another_language_is_answered_in_dutch_and_in_itself_when_it_is_known(
    texts: Content, language: str | None
) -> None:
    turn = run(ActionSmallTalk(), "non_dutch", {"language": language}, heard="pattern_anxious")
    assert turn.bubbles == texts.answers["non_dutch"].bubbles(language)
    assert turn.bubbles[0].startswith("Ik spreek alleen Nederlands.")
    assert (turn.bubbles == asked("non_dutch").bubbles) is (language not in LANGUAGES)
    assert turn.payloads == asked("non_dutch").payloads


def test_talk_about_the_talk_is_no_subject_to_go_back_to() -> None:
    assert "said" not in run(ActionSmallTalk(), "thanks", said=["ask_step_1"]).slots


def test_a_yes_takes_what_was_offered(texts: Content) -> None:
    turn = run(ActionAccept(), "affirm", offered="ask_step_1")
    assert turn.bubbles == asked("ask_step_1").bubbles
    assert turn.slots["offered"] == first_button(texts, "ask_step_1")


def test_a_yes_is_answered_for_the_pattern_heard_before(texts: Content) -> None:
    turn = run(ActionAccept(), "affirm", offered="ask_step_3", heard="pattern_anxious")
    assert turn.bubbles == asked("ask_step_3", heard="pattern_anxious").bubbles


def test_a_yes_to_a_pattern_remembers_it_as_heard() -> None:
    assert run(ActionAccept(), "affirm", offered="pattern_avoidant").slots["heard"] == "pattern_avoidant"


@pytest.mark.parametrize("offered", [None, "a_label_of_an_older_version"])
def test_a_yes_to_nothing_asks_what_to_talk_about(texts: Content, offered: str | None) -> None:
    turn = run(ActionAccept(), "affirm", offered=offered)
    assert turn.bubbles
    assert turn.payloads
    assert turn.slots["offered"] == turn.payloads[0].removeprefix("/")


def test_a_no_offers_something_else_than_what_was_declined(texts: Content) -> None:
    choices = list(texts.answers["deny"].leads_to)
    turn = run(ActionDecline(), "deny", offered=choices[0])
    assert turn.bubbles == asked("deny").bubbles
    assert turn.payloads == [f"/{each}" for each in choices[1:]]
    assert turn.slots["offered"] == choices[1]


def test_a_no_to_something_else_offers_every_choice(texts: Content) -> None:
    turn = run(ActionDecline(), "deny", offered="ask_step_5")
    assert turn.payloads == [f"/{each}" for each in texts.answers["deny"].leads_to]


def test_asking_back_offers_the_likely_readings(texts: Content) -> None:
    likely = ranking(ask_step_4=0.2, pattern_anxious=0.15, greet=0.14, ask_step_1=0.01)
    turn = run(ActionAskBack(), "nlu_fallback", likely)
    assert turn.bubbles == [texts.moments.ask_back.text]
    assert turn.payloads == ["/ask_step_4", "/pattern_anxious"]
    assert turn.slots["misses"] == 1


@pytest.mark.parametrize(
    "heard", [{}, ranking(), ranking(ask_step_4=0.2, greet=0.2)], ids=["no ranking", "nothing familiar", "one subject"]
)
def test_asking_back_without_likely_readings_still_offers_a_choice(heard: dict[str, Any]) -> None:
    assert len(run(ActionAskBack(), "nlu_fallback", heard).payloads) > 1


def test_a_second_miss_offers_the_subjects_and_the_coach(texts: Content) -> None:
    turn = run(ActionAskBack(), "nlu_fallback", ranking(ask_step_4=0.2, pattern_anxious=0.2), misses=1.0)
    assert turn.bubbles == [texts.moments.ask_back_again.text]
    assert texts.coach.email in turn.bubbles[0]
    assert turn.payloads == [f"/{each}" for each in texts.moments.ask_back_again.leads_to]
    assert turn.slots["misses"] == 2


def test_a_yes_to_asking_back_takes_none_of_the_readings() -> None:
    turn = run(ActionAskBack(), "nlu_fallback", ranking(ask_step_4=0.2, pattern_anxious=0.2), offered="ask_step_1")
    assert turn.slots["offered"] is None


def test_only_subjects_that_are_likely_enough_are_offered() -> None:
    heard = ranking(ask_steps=0.2, thanks=0.2, crisis_suicide=0.2, ask_step_1=WORTH_OFFERING, ask_step_2=0.04)
    assert likely_subjects(heard["intent_ranking"]) == ["ask_steps", "ask_step_1"]


def test_no_more_than_a_few_subjects_are_offered() -> None:
    heard = ranking(ask_steps=0.2, ask_step_1=0.2, ask_step_2=0.2, ask_step_3=0.2)
    assert likely_subjects(heard["intent_ranking"]) == ["ask_steps", "ask_step_1", "ask_step_2"][:MAX_OFFERED]
