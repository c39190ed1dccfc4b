"""The second ear for danger: when it is silent, when it asks, and when it is sure."""

from __future__ import annotations

import math

import numpy as np
import pytest

from stiefwijzer import labels
from stiefwijzer.nlu import worry
from stiefwijzer.nlu.hearing import Scores
from stiefwijzer.nlu.utterance import Stretch
from stiefwijzer.nlu.worry import DOUBTFUL, SURE, WORTH_ASKING, Columns, Worry

#: Danger stands anywhere among the labels, in any order.
NAMES = ("greet", *reversed(labels.SAFETY), labels.DANGER, labels.OF_PARTNER, "thanks")
COLUMNS = Columns.of(NAMES)
NOTHING_LEARNED = Columns.of(("greet", "thanks"))
WHOLE, FIRST, SECOND = Stretch(0, 8), Stretch(0, 4), Stretch(4, 8)
QUIET = -5.0
#: What is answered as danger when it is sure enough; a question that is unclear is always a question.
KINDS = ("crisis_suicide", "crisis_violence", "crisis_child_safety")


def scores(**loud: float) -> Scores:
    """Return the log-odds of every label; those that are not named are low."""
    return np.array([loud.get(name, QUIET) for name in NAMES])


def hear(**loud: float) -> Worry | None:
    return worry.hear(COLUMNS, {WHOLE: scores(**loud)})


def sounds(**loud: float) -> float:
    return worry.loudness(COLUMNS, {WHOLE: scores(**loud)})


def danger_of(kind: str, loudness: float) -> dict[str, float]:
    """Return scores that together sound like danger of a kind, so loudly."""
    return {kind: loudness, labels.DANGER: loudness}


def test_it_sounds_as_loud_as_its_kind_and_any_danger_do_on_average() -> None:
    assert sounds(crisis_suicide=1.0, danger=3.0) == 2.0
    assert sounds(crisis_suicide=1.0, crisis_violence=2.0, danger=3.0) == 2.5


def test_without_danger_at_all_in_the_model_the_kind_says_it() -> None:
    names = [name for name in NAMES if name != labels.DANGER]
    only_kinds = np.array([3.0 if name == "crisis_suicide" else QUIET for name in names])
    assert worry.loudness(Columns.of(names), {WHOLE: only_kinds}) == 3.0


def test_what_sounds_like_something_ordinary_as_well_sounds_less_like_danger() -> None:
    alone, with_thanks = sounds(crisis_suicide=2.0, danger=2.0), sounds(crisis_suicide=2.0, danger=2.0, thanks=1.0)
    assert QUIET < with_thanks < alone
    assert sounds(crisis_suicide=2.0, danger=2.0, of_partner=9.0) == alone


def test_that_a_child_writes_is_no_danger_by_itself() -> None:
    assert sounds(child_user=9.0) == QUIET


def test_one_sentence_of_several_has_to_be_louder_than_the_whole() -> None:
    loud, quiet = scores(**danger_of("crisis_suicide", 3.0)), scores()
    alone = worry.loudness(COLUMNS, {WHOLE: loud})
    assert worry.loudness(COLUMNS, {WHOLE: loud, FIRST: loud, SECOND: quiet}) == alone
    assert QUIET < worry.loudness(COLUMNS, {WHOLE: quiet, FIRST: quiet, SECOND: loud}) < alone


@pytest.mark.parametrize("label", labels.SAFETY)
@pytest.mark.parametrize("score", [QUIET, 0.0, WORTH_ASKING - 0.01], ids=["not at all", "even", "just below"])
def test_below_what_is_worth_asking_nothing_is_heard(label: str, score: float) -> None:
    assert hear(**danger_of(label, score)) is None


def test_however_loud_something_else_is_it_is_no_danger() -> None:
    assert hear(greet=9.0, thanks=9.0) is None


@pytest.mark.parametrize(
    ("label", "about"),
    [("crisis_suicide", "suicide"), ("crisis_violence", "violence"), ("crisis_child_safety", "child")],
)
@pytest.mark.parametrize("score", [WORTH_ASKING, (WORTH_ASKING + SURE) / 2, SURE - 0.01])
def test_what_is_likely_is_asked_about(label: str, about: str, score: float) -> None:
    worried = hear(**danger_of(label, score))
    assert worried is not None
    assert (worried.label, worried.about, worried.sounds_like) == ("crisis_check", about, label)


def test_danger_of_no_clear_kind_is_asked_about() -> None:
    worried = hear(danger=2 * WORTH_ASKING, crisis_violence=0.0)
    assert worried is not None
    assert (worried.label, worried.about) == ("crisis_check", "violence")


@pytest.mark.parametrize("label", KINDS)
@pytest.mark.parametrize("score", [SURE, SURE + 5])
def test_what_is_hardly_anything_else_is_answered_as_danger(label: str, score: float) -> None:
    worried = hear(**{label: score})
    assert worried is not None
    assert (worried.label, worried.about, worried.sounds_like) == (label, None, label)


@pytest.mark.parametrize("score", [WORTH_ASKING, SURE, SURE + 5])
def test_what_is_unclear_is_asked_about_however_sure(score: float) -> None:
    worried = hear(**danger_of("crisis_check", score))
    assert worried is not None
    assert (worried.label, worried.about, worried.sounds_like) == ("crisis_check", "suicide", "crisis_check")


def test_a_child_that_writes_is_answered_and_not_asked() -> None:
    worried = hear(child_user=SURE)
    assert worried is not None
    assert (worried.label, worried.about) == ("child_user", None)


def test_nobody_loses_their_words_because_they_sound_a_little_like_a_child() -> None:
    """Once "ik woonde om de week bij mijn vader" blanked a whole conversation."""
    assert hear(child_user=SURE - 0.01) is None


def test_danger_is_asked_about_in_what_sounds_a_little_like_a_child_too() -> None:
    worried = hear(child_user=SURE - 0.01, **danger_of("crisis_child_safety", WORTH_ASKING))
    assert worried is not None
    assert (worried.label, worried.about) == ("crisis_check", "child")


@pytest.mark.parametrize("score", [WORTH_ASKING, SURE, 20.0])
def test_how_sure_it_is_is_the_probability(score: float) -> None:
    worried = hear(**danger_of("crisis_suicide", score))
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
    worried = worry.hear(COLUMNS, parts)
    assert worried is not None
    assert worried.label == "crisis_suicide"


def test_where_no_danger_was_learned_none_is_heard() -> None:
    assert worry.hear(NOTHING_LEARNED, {WHOLE: scores(crisis_suicide=9.0)}) is None


def test_asking_comes_before_being_sure() -> None:
    assert max(DOUBTFUL, WORTH_ASKING) < SURE


ASKED_ABOUT = [("crisis_suicide", "suicide"), ("crisis_violence", "violence"), ("crisis_child_safety", "child")]


@pytest.mark.parametrize(("kind", "about"), ASKED_ABOUT)
def test_a_phrase_in_a_message_that_sounds_nothing_like_danger_is_asked_about(kind: str, about: str) -> None:
    assert worry.question_about(kind, COLUMNS, {WHOLE: scores(greet=9.0)}) == about


@pytest.mark.parametrize(("kind", "_about"), ASKED_ABOUT)
@pytest.mark.parametrize("loud", ["crisis_suicide", "crisis_violence", "child_user", "danger"])
def test_a_phrase_is_believed_when_any_sentence_sounds_like_any_danger(kind: str, _about: str, loud: str) -> None:
    parts = {WHOLE: scores(), FIRST: scores(), SECOND: scores(**{loud: DOUBTFUL})}
    assert worry.question_about(kind, COLUMNS, parts) is None


@pytest.mark.parametrize("kind", ["child_user", "crisis_check"])
def test_a_minor_is_not_doubted_and_a_question_is_not_questioned(kind: str) -> None:
    assert worry.question_about(kind, COLUMNS, {WHOLE: scores()}) is None


@pytest.mark.parametrize(("kind", "_about"), ASKED_ABOUT)
def test_where_no_danger_was_learned_every_phrase_is_believed(kind: str, _about: str) -> None:
    assert worry.question_about(kind, NOTHING_LEARNED, {WHOLE: scores()}) is None
