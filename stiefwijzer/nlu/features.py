"""From a Dutch document to named features, each of which knows the words it comes from.

Three blocks see different things: lemmas ("kind" for "kinderen"), words as written ("kinderen", "niet meer") and pieces of
words ("buitegesloten" still shares most of its pieces with "buitengesloten").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

#: Block names, in the order in which their features are numbered.
BLOCKS: Final = ("lemma", "word", "piece")
SHORTEST_PIECE: Final = 2
LONGEST_PIECE: Final = 5


class Word(NamedTuple):
    """A token that says something: where it stands in the document, as it was written in lower case, and its lemma."""

    position: int
    text: str
    lemma: str


class Feature(NamedTuple):
    """One feature as it occurs: its name within a block, and the tokens it covers (`first` to `last`, inclusive)."""

    name: str
    first: int
    last: int


def words(doc: Any) -> list[Word]:
    """Return the tokens of a spaCy document that features are made of."""
    return [Word(token.i, token.lower_, token.lemma_) for token in doc if _says_something(token)]


def extract(words: Sequence[Word]) -> dict[str, list[Feature]]:
    """Return the features of a message, by block."""
    return {
        "lemma": lemmas(words),
        "word": as_written(words),
        "piece": [Feature(piece, word.position, word.position) for word in words for piece in pieces(word.text)],
    }


def lemmas(words: Sequence[Word]) -> list[Feature]:
    """Return the block of lemmas and of two lemmas in a row."""
    return _words_and_pairs([(word.position, word.lemma) for word in words])


def as_written(words: Sequence[Word]) -> list[Feature]:
    """Return the block of words as they were written and of two in a row."""
    return _words_and_pairs([(word.position, word.text) for word in words])


def pieces(word: str) -> tuple[str, ...]:
    """Return the pieces of a word, two to five characters long, with a space marking its edges."""
    padded = f" {word} "
    return tuple(
        padded[start : start + length]
        for length in range(SHORTEST_PIECE, LONGEST_PIECE + 1)
        for start in range(len(padded) - length + 1)
    )


def _says_something(token: Any) -> bool:
    return not token.is_space and (token.is_alpha or token.is_digit or token.text == "?" or not token.is_punct)


def _words_and_pairs(words: list[tuple[int, str]]) -> list[Feature]:
    singles = [Feature(word, position, position) for position, word in words]
    return singles + [Feature(f"{left} {right}", first, last) for (first, left), (last, right) in pairwise(words)]
