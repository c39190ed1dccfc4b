"""Signals: a second way of hearing beside the classifier, by phrases that people can read and extend.

One file a label in data/signals/. `sure` holds phrases that say it by themselves, `maybe` phrases that only make it more
likely. A find knows its words, and whether it is denied, long ago or only supposed.
"""

from __future__ import annotations

from collections import Counter
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
    number: int
    label: str
    sure: bool
    phrase: Phrase
    needed: tuple[frozenset[str], ...]


class Signals:
    """Finds the phrases of data/signals/ in a message.

    Args:
        rules: For each label its `sure` and `maybe` phrases, as they stand in the files.
        groups: The word groups that the phrases may name.

    Raises:
        ValueError: A phrase cannot be read; the message says which and why.
    """

    def __init__(self, rules: Mapping[str, Mapping[str, Iterable[str]]], groups: Mapping[str, Sequence[str]]) -> None:
        texts = [
            (label, kind == "sure", str(text))
            for label in sorted(rules)
            for kind in ("sure", "maybe")
            for text in rules[label].get(kind) or ()
        ]
        phrases = [wording.parse(text, groups) for _, _, text in texts]
        self._rules = [
            _Rule(number, label, sure, phrase, tuple(phrase.needed()))
            for number, ((label, sure, _), phrase) in enumerate(zip(texts, phrases, strict=True))
        ]
        self._by_anchor, self._anywhere = _indexed(self._rules)

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
        """Return the rules whose words are all there, in the order of the files."""
        words = utterance.words[sentence.first : sentence.end]
        forms = {form for word in words for form in (word.text, *word.lemmas)}
        anchored = (rule for form in forms for rule in self._by_anchor.get(form, ()))
        fitting = {
            rule.number: rule
            for rule in (*self._anywhere, *anchored)
            if not any(needed.isdisjoint(forms) for needed in rule.needed)
        }
        return [fitting[number] for number in sorted(fitting)]


def _indexed(rules: Sequence[_Rule]) -> tuple[dict[str, list[_Rule]], list[_Rule]]:
    """Return the rules by their anchors, and those that have none.

    The anchors of a rule are the words of that one of its places whose words are rarest over all rules: most messages
    hold "ik", few hold "bindingsangst".
    """
    occurring = Counter(word for rule in rules for needed in rule.needed for word in needed)
    by_anchor: dict[str, list[_Rule]] = {}
    anywhere: list[_Rule] = []
    for rule in rules:
        if not rule.needed:
            anywhere.append(rule)
            continue
        for anchor in min(rule.needed, key=lambda words: sum(occurring[word] for word in words)):
            by_anchor.setdefault(anchor, []).append(rule)
    return by_anchor, anywhere
