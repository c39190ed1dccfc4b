"""Thresholds and calibration, against cases counted by hand."""

from __future__ import annotations

import pytest

from evaluation.curve import calibration, curve, expected_calibration_error
from tests.evaluation.making import SIX, answer


def test_each_threshold_asks_back_what_lies_under_it() -> None:
    points = {point.threshold: point for point in curve(SIX, steps=2)}
    everything, half, nothing = points[0.0], points[0.5], points[1.0]
    assert (everything.asked_back, everything.wrong, everything.wrong_of_all) == (0.0, 0.25, 0.25)
    assert (half.asked_back, half.wrong_of_all) == (0.25, 0.25)
    assert half.wrong == pytest.approx(1 / 3)
    assert (nothing.asked_back, nothing.wrong, nothing.wrong_of_all) == (1.0, None, 0.0)
    assert [points[at].unclear_asked_back for at in (0.0, 0.5, 1.0)] == [0.5, 1.0, 1.0]


def test_a_higher_threshold_never_asks_back_less() -> None:
    asked_back = [point.asked_back for point in curve(SIX)]
    assert asked_back == sorted(asked_back)
    assert len(asked_back) == 21


def test_a_threshold_itself_is_answered() -> None:
    (point,) = (point for point in curve([answer("a", "a=0.5")], steps=2) if point.threshold == 0.5)
    assert point.asked_back == 0.0


def test_what_is_not_familiar_is_asked_back_at_every_threshold() -> None:
    assert {point.asked_back for point in curve([answer("a", "")])} == {1.0}


def test_without_messages_there_is_no_curve() -> None:
    assert curve([]) == []


def test_answers_lie_in_the_bin_of_their_confidence() -> None:
    bins = calibration(SIX)
    assert [each.n for each in bins] == [0, 0, 0, 1, 0, 0, 1, 0, 0, 2]
    assert bins[9].confidence == pytest.approx(0.925)
    assert (bins[3].right, bins[6].right, bins[9].right) == (0.0, 1.0, 0.5)
    assert (bins[0].confidence, bins[0].right) == (None, None)


def test_a_confidence_of_one_lies_in_the_last_bin() -> None:
    assert calibration([answer("a", "a=1.0")])[-1].n == 1


def test_the_calibration_error_weighs_each_bin_by_its_answers() -> None:
    by_hand = (1 * 0.3 + 1 * 0.4 + 2 * 0.425) / 4
    assert expected_calibration_error(calibration(SIX)) == pytest.approx(by_hand)
    assert expected_calibration_error(calibration([])) is None
