"""From what somebody wrote to named features, each of which knows the words it comes from.

Two blocks see different things: lemmas of ordinary Dutch ("kind" for "kids"), and pieces of words as they were written
("buitegesloten" still shares most of its pieces with "buitengesloten"). Whole words as written add nothing to these two:
`make eval-ablation` printed so, and they were removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from stiefwijzer.nlu.utterance import Utterance, Word

#: Block names, in the order in which their features are numbered.
BLOCKS: Final = ("lemma", "piece")
SHORTEST_PIECE: Final = 2
LONGEST_PIECE: Final = 5
#: The same few thousand words make up nearly all of what people write.
_REMEMBERED_WORDS: Final = 20_000


class Feature(NamedTuple):
    """One feature as it occurs: its name within a block, and the tokens it covers (`first` to `last`, inclusive)."""

    name: str
    first: int
    last: int


def names(utterance: Utterance, block: str) -> set[str]:
    """Return the names of the features of one block that occur in a message."""
    if block == "piece":
        return {piece for word in utterance.words for piece in pieces(word.text)}
    return {feature.name for feature in lemmas(utterance.words)}


def lemmas(words: Sequence[Word]) -> list[Feature]:
    """Return the block of lemmas and of two lemmas in a row."""
    ones = [Feature(lemma, word.position, word.position) for word in words for lemma in word.lemmas]
    return ones + [Feature(f"{left.name} {right.name}", left.first, right.last) for left, right in pairwise(ones)]


@lru_cache(maxsize=_REMEMBERED_WORDS)
def pieces(word: str) -> tuple[str, ...]:
    """Return the pieces of a word, two to five characters long, with a space marking its edges."""
    padded = f" {word} "
    return tuple(
        padded[start : start + length]
        for length in range(SHORTEST_PIECE, LONGEST_PIECE + 1)
        for start in range(len(padded) - length + 1)
    )
