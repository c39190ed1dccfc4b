"""Exercises: one question at a time, skipped, explained, left and taken up again."""

from __future__ import annotations

from typing import Any

import pytest

from actions.conversation import ActionAccept, ActionSessionStart, ActionSmallTalk
from actions.patterns import ActionHear
from actions.safety import ActionSafety
from actions.subjects import ActionExplain, ActionStep
from stiefwijzer import labels
from stiefwijzer.content import Content
from stiefwijzer.content.parts import MAX_QUICK_REPLIES
from tests.actions.exercising import MOST_BUBBLES, MOVES, NAMES, begun, exercise, to_the_end
from tests.actions.running import Talk


def test_these_are_all_exercises(texts: Content) -> None:
    assert set(NAMES) == set(texts.exercises)


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_begins_with_its_first_question(texts: Content, name: str) -> None:
    turn = Talk(trying="een zin").presses(f"begin:{name}")
    chosen = exercise(texts, name)
    assert turn.bubbles == [chosen.begin.replace("{sentence}", "een zin"), chosen.questions[0].text]
    assert turn.slots["exercise"]["name"] == name


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_asked_once_and_then_it_ends(texts: Content, name: str) -> None:
    chosen, talk = exercise(texts, name), begun(name)
    for question in chosen.questions[1:]:
        assert talk.says("wat ik daarop zeg is xyz").bubbles[-1] == question.text
    turn = talk.says("wat ik daarop zeg is xyz")
    assert turn.bubbles[0] == chosen.questions[-1].reply
    assert turn.slots["exercise"] is None
    assert turn.slots["step"] == chosen.step
    assert turn.slots["done"] == [chosen.step]
    assert turn.payloads[0] == f"/{chosen.leads_to[0]}"


@pytest.mark.parametrize("name", NAMES)
def test_no_turn_of_an_exercise_is_too_long(name: str, texts: Content) -> None:
    talk = begun(name)
    for _ in exercise(texts, name).questions:
        turn = talk.says("dat was zo")
        assert len(turn.bubbles) <= MOST_BUBBLES
        assert 2 <= len(turn.payloads) <= MAX_QUICK_REPLIES


@pytest.mark.parametrize("name", NAMES)
def test_every_question_can_be_skipped_and_then_nothing_is_said_of_answers(texts: Content, name: str) -> None:
    chosen, talk = exercise(texts, name), begun(name)
    for question in chosen.questions[1:]:
        assert talk.hear(MOVES, "next").bubbles == [question.text]
    assert talk.hear(MOVES, "next").bubbles == chosen.ending("nothing")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("move", ["clarify", "more"])
def test_a_question_is_explained_and_asked_again(texts: Content, name: str, move: str) -> None:
    question = exercise(texts, name).questions[0]
    assert begun(name).hear(MOVES, move).bubbles == [question.explained, question.text]


def test_back_goes_to_the_question_before_and_stays_at_the_first(texts: Content) -> None:
    talk, questions = begun("reflection"), exercise(texts, "reflection").questions
    talk.says("nee, bij ons niet")
    assert talk.hear(MOVES, "back").bubbles == [questions[0].text]
    assert talk.hear(MOVES, "back").bubbles == [texts.moments.exercising.first, questions[0].text]


def test_repeat_asks_the_question_again(texts: Content) -> None:
    assert begun("reflection").hear(MOVES, "repeat").bubbles == [exercise(texts, "reflection").questions[0].text]


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS, "affirm", "deny", labels.NOT_SURE])
def test_what_somebody_tells_is_an_answer_whatever_it_sounds_like(texts: Content, label: str) -> None:
    turn = begun("reflection").says("ik loste thuis alles altijd zelf op", label, action=ActionHear())
    question = exercise(texts, "reflection").questions
    assert turn.bubbles == [question[0].reply, question[1].text]
    assert "heard" not in turn.slots


@pytest.mark.parametrize("label", [*labels.PRIVACY, *labels.CONTACT, *labels.BOUNDARY])
def test_what_is_told_and_not_wished_is_an_answer(texts: Content, label: str) -> None:
    turn = begun("reflection").says("er werd bij ons niet over vroeger gepraat", label, action=ActionStep())
    assert turn.bubbles[-1] == exercise(texts, "reflection").questions[1].text


@pytest.mark.parametrize(("at", "said"), [(0, "als jullie afspraken maken"), (2, "ik wil graag dat je iets vertelt")])
def test_who_goes_on_with_the_sentence_answers(at: int, said: str) -> None:
    talk = begun("i_message")
    for _ in range(at):
        talk.hear(MOVES, "next")
    assert "exercise_aside" in talk.says(said, "request_intake", action=ActionStep()).slots
    assert not talk.slots["exercise_aside"]


def test_a_word_of_a_choice_is_an_answer_whatever_it_sounds_like(texts: Content) -> None:
    turn = begun("how_it_went").says("vergeten", "delete_data", action=ActionStep())
    assert turn.bubbles[0] == exercise(texts, "how_it_went").questions[0].choices[2].says.text


def test_asking_for_more_in_more_words_is_asking_for_more(texts: Content) -> None:
    question = exercise(texts, "sentences_avoidant").questions[0]
    assert begun("sentences_avoidant").says("wat is er nog meer", "more", action=MOVES).bubbles[0] == question.explained


def test_an_answer_that_sounds_like_going_on_is_an_answer(texts: Content) -> None:
    turn = begun("reflection").says("pas toen ik ging studeren", "next", action=MOVES)
    assert turn.bubbles[0] == exercise(texts, "reflection").questions[0].reply


@pytest.mark.parametrize("label", [*labels.STEPS, *labels.EXPLANATIONS, *labels.TIPS])
def test_a_long_story_is_an_answer_also_when_it_sounds_like_a_step(texts: Content, label: str) -> None:
    told = "toen ik klein was zei mijn moeder elke keer dat ik het zelf maar moest proberen"
    turn = begun("reflection").says(told, label, action=ActionStep())
    assert turn.bubbles[-1] == exercise(texts, "reflection").questions[1].text


@pytest.mark.parametrize(
    ("text", "label", "nuances"),
    [
        ("stap 3", "ask_step_3", ["step_by_number"]),
        ("wat is hechting?", "explain_attachment", []),
        ("ik wil een afspraak maken", "request_intake", []),
        ("wat bewaar je van mij", "ask_privacy", []),
        ("ben je een mens", "bot_challenge", []),
        ("doei", "goodbye", []),
    ],
)
def test_what_is_asked_for_is_answered_and_the_exercise_waits(text: str, label: str, nuances: list[str]) -> None:
    action = {"goodbye": ActionSmallTalk(), "bot_challenge": ActionSmallTalk()}.get(label, ActionStep())
    talk = begun("reflection")
    turn = talk.says(text, label, *nuances, action=action)
    assert turn.slots["exercise"] is None
    assert turn.slots["exercise_aside"]["name"] == "reflection"
    assert turn.payloads[-1] == "/choice:resume"


@pytest.mark.parametrize("way_back", ["next", "back"])
def test_after_a_detour_it_goes_on_where_it_was(texts: Content, way_back: str) -> None:
    talk, questions = begun("reflection"), exercise(texts, "reflection").questions
    talk.says("nee, bij ons niet")
    talk.says("wat is hechting?", "explain_attachment", action=ActionExplain())
    assert talk.hear(MOVES, way_back).bubbles == [questions[1].text]


def test_after_walking_on_to_another_step_further_is_the_next_step() -> None:
    talk = begun("reflection")
    talk.says("stap 3", "ask_step_3", "step_by_number", action=ActionStep())
    assert talk.hear(MOVES, "next").slots["step"] == "ask_step_4"


@pytest.mark.parametrize("said", ["in words", "with the button"])
def test_stop_stops_and_tells_how_to_go_on(texts: Content, said: str) -> None:
    talk = begun("reflection")
    turn = talk.says("stop maar", labels.NOT_SURE, "stop") if said == "in words" else talk.presses("stop")
    assert turn.bubbles == [texts.moments.exercising.stopped.text]
    assert talk.hear(MOVES, "next").bubbles == [exercise(texts, "reflection").questions[0].text]


def test_a_question_is_skipped_in_words(texts: Content) -> None:
    turn = begun("reflection").says("sla deze maar over", labels.NOT_SURE, "skip")
    assert turn.bubbles == [exercise(texts, "reflection").questions[1].text]


def test_a_word_of_stopping_in_a_story_does_not_stop() -> None:
    told = "mijn vader wilde dat ik zou stoppen met huilen en dan ging ik weg"
    assert begun("reflection").says(told, labels.NOT_SURE, "stop").slots["exercise"]["at"] == 1


@pytest.mark.parametrize(
    ("label", "nuances"), [("greet", []), ("thanks", []), (labels.NOT_SURE, ["silence"]), (labels.NOT_SURE, ["where"])]
)
def test_what_is_no_answer_is_waited_for(texts: Content, label: str, nuances: list[str]) -> None:
    turn = begun("reflection").says("tja dus", label, *nuances)
    assert turn.bubbles == [texts.moments.exercising.waiting, exercise(texts, "reflection").questions[0].text]


@pytest.mark.parametrize("label", labels.SAFETY)
def test_danger_puts_an_exercise_aside_and_its_answers_go_on_only_afterwards(texts: Content, label: str) -> None:
    talk = begun("reflection")
    turn = talk.hear(ActionSafety(), label)
    assert turn.links
    assert turn.slots["exercise"] is None
    assert talk.says("dat was vroeger wel zo").links == turn.links


def test_after_a_night_no_message_is_taken_for_an_answer_to_yesterdays_question() -> None:
    talk = begun("reflection")
    slots = talk.hear(ActionSessionStart(), "greet").slots
    assert slots["exercise"] is None
    assert slots["exercise_aside"]["name"] == "reflection"


def test_beginning_again_goes_on_where_it_was_put_aside(texts: Content) -> None:
    talk = begun("reflection")
    talk.says("nee, bij ons niet")
    talk.presses("stop")
    assert talk.presses("begin:reflection").bubbles == [exercise(texts, "reflection").questions[1].text]


@pytest.mark.parametrize("step", ["ask_step_1", "ask_step_2", "ask_step_3", "ask_step_4"])
def test_a_yes_to_a_step_begins_its_exercise(step: str, texts: Content) -> None:
    talk = Talk(recognised=["pattern_anxious"])
    talk.hear(ActionStep(), step)
    state = talk.hear(ActionAccept(), "affirm").slots["exercise"]
    assert exercise(texts, state["name"]).step == step


@pytest.mark.parametrize(
    ("label", "stays"), [(label, label not in ("crisis_violence", "crisis_child_safety")) for label in labels.SAFETY]
)
def test_after_violence_no_sentence_for_a_partner_is_finished(label: str, stays: bool) -> None:
    talk = begun("i_message")
    assert bool(talk.hear(ActionSafety(), label).slots["exercise_aside"]) is stays


def test_after_danger_the_next_day_begins_without_steps(texts: Content) -> None:
    talk = begun("i_message")
    talk.hear(ActionSafety(), "crisis_violence")
    talk.hear(ActionSessionStart(), "greet")
    assert talk.hear(ActionSmallTalk(), "greet").bubbles[0] == texts.moments.welcome_back.text


# --- step 1: nothing of the answers stays, unless somebody wants it ---


def test_nothing_of_an_answer_is_remembered(texts: Content) -> None:
    talk = begun("reflection")
    turn = to_the_end(talk, len(exercise(texts, "reflection").questions), "mijn geheim xyzzy van vroeger")
    assert "xyzzy" not in repr(talk.slots)
    assert "xyzzy" not in " ".join(turn.bubbles)


@pytest.mark.parametrize("pattern", ["pattern_anxious", "pattern_avoidant", "pattern_disorganised"])
def test_the_mirror_fits_what_was_heard_before(texts: Content, pattern: str) -> None:
    chosen = exercise(texts, "reflection")
    turn = to_the_end(begun("reflection", recognised=[pattern]), len(chosen.questions))
    assert turn.bubbles[1:] == chosen.ending(pattern) != chosen.ending("any")


def test_answers_are_kept_from_when_somebody_wants_it_and_can_be_read_and_forgotten(texts: Content) -> None:
    talk = begun("reflection")
    talk.says("het eerste antwoord van mij")
    talk.presses("keep")
    turn = to_the_end(talk, len(exercise(texts, "reflection").questions) - 1, "bij ons thuis ging dat zo.")
    assert turn.payloads[-2:] == ["/choice:read", "/choice:forget"]
    read = talk.presses("read")
    assert " ".join(read.bubbles).count("“bij ons thuis ging dat zo”") == 5
    assert "eerste antwoord" not in " ".join(read.bubbles)
    assert talk.presses("forget").slots["kept"] is None
    assert talk.presses("read").bubbles == [texts.moments.exercising.none_kept.text]


# --- step 2 and 3: choices, by button, by word and by number ---


@pytest.mark.parametrize(
    "state", [{"name": "gone", "at": 0}, {"name": "reflection", "at": 99}], ids=["gone", "shorter"]
)
def test_an_exercise_of_an_older_version_is_left(state: dict[str, Any]) -> None:
    turn = Talk(exercise=state).hear(ActionStep(), "ask_step_2")
    assert turn.slots["exercise"] is None
    assert "/choice:resume" not in turn.payloads


def test_a_late_button_of_an_exercise_that_is_over_tells_where_one_is(texts: Content) -> None:
    assert Talk().presses("pick:1").bubbles == [texts.moments.path.nowhere.text]
