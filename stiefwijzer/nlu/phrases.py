"""Cutting a quotable phrase out of a message: whole words, one sentence, short enough to read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from stiefwijzer.limits import MAX_QUOTED_WORDS

#: The core of a quotation is at most this long; it is rounded out to its clause when that stays readable.
_MAX_CORE: Final = 10
_SENTENCE_ENDS: Final = frozenset(".?!;:…")
_CLAUSE_ENDS: Final = _SENTENCE_ENDS | frozenset(",()-–—")


def strongest_phrase(doc: Any, weights: Sequence[float]) -> tuple[int, int] | None:
    """Return the token range of the phrase with the highest total weight.

    Args:
        doc: A spaCy document.
        weights: One number a token: how much it speaks for what was heard (negative: against it).

    Returns:
        First token and one past the last, never across the end of a sentence; None when no phrase speaks for it.
    """
    best, phrase = 0.0, None
    for first, last in _runs(doc, _SENTENCE_ENDS):
        for start in range(first, last):
            if doc[start].is_space or doc[start].is_punct:
                continue  # a quotation begins with a word
            total = 0.0
            for end in range(start + 1, min(start + _MAX_CORE, last) + 1):
                total += float(weights[end - 1])
                if total > best:
                    best, phrase = total, (start, end)
    return phrase


def _runs(doc: Any, boundaries: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of tokens between boundaries."""
    start = 0
    for token in doc:
        if boundaries.issuperset(token.text) or "\n" in token.text:
            if token.i > start:
                yield start, token.i
            start = token.i + 1
    if len(doc) > start:
        yield start, len(doc)


def rounded_out(doc: Any, start: int, end: int) -> tuple[int, int]:
    """Widen a phrase (first token, one past the last) to the clause around it where that stays short.

    Marks at its edges are dropped.
    """
    for first, last in _runs(doc, _CLAUSE_ENDS):
        if first < end <= last and last - min(start, first) <= MAX_QUOTED_WORDS:
            end = last
        if first <= start < last and end - first <= MAX_QUOTED_WORDS:
            start = first
    while start < end - 1 and not doc[start].is_alpha:
        start += 1
    while end - 1 > start and doc[end - 1].is_punct:
        end -= 1
    return start, end
