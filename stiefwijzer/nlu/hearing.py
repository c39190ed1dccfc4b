"""The one place that decides what was heard, from the classifier's scores and the signals.

1. Every signal changes the score of its label, in the whole message and in the sentence it stands in: a sure one by
   `SURE_SIGNAL`, a possible one by `MAYBE_SIGNAL`, together no more than `MOST_BY_SIGNALS`; when it is denied, it takes
   `DENIED_SIGNAL` away. What was long ago, or is only supposed, changes nothing.
2. The label with the highest score in the whole message is heard, unless everything that speaks for it is denied, long
   ago or supposed, or it is a feeling in `MOST_BARE_WORDS` words or fewer that no signal knows: then nothing is.
3. A sentence adds the label that is likeliest in it, when that is likely there (`SENTENCE_SURE`) and not unlikely in the
   whole (`NOT_UNLIKELY`); a second pattern or feeling has to be clearer (`SECOND_FEELING_SURE`). Some exclude each
   other: who goes both ways does not go one way, and who is at ease has no other pattern.
4. The confidence grows with the lead of the first label over those that are not heard (a better sign of being right
   than the score itself), so that what is heard with 0.9 is right 9 times in 10. Under `SURE_ENOUGH` nothing is heard,
   and the assistant asks back.
5. Talk about the talk ("dank je") is heard alone only. At most `MOST_LABELS` are heard; a pattern or feeling comes first.

The numbers were chosen on tests/nlu/tuning.yml: `python -m evaluation.tuning` prints the curves. The held-out messages
had no part in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from stiefwijzer import labels
from stiefwijzer.nlu.signals import Signal
from stiefwijzer.nlu.utterance import Stretch

#: Where a message carries what was heard in it, the words it was understood by, and the language it is in when that is
#: another one; for actions and for `classify`.
HEARD: Final = "heard"
EVIDENCE: Final = "evidence"
LANGUAGE: Final = "language"
#: What is heard beside the labels, and chooses how they are answered (nuances.py).
NUANCES: Final = "nuances"

#: Under this confidence the assistant asks back instead of answering. Raising it asks more and errs less.
SURE_ENOUGH: Final = 0.85
#: The confidence is the logistic function of the lead plus this.
HEAD_START: Final = 0.75

SURE_SIGNAL: Final = 1.5
MAYBE_SIGNAL: Final = 0.3
MOST_BY_SIGNALS: Final = 3.0
DENIED_SIGNAL: Final = 3.0
SENTENCE_SURE: Final = 0.6
SECOND_FEELING_SURE: Final = 0.9
NOT_UNLIKELY: Final = 0.1
MOST_LABELS: Final = 2
MOST_BARE_WORDS: Final = 2

_FEELINGS: Final = frozenset((*labels.PATTERNS, *labels.FEELINGS))
_SUBJECTS: Final = frozenset(labels.SUBJECTS)
_EXCLUDES: Final = {
    "pattern_disorganised": frozenset({"pattern_avoidant", "pattern_anxious", "pattern_secure"}),
    "pattern_secure": frozenset({"pattern_avoidant", "pattern_anxious", "pattern_disorganised"}),
}

Scores = npt.NDArray[np.float64]


class Reading(NamedTuple):
    """One way to read a message: a label and how sure the assistant is (0 to 1)."""

    label: str
    confidence: float


class Part(NamedTuple):
    """A sentence of a message: which words, and the log-odds of every label in it."""

    words: Stretch
    scores: Scores


class Decision(NamedTuple):
    """What was made of a message.

    Attributes:
        heard: What to act on, the one to answer first in front; empty: ask back.
        ranking: Every label with its share in all likelihoods, likeliest first.
    """

    heard: tuple[Reading, ...]
    ranking: tuple[Reading, ...]


def decide(names: Sequence[str], whole: Part, sentences: Sequence[Part], signals: Sequence[Signal]) -> Decision:
    """Return what was heard.

    Args:
        names: The labels, in the order of the scores.
        whole: The message as a whole.
        sentences: Its sentences, when there are several.
        signals: What the signals found in it.
    """
    number = {label: at for at, label in enumerate(names)}
    scores = _with_signals(whole, signals, number)
    likely = _likelihoods(scores)
    shares = likely / likely.sum()
    order = np.argsort(-shares, kind="stable")
    ranking = tuple(Reading(names[at], float(shares[at])) for at in order)
    first = ranking[0].label
    heard = {first: 1.0}
    for sentence in sentences:
        there = _likelihoods(_with_signals(sentence, signals, number))
        at = int(there.argmax())
        if names[at] in heard or likely[at] < NOT_UNLIKELY or there[at] < _needed(names[at], heard):
            continue
        if not _excludes(names[at], heard):
            heard[names[at]] = float(there[at])
    if _does_not_hold(first, signals) or (first in _FEELINGS and _is_bare(first, whole, signals)):
        return Decision((), ranking)
    heard[first] = _confidence(
        scores[order[0]] - max((scores[at] for at in order if names[at] not in heard), default=0.0)
    )
    if first == labels.NOT_SURE or heard[first] < SURE_ENOUGH:
        return Decision((), tuple(reading for reading in ranking if reading.label != labels.NOT_SURE))
    return Decision(_in_order(heard), ranking)


def _does_not_hold(label: str, signals: Sequence[Signal]) -> bool:
    """Tell whether everything that speaks for a label is denied, long ago or supposed."""
    holds = [signal.context.holds for signal in signals if signal.label == label]
    return bool(holds) and not any(holds)


def _is_bare(label: str, whole: Part, signals: Sequence[Signal]) -> bool:
    """Tell whether a message is a word or two that no signal knows ("mijn man"): too little for a feeling."""
    return whole.words.end <= MOST_BARE_WORDS and not any(signal.label == label for signal in signals)


def _needed(label: str, heard: Mapping[str, float]) -> float:
    return SECOND_FEELING_SURE if label in _FEELINGS and not _FEELINGS.isdisjoint(heard) else SENTENCE_SURE


def _excludes(label: str, heard: Mapping[str, float]) -> bool:
    return any(label in _EXCLUDES.get(each, ()) or each in _EXCLUDES.get(label, ()) for each in heard)


def _with_signals(part: Part, signals: Sequence[Signal], number: Mapping[str, int]) -> Scores:
    """Return the scores of a part, changed by the signals in it."""
    scores = part.scores.copy()
    speaks_for: dict[str, float] = {}
    denied: set[str] = set()
    for signal in signals:
        if signal.label not in number or signal.words.first < part.words.first or signal.words.end > part.words.end:
            continue
        if signal.context.holds:
            weight = SURE_SIGNAL if signal.sure else MAYBE_SIGNAL
            speaks_for[signal.label] = speaks_for.get(signal.label, 0.0) + weight
        elif signal.context.denied:
            denied.add(signal.label)
    for label, weight in speaks_for.items():
        scores[number[label]] += min(weight, MOST_BY_SIGNALS)
    for label in denied.difference(speaks_for):
        scores[number[label]] -= DENIED_SIGNAL
    return scores


def _confidence(lead: float) -> float:
    return float(1.0 / (1.0 + np.exp(-(lead + HEAD_START))))


def _likelihoods(scores: Scores) -> Scores:
    return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float64)


def _in_order(heard: Mapping[str, float]) -> tuple[Reading, ...]:
    """Return what was heard: talk about the talk only when nothing else was, patterns and feelings first."""
    kept = [Reading(*each) for each in heard.items() if each[0] in _SUBJECTS] or [Reading(*next(iter(heard.items())))]
    kept = kept[:MOST_LABELS]
    return tuple(sorted(kept, key=lambda reading: reading.label not in _FEELINGS))
