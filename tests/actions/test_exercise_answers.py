"""What an answer to an exercise becomes: one of the choices, a sentence to try, a piece of the I-message."""

from __future__ import annotations

import pytest

from actions.conversation import ActionAccept, ActionSessionStart, ActionSmallTalk
from stiefwijzer import labels
from stiefwijzer.content import Content
from stiefwijzer.content.exercises import LEFT_OPEN, SENTENCES
from tests.actions.exercising import MOVES, NAMES, begun, exercise, to_the_end
from tests.actions.running import Talk


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_choice_is_answered_by_what_belongs_to_it(texts: Content, at: int) -> None:
    choice = exercise(texts, "naming").questions[0].choices[at]
    assert begun("naming").presses(f"pick:{at}").bubbles[0] == choice.says.text


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("reflection", "i_message")])
def test_a_choice_is_known_by_its_words(texts: Content, name: str) -> None:
    for number, choice in enumerate(exercise(texts, name).questions[0].choices):
        talk = begun(name)
        assert talk.says(f"ik denk {choice.words[0]}").bubbles[0] == choice.says.text, number


@pytest.mark.parametrize(("nuance", "at"), [("first", 0), ("second", 1), ("third", 2)])
def test_a_choice_is_known_by_its_number(texts: Content, nuance: str, at: int) -> None:
    turn = begun("sentences_avoidant").says("doe die", labels.NOT_SURE, nuance)
    assert turn.slots["trying"] == exercise(texts, "sentences_avoidant").questions[0].choices[at].title


@pytest.mark.parametrize("kind", ["anxious", "avoidant", "disorganised"])
def test_the_sentences_are_those_of_the_pattern_heard(kind: str) -> None:
    talk = Talk(recognised=[f"pattern_{kind}", "feeling_outsider"])
    assert talk.presses(f"begin:{SENTENCES}").slots["exercise"]["name"] == f"{SENTENCES}_{kind}"


def test_without_a_pattern_it_is_asked_which_sentences(texts: Content) -> None:
    turn = Talk().presses(f"begin:{SENTENCES}")
    assert turn.bubbles == [texts.moments.exercising.which_sentences]
    assert turn.payloads == [f"/choice:begin:sentences_{kind}" for kind in ("anxious", "avoidant", "disorganised")]


def test_a_sentence_of_ones_own_is_tried_as_well(texts: Content) -> None:
    turn = begun("sentences_anxious").says("ik kies vandaag voor mezelf")
    assert turn.slots["trying"] == "ik kies vandaag voor mezelf"
    assert turn.bubbles[0] == exercise(texts, "sentences_anxious").questions[0].reply


def test_the_next_day_it_is_asked_how_the_sentence_went(texts: Content) -> None:
    talk = begun("sentences_anxious")
    talk.presses("pick:0")
    talk.hear(ActionSessionStart(), "greet")
    turn = talk.hear(ActionSmallTalk(), "greet")
    assert turn.bubbles[-1] == texts.moments.still_trying.replace("{sentence}", "Ik ben goed genoeg")
    asked = talk.hear(ActionAccept(), "affirm")
    assert asked.slots["exercise"]["name"] == "how_it_went"
    assert asked.slots["trying"] is None


# --- step 4: the sentence somebody makes is shown back ---


def test_the_i_message_is_shown_back_without_beginnings_and_marks() -> None:
    talk = begun("i_message")
    talk.says("Als hij met zijn ex belt.")
    talk.says("dan voel ik me alleen")
    turn = talk.says("ik zou graag daarna even samen zitten!")
    expected = "“Als hij met zijn ex belt, voel ik me alleen. Ik wil graag daarna even samen zitten.”"
    assert expected in turn.bubbles[1]


@pytest.mark.parametrize("label", ["affirm", "deny"])
def test_a_yes_finishes_no_sentence(texts: Content, label: str) -> None:
    question = exercise(texts, "i_message").questions[0]
    assert begun("i_message").says("ja hoor", label).bubbles == [question.explained, question.text]


def test_what_was_skipped_stays_open_in_the_i_message() -> None:
    talk = begun("i_message")
    talk.hear(MOVES, "next")
    talk.says("alleen")
    turn = talk.hear(MOVES, "next")
    assert f"Als {LEFT_OPEN}, voel ik me alleen" in turn.bubbles[0]


def test_the_pieces_are_gone_from_memory_when_it_is_done() -> None:
    talk = begun("i_message")
    to_the_end(talk, 3, "mijn geheime stukje xyzzy")
    assert "xyzzy" not in repr(talk.slots)


@pytest.mark.parametrize(
    ("name", "at", "text", "title"),
    [
        ("how_it_went", 0, "het hielp niet", None),
        ("how_it_went", 0, "het ging niet goed", None),
        ("how_it_went", 0, "dat viel niet mee", "Het was lastig"),
        ("how_it_went", 0, "nog niet aan toegekomen", "Nog niet gedaan"),
        ("how_it_went", 0, "Nog niet gedaan", "Nog niet gedaan"),
        ("how_it_went", 0, "het hielp echt", "Het hielp"),
        ("naming", 1, "het geeft geen rust", None),
        ("naming", 1, "niet goed", None),
        ("naming", 0, "verdrietig en bang", None),
        ("sentences_anxious", 0, "Mijn best is genoeg", "Mijn best is genoeg"),
    ],
)
def test_a_denied_choice_is_not_chosen_and_two_are_none(
    texts: Content, name: str, at: int, text: str, title: str | None
) -> None:
    """Once "het hielp niet" got "Wat fijn"."""
    question = exercise(texts, name).questions[at]
    chosen = question.choice_in(text)
    assert (None if chosen is None else question.choices[chosen].title) == title


def test_a_no_is_no_sentence_to_try(texts: Content) -> None:
    talk = begun("sentences_anxious")
    turn = talk.says("nee", "deny")
    assert turn.slots.get("trying") is None
    assert turn.slots["exercise"] is None


@pytest.mark.parametrize("said", ["pas toen ik ging studeren", "ik kreeg daar geen antwoord op"])
def test_a_word_of_skipping_in_an_answer_does_not_skip(texts: Content, said: str) -> None:
    turn = begun("reflection").says(said, "pattern_avoidant", "skip")
    assert turn.bubbles[0] == exercise(texts, "reflection").questions[0].reply


def test_what_was_kept_can_be_read_also_when_it_is_time_to_ask_whether_it_helped(texts: Content) -> None:
    talk = begun("reflection", unrated=9)
    talk.presses("keep")
    turn = to_the_end(talk, len(exercise(texts, "reflection").questions))
    assert {"/choice:read", "/choice:forget"} <= set(turn.payloads)


def test_who_stops_can_read_what_was_kept(texts: Content) -> None:
    talk = begun("reflection")
    talk.presses("keep")
    talk.says("dat was vroeger bij ons thuis wel zo")
    assert "/choice:read" in talk.presses("stop").payloads
