"""The phrases of the gate beside the examples: each of them is heard, and few ordinary messages are."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from stiefwijzer import labels
from stiefwijzer.nlu.safety import Gate, examples, rules
from stiefwijzer.nlu.wording import Phrase
from tests.test_data import EXAMPLES

GATE = Gate.load(labels.SAFETY)
#: The share of the ordinary examples, and of the look-alikes to learn from, that may sound an alarm.
MOST_ORDINARY, MOST_LOOK_ALIKES = 0.001, 0.03
LEARNED_FROM = examples.read(labels.SAFETY)


def test_hardly_any_ordinary_example_is_an_alarm() -> None:
    alarms = [text for _, text in EXAMPLES if GATE.hear(text)]
    assert len(alarms) <= MOST_ORDINARY * len(EXAMPLES), alarms


def test_hardly_any_look_alike_to_learn_from_is_an_alarm() -> None:
    look_alikes = [each.text for each in LEARNED_FROM if each.label is None]
    alarms = [text for text in look_alikes if GATE.hear(text)]
    assert len(alarms) <= MOST_LOOK_ALIKES * len(look_alikes)


@pytest.mark.parametrize("label", labels.SAFETY)
def test_the_gate_alone_hears_examples_of_every_kind(label: str) -> None:
    of_kind = [each for each in LEARNED_FROM if each.label == label]
    told = [alarm.about for each in of_kind if (alarm := GATE.hear(each.text)) and alarm.label == label]
    assert len(told) > len(of_kind) / 20
    assert {each.about for each in of_kind} - {None} <= set(told)


def said(phrase: Phrase) -> Iterator[str]:
    """Yield messages of nothing but the words of a phrase, its parts in both orders, with and without what may be there."""
    for parts, fully in itertools.product((phrase.parts, phrase.parts[::-1]), (False, True)):
        places = [
            sorted(term.forms) or sorted(term.beginnings)
            for part in parts
            for term in part
            if not term.gap and (fully or not term.optional)
        ]
        for turn in range(max(map(len, places))):
            yield " ".join(words[turn % len(words)] for words in places)


def test_no_phrase_of_danger_is_dead() -> None:
    phrases = {phrase for meaning, phrase in rules.read(labels.SAFETY).danger if meaning.about is not None}
    dead = {phrase.text for phrase in phrases if not any(GATE.hear(text) for text in said(phrase))}
    assert dead == set()
