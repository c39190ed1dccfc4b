"""The second ear for danger: when it is silent, when it asks, and when it is sure."""

from __future__ import annotations

import math

import numpy as np
import pytest

from stiefwijzer import labels
from stiefwijzer.nlu import worry
from stiefwijzer.nlu.hearing import Scores
from stiefwijzer.nlu.utterance import Stretch
from stiefwijzer.nlu.worry import DOUBTFUL, SURE, WORTH_ASKING, Worry

#: Danger stands anywhere among the labels, in any order.
NAMES = ("greet", *reversed(labels.SAFETY), "thanks")
COLUMNS = {label: NAMES.index(label) for label in labels.SAFETY}
WHOLE, FIRST, SECOND = Stretch(0, 8), Stretch(0, 4), Stretch(4, 8)
QUIET = -5.0


def scores(**loud: float) -> Scores:
    """Return the log-odds of every label; those that are not named are low."""
    return np.array([loud.get(name, QUIET) for name in NAMES])


def hear(**loud: float) -> Worry | None:
    return worry.hear(COLUMNS, {WHOLE: scores(**loud)})


@pytest.mark.parametrize("label", labels.SAFETY)
@pytest.mark.parametrize("score", [QUIET, 0.0, WORTH_ASKING - 0.01], ids=["not at all", "even", "just below"])
def test_below_what_is_worth_asking_nothing_is_heard(label: str, score: float) -> None:
    assert hear(**{label: score}) is None


def test_however_loud_something_else_is_it_is_no_danger() -> None:
    assert hear(greet=9.0, thanks=9.0) is None


@pytest.mark.parametrize(
    ("label", "about"),
    [("crisis_suicide", "suicide"), ("crisis_violence", "violence"), ("crisis_child_safety", "child")],
)
@pytest.mark.parametrize("score", [WORTH_ASKING, (WORTH_ASKING + SURE) / 2, SURE - 0.01])
def test_what_is_likely_is_asked_about(label: str, about: str, score: float) -> None:
    worried = hear(**{label: score})
    assert worried is not None
    assert (worried.label, worried.about, worried.sounds_like) == ("crisis_check", about, label)


@pytest.mark.parametrize("label", ["crisis_suicide", "crisis_violence", "crisis_child_safety"])
@pytest.mark.parametrize("score", [SURE, SURE + 5])
def test_what_is_hardly_anything_else_is_answered_as_danger(label: str, score: float) -> None:
    worried = hear(**{label: score})
    assert worried is not None
    assert (worried.label, worried.about, worried.sounds_like) == (label, None, label)


@pytest.mark.parametrize("score", [WORTH_ASKING, SURE, SURE + 5])
def test_what_is_unclear_is_asked_about_however_sure(score: float) -> None:
    worried = hear(crisis_check=score)
    assert worried is not None
    assert (worried.label, worried.about, worried.sounds_like) == ("crisis_check", "suicide", "crisis_check")


def test_a_child_that_writes_is_answered_and_not_asked() -> None:
    worried = hear(child_user=SURE)
    assert worried is not None
    assert (worried.label, worried.about) == ("child_user", None)


def test_nobody_loses_their_words_because_they_sound_a_little_like_a_child() -> None:
    """Once "ik woonde om de week bij mijn vader" blanked a whole conversation."""
    assert hear(child_user=SURE - 0.01) is None


@pytest.mark.parametrize("score", [WORTH_ASKING, SURE, 20.0])
def test_how_sure_it_is_is_the_probability(score: float) -> None:
    worried = hear(crisis_suicide=score)
    assert worried is not None
    assert worried.confidence == pytest.approx(1 / (1 + math.exp(-score)))
    assert 0 < worried.confidence <= 1


def test_the_loudest_danger_is_heard() -> None:
    worried = hear(crisis_suicide=WORTH_ASKING, crisis_violence=SURE, child_user=WORTH_ASKING)
    assert worried is not None
    assert worried.label == "crisis_violence"


@pytest.mark.parametrize("loud", [WHOLE, FIRST, SECOND], ids=["the whole", "the first sentence", "the last sentence"])
def test_it_is_heard_in_the_whole_or_in_any_sentence(loud: Stretch) -> None:
    parts = {part: scores(crisis_suicide=SURE if part == loud else QUIET) for part in (WHOLE, FIRST, SECOND)}
    assert worry.loudest(COLUMNS, parts) == (SURE, "crisis_suicide")
    worried = worry.hear(COLUMNS, parts)
    assert worried is not None
    assert worried.label == "crisis_suicide"


def test_where_no_danger_was_learned_none_is_heard() -> None:
    assert worry.hear({}, {WHOLE: scores(crisis_suicide=9.0)}) is None


def test_asking_comes_before_being_sure() -> None:
    assert DOUBTFUL < WORTH_ASKING < SURE


ASKED_ABOUT = [("crisis_suicide", "suicide"), ("crisis_violence", "violence"), ("crisis_child_safety", "child")]


@pytest.mark.parametrize(("kind", "about"), ASKED_ABOUT)
def test_a_phrase_in_a_message_that_sounds_nothing_like_danger_is_asked_about(kind: str, about: str) -> None:
    assert worry.question_about(kind, COLUMNS, {WHOLE: scores(greet=9.0)}) == about


@pytest.mark.parametrize(("kind", "_about"), ASKED_ABOUT)
@pytest.mark.parametrize("loud", ["crisis_suicide", "crisis_violence", "child_user"])
def test_a_phrase_is_believed_when_any_sentence_sounds_like_any_danger(kind: str, _about: str, loud: str) -> None:
    parts = {WHOLE: scores(), FIRST: scores(), SECOND: scores(**{loud: DOUBTFUL})}
    assert worry.question_about(kind, COLUMNS, parts) is None


@pytest.mark.parametrize("kind", ["child_user", "crisis_check"])
def test_a_minor_is_not_doubted_and_a_question_is_not_questioned(kind: str) -> None:
    assert worry.question_about(kind, COLUMNS, {WHOLE: scores()}) is None


@pytest.mark.parametrize(("kind", "_about"), ASKED_ABOUT)
def test_where_no_danger_was_learned_every_phrase_is_believed(kind: str, _about: str) -> None:
    assert worry.question_about(kind, {}, {WHOLE: scores()}) is None
