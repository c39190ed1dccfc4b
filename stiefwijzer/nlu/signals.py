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
from stiefwijzer.nlu.utterance import Stretch, Utterance
from stiefwijzer.nlu.wording import Phrase

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


class _Rule(NamedTuple):
    label: str
    sure: bool
    phrase: Phrase


class Signals:
    """Finds the phrases of data/signals/ in a message.

    Args:
        rules: For each label its `sure` and `maybe` phrases, as they stand in the files.
        groups: The word groups that the phrases may name.

    Raises:
        ValueError: A phrase cannot be read; the message says which and why.
    """

    def __init__(self, rules: Mapping[str, Mapping[str, Iterable[str]]], groups: Mapping[str, Sequence[str]]) -> None:
        self._by_anchor: dict[str, list[tuple[int, _Rule]]] = {}
        self._anywhere: list[tuple[int, _Rule]] = []
        number = 0
        for label in sorted(rules):
            for kind in ("sure", "maybe"):
                for text in rules[label].get(kind) or ():
                    rule = _Rule(label, kind == "sure", wording.parse(str(text), groups))
                    self._add(number, rule)
                    number += 1

    def _add(self, number: int, rule: _Rule) -> None:
        anchors = rule.phrase.anchors()
        for anchor in anchors:
            self._by_anchor.setdefault(anchor, []).append((number, rule))
        if not anchors:
            self._anywhere.append((number, rule))

    def hear(self, utterance: Utterance) -> list[Signal]:
        """Return what is found, in the order of the files; a phrase at most once a sentence."""
        found: list[Signal] = []
        for sentence in utterance.sentences:
            for rule in self._worth_trying(utterance, sentence):
                where = rule.phrase.find(utterance.words, sentence)
                if where is not None:
                    meant = context.of(utterance, where) if rule.label in _TOLD else Context()
                    found.append(Signal(rule.label, rule.sure, where, meant, rule.phrase.text))
        return found

    def _worth_trying(self, utterance: Utterance, sentence: Stretch) -> list[_Rule]:
        numbered: dict[int, _Rule] = dict(self._anywhere)
        for word in utterance.words[sentence.first : sentence.end]:
            for form in {word.text, *word.lemmas}:
                numbered.update(self._by_anchor.get(form, ()))
        return [numbered[number] for number in sorted(numbered)]
