"""How a word is meant: chat language, Flemish forms, split compounds and typing errors, brought back to ordinary Dutch.

The list stands in data/language/spelling.yml. What it does not name is compared with the words the assistant knows: an
unknown word that is one slip of the finger away from one of those is read as that word. Nothing here changes the message
itself; quotations and offsets stay as they were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import simplemma

#: A shorter word has too many neighbours: "man" is one slip away from "van".
_SHORTEST_TYPO: Final = 6
_REMEMBERED_WORDS: Final = 20_000


@dataclass(frozen=True, slots=True)
class SpellingList:
    """data/language/spelling.yml: what is written, and how it is meant.

    Attributes:
        words: A form and the words it stands for ("kben": "ik ben").
        openings: First parts of compounds that people write apart ("stief", as in "stief kinderen").
    """

    words: dict[str, str]
    openings: frozenset[str]


class Spelling:
    """Reads words as they were meant.

    Args:
        listed: What the list says.
        known: Words that are right as they stand, and that a slip of the finger may have been meant as.
    """

    def __init__(self, listed: SpellingList, known: Iterable[str] = ()) -> None:
        self._listed = listed
        self._known = frozenset(word for word in known if word.isalpha())
        self._nearly: dict[str, str] = {}
        for word in sorted(self._known, key=lambda each: (len(each), each), reverse=True):
            if len(word) >= _SHORTEST_TYPO:
                self._nearly.update(dict.fromkeys(_one_letter_less(word), word))
        self._meant = lru_cache(maxsize=_REMEMBERED_WORDS)(self._look_up)

    def meant(self, word: str) -> tuple[str, ...]:
        """Return what a word in lower case stands for: one word or a few ("kben": "ik", "ben")."""
        return self._meant(word.replace("’", "'"))

    def joined(self, word: str, following: str) -> str | None:
        """Return the word that two tokens are halves of ("stief" and "kinderen", "m" and "’n"); None when they are not."""
        if following.startswith("’"):  # telephones write this mark, and the tokenizer cuts there
            contraction = word + following.replace("’", "'")
            return contraction if contraction in self._listed.words else None
        return word + following if word in self._listed.openings and following.isalpha() else None

    def _look_up(self, word: str) -> tuple[str, ...]:
        if listed := self._listed.words.get(word, "").split():
            return tuple(listed)
        if len(word) < _SHORTEST_TYPO or word in self._known or not word.isalpha() or _is_dutch(word):
            return (word,)
        return (self._closest(word) or word,)

    def _closest(self, word: str) -> str | None:
        """Return the known word that is one letter added, left out, changed or swapped away."""
        if word in self._nearly:  # a letter was left out
            return self._nearly[word]
        for shorter in _one_letter_less(word):
            if shorter in self._known and len(shorter) >= _SHORTEST_TYPO:
                return shorter
            near = self._nearly.get(shorter)
            if near is not None and _is_one_slip(word, near):
                return near
        return None


def _one_letter_less(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_one_slip(word: str, other: str) -> bool:
    """Tell whether two words of the same length differ in one letter, or in two that changed places."""
    if len(word) != len(other):
        return False
    differing = [at for at in range(len(word)) if word[at] != other[at]]
    if len(differing) == 1:
        return True
    if len(differing) != 2:  # noqa: PLR2004 - a swap touches two places
        return False
    one, two = differing
    return two == one + 1 and word[one] == other[two] and word[two] == other[one]


def _is_dutch(word: str) -> bool:
    return bool(simplemma.is_known(word, lang="nl"))
