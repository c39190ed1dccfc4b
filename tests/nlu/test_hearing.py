"""Deciding what was heard: each rule at the top of the module, on made-up scores."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stiefwijzer import labels
from stiefwijzer.nlu import hearing
from stiefwijzer.nlu.context import Context
from stiefwijzer.nlu.hearing import Decision, Part
from stiefwijzer.nlu.signals import Signal
from stiefwijzer.nlu.utterance import Stretch

AVOIDANT, ANXIOUS, BOTH, SECURE = labels.PATTERNS
OUTSIDER, INSIDER = labels.FEELINGS
SUBJECT, OTHER_SUBJECT, TALK = "explain_attachment", "ask_privacy", "thanks"
NAMES = (*labels.PATTERNS, *labels.FEELINGS, SUBJECT, OTHER_SUBJECT, TALK, labels.NOT_SURE)
#: Score of a label that nothing speaks for, and of one that is as good as certain.
UNLIKELY, CLEAR = -9.0, 9.0
EVERYTHING, BEGINNING, SECOND = Stretch(0, 10), Stretch(0, 2), Stretch(5, 10)


def part(scores: Mapping[str, float], words: Stretch = EVERYTHING) -> Part:
    return Part(words, np.array([scores.get(name, UNLIKELY) for name in NAMES]))


def signal(label: str, *, sure: bool = True, words: Stretch = BEGINNING, **context: bool) -> Signal:
    return Signal(label, sure, words, Context(**context), "a phrase")


def decide(whole: Part, *sentences: Part, signals: Sequence[Signal] = ()) -> Decision:
    return hearing.decide(NAMES, whole, sentences, signals)


def heard(whole: Part, *sentences: Part, signals: Sequence[Signal] = ()) -> list[str]:
    return [reading.label for reading in decide(whole, *sentences, signals=signals).heard]


def odds(likelihood: float) -> float:
    return math.log(likelihood / (1 - likelihood))


def change(label: str, *signals: Signal) -> float:
    """Return how many times likelier the signals make a label than one they say nothing of, in log-odds."""
    with_them, without = (
        {reading.label: reading.confidence for reading in decide(part({}), signals=each).ranking}
        for each in (signals, ())
    )
    return math.log(with_them[label] / with_them[TALK]) - math.log(without[label] / without[TALK])


# 1. Signals


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        ([signal(ANXIOUS)], hearing.SURE_SIGNAL),
        ([signal(ANXIOUS, sure=False)], hearing.MAYBE_SIGNAL),
        ([signal(ANXIOUS), signal(ANXIOUS, sure=False)], hearing.SURE_SIGNAL + hearing.MAYBE_SIGNAL),
        ([signal(ANXIOUS)] * 9, hearing.MOST_BY_SIGNALS),
        ([signal(ANXIOUS, denied=True)], -hearing.DENIED_SIGNAL),
        ([signal(ANXIOUS, denied=True)] * 3, -hearing.DENIED_SIGNAL),
        ([signal(ANXIOUS, denied=True, sure=False)], -hearing.DENIED_SIGNAL),
        ([signal(ANXIOUS, denied=True), signal(ANXIOUS)], hearing.SURE_SIGNAL),
        ([signal(ANXIOUS, past=True)], 0),
        ([signal(ANXIOUS, supposed=True)], 0),
        ([signal(AVOIDANT)], 0),
        ([signal("export_data")], 0),
    ],
    ids=[
        "sure",
        "possible",
        "both",
        "many",
        "denied",
        "denied often",
        "a possible one denied",
        "denied here and said there",
        "long ago",
        "supposed",
        "of another label",
        "of a label nobody learned",
    ],
)
def test_a_signal_changes_the_score_of_its_label(signals: list[Signal], expected: float) -> None:
    assert change(ANXIOUS, *signals) == pytest.approx(expected, abs=0.01)


def test_a_signal_changes_the_sentence_it_stands_in_and_no_other() -> None:
    nearly = odds(hearing.SENTENCE_SURE) - hearing.SURE_SIGNAL / 2
    whole = part({TALK: UNLIKELY, SUBJECT: CLEAR, OTHER_SUBJECT: 0.0})
    sentence = part({OTHER_SUBJECT: nearly}, SECOND)
    inside, outside = signal(OTHER_SUBJECT, words=Stretch(6, 8)), signal(OTHER_SUBJECT, words=Stretch(1, 3))
    across = signal(OTHER_SUBJECT, words=Stretch(4, 6))
    assert heard(whole, sentence, signals=[inside]) == [SUBJECT, OTHER_SUBJECT]
    assert heard(whole, sentence, signals=[outside]) == heard(whole, sentence, signals=[across]) == [SUBJECT]


def test_deciding_leaves_the_scores_as_they_are() -> None:
    whole = part({ANXIOUS: 1.0})
    before = whole.scores.copy()
    decide(whole, signals=[signal(ANXIOUS)])
    assert (whole.scores == before).all()


# 2. The message as a whole


def test_the_highest_score_is_heard() -> None:
    assert heard(part({SUBJECT: CLEAR, TALK: 1.0})) == [SUBJECT]


@pytest.mark.parametrize(
    "not_so",
    [signal(ANXIOUS, denied=True), signal(ANXIOUS, past=True), signal(ANXIOUS, supposed=True)],
    ids=["denied", "long ago", "supposed"],
)
def test_what_is_only_denied_long_ago_or_supposed_is_not_heard(not_so: Signal) -> None:
    clear, so = part({ANXIOUS: CLEAR}), signal(ANXIOUS, sure=False)
    assert heard(clear, signals=[not_so]) == []
    assert heard(clear, signals=[not_so, so]) == [ANXIOUS]
    assert heard(part({SUBJECT: CLEAR}), signals=[not_so]) == [SUBJECT]


def test_a_word_or_two_are_no_feeling_unless_a_signal_knows_them() -> None:
    words = Stretch(0, hearing.MOST_BARE_WORDS)
    assert heard(part({INSIDER: CLEAR}, words)) == []
    assert heard(part({INSIDER: CLEAR}, words), signals=[signal(INSIDER, sure=False, words=words)]) == [INSIDER]
    assert heard(part({TALK: CLEAR}, words)) == [TALK]
    assert heard(part({INSIDER: CLEAR}, Stretch(0, hearing.MOST_BARE_WORDS + 1))) == [INSIDER]


def test_every_label_is_ranked_and_the_shares_sum_to_one() -> None:
    ranking = decide(part({SUBJECT: CLEAR, TALK: 1.0})).ranking
    assert [each.label for each in ranking[:2]] == [SUBJECT, TALK]
    assert {each.label for each in ranking} == set(NAMES)
    assert sum(each.confidence for each in ranking) == pytest.approx(1)


def test_what_is_not_sure_enough_is_asked_back_and_what_is_stays() -> None:
    leads = np.linspace(0, 8, 33)
    decisions = [decide(part({SUBJECT: lead, TALK: 0.0})) for lead in leads]
    sure = [decision.heard[0].confidence for decision in decisions if decision.heard]
    assert sure == sorted(sure)
    assert all(hearing.SURE_ENOUGH <= confidence <= 1 for confidence in sure)
    assert [bool(decision.heard) for decision in decisions] == sorted(bool(decision.heard) for decision in decisions)
    assert decisions[-1].heard


def test_what_looks_like_nothing_anybody_could_understand_is_asked_back_with_the_other_readings() -> None:
    decision = decide(part({labels.NOT_SURE: CLEAR, SUBJECT: 1.0}))
    assert decision.heard == ()
    assert decision.ranking[0].label == SUBJECT
    assert labels.NOT_SURE not in {each.label for each in decision.ranking}


# 3. Its sentences


@pytest.mark.parametrize(
    ("there", "in_the_whole", "expected"),
    [
        (hearing.SENTENCE_SURE + 0.01, hearing.NOT_UNLIKELY + 0.01, [SUBJECT, OTHER_SUBJECT]),
        (hearing.SENTENCE_SURE - 0.01, hearing.NOT_UNLIKELY + 0.01, [SUBJECT]),
        (hearing.SENTENCE_SURE + 0.01, hearing.NOT_UNLIKELY - 0.01, [SUBJECT]),
    ],
    ids=["likely there and not unlikely in the whole", "not likely enough there", "unlikely in the whole"],
)
def test_a_sentence_adds_a_label(there: float, in_the_whole: float, expected: list[str]) -> None:
    whole = part({SUBJECT: CLEAR, OTHER_SUBJECT: odds(in_the_whole)})
    assert heard(whole, part({OTHER_SUBJECT: odds(there)}, SECOND)) == expected


@pytest.mark.parametrize(
    ("there", "expected"),
    [(hearing.SECOND_FEELING_SURE + 0.01, [ANXIOUS, OUTSIDER]), (hearing.SECOND_FEELING_SURE - 0.01, [ANXIOUS])],
)
def test_a_second_feeling_has_to_be_clearer(there: float, expected: list[str]) -> None:
    whole = part({ANXIOUS: CLEAR, OUTSIDER: 1.0})
    assert heard(whole, part({OUTSIDER: odds(there)}, SECOND)) == expected


def test_a_sentence_adds_only_what_is_likeliest_in_it() -> None:
    whole = part({SUBJECT: CLEAR, OTHER_SUBJECT: 1.0})
    assert heard(whole, part({SUBJECT: CLEAR, OTHER_SUBJECT: CLEAR - 1}, SECOND)) == [SUBJECT]


@pytest.mark.parametrize(
    ("first", "second"),
    [(BOTH, AVOIDANT), (BOTH, ANXIOUS), (AVOIDANT, BOTH), (SECURE, ANXIOUS), (ANXIOUS, SECURE), (BOTH, SECURE)],
)
def test_some_patterns_exclude_each_other(first: str, second: str) -> None:
    assert heard(part({first: CLEAR, second: 1.0}), part({second: CLEAR}, SECOND)) == [first]


def test_two_other_patterns_may_both_be_there() -> None:
    assert heard(part({AVOIDANT: CLEAR, ANXIOUS: 1.0}), part({ANXIOUS: CLEAR}, SECOND)) == [AVOIDANT, ANXIOUS]


# 4. How sure


def test_the_confidence_grows_with_the_lead_over_what_is_not_heard() -> None:
    lead = 3.0
    (reading,) = decide(part({SUBJECT: 1.0 + lead, TALK: 1.0})).heard
    assert reading.confidence == pytest.approx(1 / (1 + math.exp(-(lead + hearing.HEAD_START))))


def test_a_second_label_that_is_heard_does_not_make_the_first_less_sure() -> None:
    whole, sentence = part({SUBJECT: CLEAR, ANXIOUS: CLEAR - 0.1}), part({ANXIOUS: CLEAR}, SECOND)
    assert heard(whole) == []
    assert heard(whole, sentence) == [ANXIOUS, SUBJECT]


# 5. The order


def test_talk_about_the_talk_is_heard_alone_only() -> None:
    assert heard(part({TALK: CLEAR, SUBJECT: 1.0}), part({SUBJECT: CLEAR}, SECOND)) == [SUBJECT]
    assert heard(part({SUBJECT: CLEAR, TALK: 1.0}), part({TALK: CLEAR}, SECOND)) == [SUBJECT]
    assert heard(part({TALK: CLEAR})) == [TALK]


def test_a_pattern_or_feeling_comes_first() -> None:
    assert heard(part({SUBJECT: CLEAR, ANXIOUS: 1.0}), part({ANXIOUS: CLEAR}, SECOND)) == [ANXIOUS, SUBJECT]


def test_no_more_are_heard_than_can_be_answered() -> None:
    whole = part({SUBJECT: CLEAR, ANXIOUS: 1.0, OUTSIDER: 1.0, OTHER_SUBJECT: 1.0})
    more = [part({label: CLEAR}, SECOND) for label in (ANXIOUS, OUTSIDER, OTHER_SUBJECT)]
    assert len(heard(whole, *more)) == hearing.MOST_LABELS


_SCORES = st.lists(st.floats(-30, 30), min_size=len(NAMES), max_size=len(NAMES)).map(np.array)


@given(_SCORES, st.lists(_SCORES, max_size=3))
def test_whatever_the_scores_few_known_labels_are_heard_once(whole: hearing.Scores, more: list[hearing.Scores]) -> None:
    decision = decide(Part(EVERYTHING, whole), *(Part(SECOND, scores) for scores in more))
    found = [reading.label for reading in decision.heard]
    assert len(found) == len(set(found)) <= hearing.MOST_LABELS
    assert labels.NOT_SURE not in found
    assert all(0 <= reading.confidence <= 1 for reading in decision.heard)
    assert len(found) < 2 or set(found) <= set(labels.SUBJECTS)
