"""A message that was read: its words, what they may stand for, and where its sentences and clauses are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Word(NamedTuple):
    """A token that says something.

    Attributes:
        position: Where it stands in the document.
        text: As it was written, in lower case.
        lemmas: The dictionary forms of what it stands for: several for a contraction ("kben": "ik", "zijn"), none for
            the second half of a compound, which the first half stands for.
    """

    position: int
    text: str
    lemmas: tuple[str, ...]


class Stretch(NamedTuple):
    """A run of words: the number of the first, and one past the last (numbers in `Utterance.words`)."""

    first: int
    end: int


class Utterance(NamedTuple):
    """What somebody wrote, read."""

    words: Sequence[Word]
    sentences: Sequence[Stretch]
    clauses: Sequence[Stretch]
