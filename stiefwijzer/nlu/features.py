"""From what somebody wrote to named features, each of which knows the words it comes from.

Three blocks see different things: lemmas of ordinary Dutch ("kind" for "kids"), pairs of lemmas with other words between
them ("zonder _ beter" in "zonder mij zijn ze beter af"), and pieces of words as they were written ("buitegesloten" still
shares most of its pieces with "buitengesloten"). Whole words as written add nothing to these: `make eval-ablation` printed
so, and they were removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from stiefwijzer.nlu.utterance import Utterance, Word

#: Block names, in the order in which their features are numbered.
BLOCKS: Final = ("lemma", "pair", "piece")
SHORTEST_PIECE: Final = 2
LONGEST_PIECE: Final = 5
#: How far apart the lemmas of a pair stand: two stand in a row and are a feature of the block "lemma".
NEAREST: Final = 2
FARTHEST: Final = 4
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
    found = pairs(utterance) if block == "pair" else lemmas(utterance.words)
    return {feature.name for feature in found}


def lemmas(words: Sequence[Word]) -> list[Feature]:
    """Return the block of lemmas and of two lemmas in a row."""
    ones = [Feature(lemma, word.position, word.position) for word in words for lemma in word.lemmas]
    return ones + [Feature(f"{left.name} {right.name}", left.first, right.last) for left, right in pairwise(ones)]


def pairs(utterance: Utterance) -> list[Feature]:
    """Return the block of two lemmas of one sentence with one to three others between them."""
    found = []
    for sentence in utterance.sentences:
        ones = [(lemma, word.position) for word in utterance.words[slice(*sentence)] for lemma in word.lemmas]
        for at, (left, first) in enumerate(ones):
            for right, last in ones[at + NEAREST : at + FARTHEST + 1]:
                found.append(Feature(f"{left} _ {right}", first, last))
    return found


@lru_cache(maxsize=_REMEMBERED_WORDS)
def pieces(word: str) -> tuple[str, ...]:
    """Return the pieces of a word, two to five characters long, with a space marking its edges."""
    padded = f" {word} "
    return tuple(
        padded[start : start + length]
        for length in range(SHORTEST_PIECE, LONGEST_PIECE + 1)
        for start in range(len(padded) - length + 1)
    )
