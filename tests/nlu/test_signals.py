"""Signals: phrases that are heard beside the classifier, with their words and how they are meant."""

from __future__ import annotations

import pytest

from stiefwijzer import labels
from stiefwijzer.nlu.context import Context
from stiefwijzer.nlu.signals import Signal, Signals
from tests.nlu.making import utterance

RULES = {
    "pattern_avoidant": {"sure": ["bindingsangst", "klappen (ik/hij) dicht"], "maybe": ["ruimte"]},
    "feeling_outsider": {"sure": ["buitenstaander"]},
    "explain_attachment": {"sure": ["wat zijn ... hechting"]},
}
GROUPS = {"partner": ("man", "vriendin")}


@pytest.fixture(scope="module")
def signals() -> Signals:
    return Signals(RULES, GROUPS)


def heard(signals: Signals, text: str) -> list[Signal]:
    return signals.hear(utterance(text))


def words(signals: Signals, text: str) -> list[str]:
    message = utterance(text)
    return [
        " ".join(word.text for word in message.words[signal.words.first : signal.words.end])
        for signal in signals.hear(message)
    ]


def test_a_signal_says_what_was_found_where_and_by_which_phrase(signals: Signals) -> None:
    (signal,) = heard(signals, "dan klap ik dicht")
    assert (signal.label, signal.sure, signal.phrase) == ("pattern_avoidant", True, "klappen (ik/hij) dicht")
    assert words(signals, "dan klap ik dicht") == ["klap ik dicht"]


def test_a_message_may_hold_several_labels(signals: Signals) -> None:
    found = heard(signals, "ik klap dicht en ik ben een buitenstaander")
    assert {signal.label for signal in found} == {"pattern_avoidant", "feeling_outsider"}


def test_what_is_possible_is_told_from_what_is_sure(signals: Signals) -> None:
    assert [signal.sure for signal in heard(signals, "bindingsangst en ruimte")] == [True, False]


def test_a_phrase_is_heard_once_in_a_sentence_and_again_in_the_next(signals: Signals) -> None:
    assert len(heard(signals, "ruimte, ruimte! meer ruimte")) == 2


@pytest.mark.parametrize("text", ["", "...", "goedemorgen", "wat is dat. hechting"])
def test_where_nothing_is_said_nothing_is_heard(signals: Signals, text: str) -> None:
    assert heard(signals, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ik heb bindingsangst", Context()),
        ("ik heb geen bindingsangst", Context(denied=True)),
        ("vroeger had ik bindingsangst", Context(past=True)),
        ("stel dat ik bindingsangst heb", Context(supposed=True)),
        ("mijn man heeft geen bindingsangst", Context(denied=True)),
    ],
)
def test_how_it_is_meant_is_passed_on(signals: Signals, text: str, expected: Context) -> None:
    assert [signal.context for signal in heard(signals, text)] == [expected]


@pytest.mark.parametrize(
    "text", ["zou je weten wat hechting is", "wat is eigenlijk niet hechting", "wat is zijn hechting"]
)
def test_a_question_is_a_question_whatever_stands_around_it(text: str) -> None:
    found = heard(Signals({"explain_attachment": {"sure": ["hechting"]}}, {}), text)
    assert [signal.context for signal in found] == [Context()]


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_every_pattern_and_feeling_can_be_denied(label: str) -> None:
    (found,) = heard(Signals({label: {"sure": ["jaloers"]}}, {}), "ik ben niet jaloers")
    assert found.context.denied


def test_a_phrase_without_a_word_to_look_up_is_heard_all_the_same() -> None:
    signals = Signals({"feeling_outsider": {"maybe": ["{uit}", "stief~"]}}, {"uit": ("buiten~",)})
    assert words(signals, "mijn stiefzoon sluit mij buitenshuis") == ["buitenshuis", "stiefzoon"]


def test_the_order_is_that_of_the_labels_and_the_files(signals: Signals) -> None:
    found = heard(signals, "ruimte, buitenstaander, klap dicht, bindingsangst")
    assert [signal.phrase for signal in found] == [
        "buitenstaander",
        "bindingsangst",
        "klappen (ik/hij) dicht",
        "ruimte",
    ]


def test_a_phrase_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="'bang //' has an empty choice"):
        Signals({"pattern_anxious": {"sure": ["bang //"]}}, {})
