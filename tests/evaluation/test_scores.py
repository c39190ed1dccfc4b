"""The figures, against cases counted by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from evaluation.bootstrap import difference_interval, macro_f1_interval
from evaluation.hearer import Answer, Guess, Heard
from evaluation.messages import Measured
from evaluation.scores import by_label, score, wrong
from tests.evaluation.making import SIX, answer


def test_a_label_is_counted_over_all_messages_that_have_it() -> None:
    counted = {each.label: (each.n, each.right, each.answered) for each in by_label(SIX)}
    assert counted == {"a": (2, 1, 2), "b": (2, 1, 1), "c": (1, 0, 0)}


def test_precision_recall_and_f1_of_a_label() -> None:
    a, b, c = by_label(SIX)
    assert (a.precision, a.recall, a.f1) == (0.5, 0.5, 0.5)
    assert (b.precision, b.recall) == (1.0, 0.5)
    assert b.f1 == pytest.approx(2 / 3)
    assert (c.precision, c.recall, c.f1) == (None, 0.0, 0.0)


def test_the_score_of_six_messages() -> None:
    of = score(SIX)
    assert (of.messages, of.with_labels, of.several) == (6, 4, 1)
    assert of.macro_f1 == pytest.approx((1 / 2 + 2 / 3 + 0) / 3)
    assert of.micro_f1 == pytest.approx(2 * 2 / (5 + 3))
    assert of.macro_f1_first == pytest.approx((1 / 2 + 0 + 0) / 3)
    assert (of.first_right, of.first_among, of.exact) == (0.25, 0.5, 0.25)
    assert (of.not_sure, of.wrong_and_confident, of.unclear_asked_back) == (0.25, 0.25, 0.5)
    assert of.about_right is None


def test_a_question_about_danger_is_a_question_and_no_wrong_answer() -> None:
    of = score([answer("a", "crisis_check=0.9"), answer("a", "b=0.9"), answer("crisis_check", "crisis_check=0.9")])
    assert of.asked_about_danger == of.wrong_and_confident == pytest.approx(1 / 3)
    assert of.first_right == pytest.approx(1 / 3)


def test_a_label_no_message_has_does_not_count_in_macro_f1_but_does_in_micro_f1() -> None:
    of = score([answer("a", "a=0.9 z=0.8")])
    assert of.macro_f1 == 1.0
    assert of.micro_f1 == pytest.approx(2 / 3)


def test_the_order_of_labels_matters_for_the_first_one_only() -> None:
    of = score([answer("a b", "b=0.9 a=0.8")])
    assert (of.exact, of.first_right, of.first_among) == (1.0, 0.0, 1.0)
    assert wrong(answer("a b", "b=0.9 a=0.8"))
    assert not wrong(answer("a b", "a=0.9 b=0.8"))


def test_nothing_to_measure_gives_no_figures() -> None:
    of = score([])
    assert of.messages == 0
    assert of.macro_f1 is of.micro_f1 is of.not_sure is of.unclear_asked_back is None
    assert macro_f1_interval([answer("", "")]) is None


def test_about_is_measured_where_a_message_is_about_somebody() -> None:
    guess = Guess("a", 0.9)
    right, missed, nobody = (
        Answer(Measured("m", "x", ("a",), about), Heard((guess,), guess, heard))
        for about, heard in (("partner", "partner"), ("partner", None), (None, "partner"))
    )
    assert score([right, missed, nobody]).about_right == 0.5


def test_without_asking_back_the_best_guess_is_answered() -> None:
    asked_back = SIX[2].heard.without_asking_back()
    assert asked_back.first == "b"
    assert Heard().without_asking_back().labels == ()
    assert SIX[1].heard.without_asking_back() == SIX[1].heard


def test_the_interval_is_that_of_messages_drawn_again() -> None:
    clear = SIX[:4]
    counts = np.random.default_rng(3).multinomial(4, np.full(4, 1 / 4), size=50)
    one_by_one = [
        score([clear[at] for at, count in enumerate(draw) for _ in range(count)]).macro_f1 for draw in counts.tolist()
    ]
    low, high = np.percentile(np.array(one_by_one, dtype=float), [2.5, 97.5])
    assert macro_f1_interval(SIX, resamples=50, seed=3) == pytest.approx((low, high))


def test_the_interval_is_the_same_each_time() -> None:
    assert macro_f1_interval(SIX) == macro_f1_interval(SIX)


def test_the_interval_of_perfect_answers_is_one_point() -> None:
    assert macro_f1_interval([answer("a", "a=0.9"), answer("b", "b=0.9")]) == (1.0, 1.0)


def test_a_difference_is_over_the_same_draws_for_both() -> None:
    assert difference_interval(SIX, SIX) == (0.0, 0.0)
    perfect = [Answer(each.message, Heard(tuple(Guess(name, 1.0) for name in each.message.labels))) for each in SIX]
    interval = difference_interval(perfect, SIX)
    alone = macro_f1_interval(SIX)
    assert interval is not None
    assert alone is not None
    assert interval == pytest.approx((1 - alone.high, 1 - alone.low))


def test_a_difference_over_other_messages_is_refused() -> None:
    others = [Answer(dataclasses.replace(each.message, id="other"), each.heard) for each in SIX]
    with pytest.raises(ValueError, match="same messages"):
        difference_interval(SIX, others)
