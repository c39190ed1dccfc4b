"""Making what the tests of understanding need: messages that were read, and which words of them a quotation covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stiefwijzer.nlu import dutch, reading
from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.spelling import Spelling, SpellingList
from stiefwijzer.nlu.utterance import Stretch, Utterance

#: Nobody's spelling: every word means itself.
AS_WRITTEN = Spelling(SpellingList({}, frozenset()))


def doc(text: str) -> Any:
    return dutch.load()[0](text)


def spelling(words: Mapping[str, str], openings: Sequence[str] = (), known: Sequence[str] = ()) -> Spelling:
    return Spelling(SpellingList(dict(words), frozenset(openings)), known)


def utterance(text: str, by: Spelling = AS_WRITTEN) -> Utterance:
    return reading.read(doc(text), by)


def stretch(text: str, quoted: str, by: Spelling = AS_WRITTEN) -> Stretch:
    """Return which words of a text a quotation of it covers, whole words only."""
    start, tokens = text.index(quoted), doc(text)
    inside = [
        number
        for number, word in enumerate(utterance(text, by).words)
        if start <= tokens[word.position].idx < start + len(quoted)
    ]
    return Stretch(inside[0], inside[-1] + 1)


def lexicon(
    *,
    words: Mapping[str, str] | None = None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
    signals: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
    foreign: Mapping[str, tuple[str, ...]] | None = None,
    nuances: Mapping[str, tuple[str, ...]] | None = None,
) -> Lexicon:
    """Return a lexicon that holds nothing else."""
    return Lexicon(words or {}, (), groups or {}, signals or {}, foreign or {}, nuances or {})
