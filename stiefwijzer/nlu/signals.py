"""Signals: a second way of hearing beside the classifier, by phrases that people can read and extend.

One file a label in data/signals/. `sure` holds phrases that say it by themselves, `maybe` phrases that only make it more
likely. A find knows its words, and whether it is denied, long ago or only supposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from stiefwijzer import labels
from stiefwijzer.nlu import context, wording
from stiefwijzer.nlu.context import Context
from stiefwijzer.nlu.phrasebook import PhraseBook
from stiefwijzer.nlu.utterance import Stretch, Utterance

#: What people tell may be denied, long ago or supposed; a question is a question.
_TOLD: Final = frozenset((*labels.PATTERNS, *labels.FEELINGS))


class Signal(NamedTuple):
    """A phrase that was found.

    Attributes:
        label: What it speaks for.
        sure: Whether it says so by itself.
        words: Which words of the utterance it covers.
        context: How it is meant.
        phrase: The phrase as it stands in the file.
    """

    label: str
    sure: bool
    words: Stretch
    context: Context
    phrase: str


class Signals:
    """Finds the phrases of data/signals/ in a message.

    Args:
        rules: For each label its `sure` and `maybe` phrases, as they stand in the files.
        groups: The word groups that the phrases may name.

    Raises:
        ValueError: A phrase cannot be read; the message says which and why.
    """

    def __init__(self, rules: Mapping[str, Mapping[str, Iterable[str]]], groups: Mapping[str, Sequence[str]]) -> None:
        self._phrases = PhraseBook(
            [
                ((label, kind == "sure"), wording.parse(str(text), groups))
                for label in sorted(rules)
                for kind in ("sure", "maybe")
                for text in rules[label].get(kind) or ()
            ]
        )

    def hear(self, utterance: Utterance) -> list[Signal]:
        """Return what is found, in the order of the files; a phrase at most once a sentence."""
        return [
            Signal(label, sure, where, context.of(utterance, where) if label in _TOLD else Context(), phrase.text)
            for (label, sure), phrase, where in self._phrases.find(utterance)
        ]
