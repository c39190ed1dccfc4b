"""From a Dutch document to named features, each of which knows the words it comes from.

Three blocks see different things: lemmas ("kind" for "kinderen"), words as written ("kinderen", "niet meer") and pieces of
words ("buitegesloten" still shares most of its pieces with "buitengesloten").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any, Final

#: Block names, in the order in which their features are numbered.
BLOCKS: Final = ("lemma", "word", "piece")
SHORTEST_PIECE: Final = 2
LONGEST_PIECE: Final = 5


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature as it occurs: its name within a block, and the tokens it covers (`first` to `last`, inclusive)."""

    name: str
    first: int
    last: int


def extract(doc: Any) -> dict[str, list[Feature]]:
    """Return the features of a spaCy document, by block; token numbers are positions in the document."""
    tokens = [(token.i, token.lower_, token.lemma_) for token in doc if _says_something(token)]
    return {
        "lemma": list(_words_and_pairs([(position, lemma) for position, _, lemma in tokens])),
        "word": list(_words_and_pairs([(position, word) for position, word, _ in tokens])),
        "piece": [Feature(piece, position, position) for position, word, _ in tokens for piece in pieces(word)],
    }


def _says_something(token: Any) -> bool:
    return not token.is_space and (token.is_alpha or token.is_digit or token.text == "?" or not token.is_punct)


def _words_and_pairs(words: list[tuple[int, str]]) -> Iterator[Feature]:
    singles = (Feature(word, position, position) for position, word in words)
    pairs = (Feature(f"{left} {right}", first, last) for (first, left), (last, right) in pairwise(words))
    return chain(singles, pairs)


@lru_cache(maxsize=20_000)
def pieces(word: str) -> tuple[str, ...]:
    """Return the pieces of a word, two to five characters long, with a space marking its edges."""
    padded = f" {word} "
    return tuple(
        padded[start : start + length]
        for length in range(SHORTEST_PIECE, LONGEST_PIECE + 1)
        for start in range(len(padded) - length + 1)
    )
