"""Deciding what was heard."""

from __future__ import annotations

import pytest

from stiefwijzer import labels
from stiefwijzer.nlu import hearing
from stiefwijzer.nlu.intent_model import Reading


def test_the_most_likely_reading_is_acted_on() -> None:
    assert hearing.decide([Reading("greet", 0.6), Reading("thanks", 0.4)]) == Reading("greet", 0.6)


def test_a_reading_that_is_just_sure_enough_is_acted_on() -> None:
    assert hearing.decide([Reading("greet", hearing.SURE_ENOUGH)]).label == "greet"


def test_a_reading_below_that_is_not() -> None:
    heard = hearing.decide([Reading("greet", hearing.SURE_ENOUGH - 0.01)])
    assert heard.label == labels.NOT_SURE
    assert heard.confidence == pytest.approx(1.01 - hearing.SURE_ENOUGH)


def test_no_readings_is_not_sure_at_all() -> None:
    assert hearing.decide([]) == Reading(labels.NOT_SURE, 1.0)
