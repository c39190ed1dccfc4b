"""Many phrases at once: finds those of a whole file in a message without trying each of them.

Most messages hold "ik", few hold "bindingsangst". A phrase is therefore tried only where the rarest of the words it needs
occurs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from stiefwijzer.nlu.utterance import Stretch, Utterance
from stiefwijzer.nlu.wording import Phrase

T = TypeVar("T")


class _Entry(NamedTuple, Generic[T]):
    number: int
    meaning: T
    phrase: Phrase
    needed: tuple[frozenset[str], ...]


class PhraseBook(Generic[T]):
    """Phrases, each with what it means.

    Args:
        phrases: What each phrase means, and the phrase, in the order in which finds are given.
    """

    def __init__(self, phrases: Sequence[tuple[T, Phrase]]) -> None:
        self._entries = [
            _Entry(number, meaning, phrase, tuple(phrase.needed())) for number, (meaning, phrase) in enumerate(phrases)
        ]
        self._by_anchor, self._anywhere = _indexed(self._entries)

    def find(self, utterance: Utterance) -> Iterator[tuple[T, Phrase, Stretch]]:
        """Yield what each phrase found means, the phrase and where it is: in order, sentence by sentence."""
        for sentence in utterance.sentences:
            for entry in self._worth_trying(utterance, sentence):
                for where in entry.phrase.finds(utterance.words, sentence, utterance.clauses):
                    yield entry.meaning, entry.phrase, where

    def _worth_trying(self, utterance: Utterance, sentence: Stretch) -> list[_Entry[T]]:
        """Return the entries whose words are all there, in order."""
        words = utterance.words[sentence.first : sentence.end]
        forms = {form for word in words for form in (word.text, *word.lemmas)}
        anchored = (entry for form in forms for entry in self._by_anchor.get(form, ()))
        fitting = {
            entry.number: entry
            for entry in (*self._anywhere, *anchored)
            if not any(needed.isdisjoint(forms) for needed in entry.needed)
        }
        return [fitting[number] for number in sorted(fitting)]


def _indexed(entries: Sequence[_Entry[T]]) -> tuple[dict[str, list[_Entry[T]]], list[_Entry[T]]]:
    """Return the entries by their anchors, and those that have none.

    The anchors of an entry are the words of that one of its places whose words are rarest over all phrases.
    """
    occurring = Counter(word for entry in entries for needed in entry.needed for word in needed)
    by_anchor: dict[str, list[_Entry[T]]] = {}
    anywhere: list[_Entry[T]] = []
    for entry in entries:
        if not entry.needed:
            anywhere.append(entry)
            continue
        for anchor in min(entry.needed, key=lambda words: sum(occurring[word] for word in words)):
            by_anchor.setdefault(anchor, []).append(entry)
    return by_anchor, anywhere
