"""Phrases as somebody who does not program writes them, and finding them in a message.

a word           itself and its inflections; capitals and small typing errors do not matter
=word            only this form, not its inflections
one/two/three    one of these words
word~            any word that begins so
{group}          any word of a group in data/language/; its members may be written as =word or word~ too
(word)           may be there or not; so may one of (one/two)
...              up to four words in between, none of which denies, within the same sentence
this + that      both, in any order, in the same clause (a stretch without a comma, "en", "als" and the like)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from stiefwijzer.nlu.context import DENYING
from stiefwijzer.nlu.dutch import lemma
from stiefwijzer.nlu.utterance import Stretch, Word

#: How many words "..." may stand for.
WIDEST_GAP: Final = 4
_GAPS: Final = frozenset({"...", "…"})
#: What can be one choice; anything else would silently never be found.
_CHOICE: Final = re.compile(r"=[\w'’-]+|[\w'’-]+~?|\{[\w'’-]+\}|\?")


class Term(NamedTuple):
    """One place in a phrase: what may stand there.

    Attributes:
        lemmas: Dictionary forms.
        forms: Words that must be written so.
        beginnings: What a word may begin with.
        optional: Whether the place may be skipped.
        gap: Whether it stands for any words, up to `WIDEST_GAP`; then the rest is empty.
    """

    lemmas: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    optional: bool = False
    gap: bool = False

    def fits(self, word: Word) -> bool:
        """Tell whether a word may stand here."""
        return (
            not self.lemmas.isdisjoint(word.lemmas)
            or word.text in self.forms
            or (bool(self.beginnings) and any(each.startswith(self.beginnings) for each in (word.text, *word.lemmas)))
        )


class Phrase(NamedTuple):
    """A phrase as it was written, and its parts: one, or several that may stand in any order."""

    text: str
    parts: tuple[tuple[Term, ...], ...]

    def needed(self) -> list[frozenset[str]]:
        """Return sets of words of each of which one must be in a sentence, as written or by its lemma."""
        terms = (term for part in self.parts for term in part)
        return [term.lemmas | term.forms for term in terms if not (term.optional or term.gap or term.beginnings)]

    def find(self, words: Sequence[Word], sentence: Stretch, clauses: Sequence[Stretch] = ()) -> Stretch | None:
        """Return where the phrase first occurs in a sentence, as numbers of words; None when it does not.

        The arguments are those of `finds`.
        """
        return next(self.finds(words, sentence, clauses), None)

    def finds(self, words: Sequence[Word], sentence: Stretch, clauses: Sequence[Stretch] = ()) -> Iterator[Stretch]:
        """Yield where the phrase occurs in a sentence: where it does first, or in each clause when it has several parts.

        Args:
            words: The words of the message.
            sentence: Which of them are the sentence.
            clauses: The clauses of the message; a phrase of several parts is found within one.
        """
        if len(self.parts) == 1:
            within = [sentence]
        else:
            within = [each for each in clauses if sentence.first <= each.first and each.end <= sentence.end]
        for stretch in within:
            if (found := self._together(words, stretch)) is not None:
                yield found

    def _together(self, words: Sequence[Word], clause: Stretch) -> Stretch | None:
        found: list[Stretch] = []
        for part in self.parts:
            where = _first(part, words, clause)
            if where is None:
                return None
            found.append(where)
        return Stretch(min(each.first for each in found), max(each.end for each in found))


def parse(text: str, groups: Mapping[str, Sequence[str]]) -> Phrase:
    """Read a phrase.

    Args:
        text: The phrase, as described at the top of this module.
        groups: The members of the word groups it may name; members of several words are left out.

    Raises:
        ValueError: The phrase cannot be read; the message says why.
    """
    parts = tuple(_part(part, groups, text) for part in re.split(r"\s\+\s", text.lower().strip()))
    return Phrase(text, parts)


def _part(text: str, groups: Mapping[str, Sequence[str]], phrase: str) -> tuple[Term, ...]:
    places = re.findall(r"\([^()]*\)|[^\s()]+|[()]", text)
    terms = tuple(Term(gap=True) if place in _GAPS else _term(place, groups, phrase) for place in places)
    if all(term.optional or term.gap for term in terms):
        raise ValueError(f"'{phrase}' holds nothing that must be there")
    if terms[0].gap or terms[-1].gap:
        raise ValueError(f"'{phrase}' begins or ends with ..., which then says nothing")
    return terms


def _term(part: str, groups: Mapping[str, Sequence[str]], phrase: str) -> Term:
    lemmas: set[str] = set()
    forms: set[str] = set()
    beginnings: list[str] = []
    optional = part.startswith("(") and part.endswith(")")
    for choice in (part[1:-1].strip() if optional else part).split("/"):
        if not choice.strip("={}~"):
            raise ValueError(f"'{phrase}' has an empty choice")
        if not _CHOICE.fullmatch(choice):
            raise ValueError(f"'{phrase}' holds '{choice}', which cannot be read")
        if choice.startswith("{"):
            name = choice.strip("{}")
            if name not in groups:
                raise ValueError(f"'{phrase}' names the group '{name}', which does not exist")
            for member in groups[name]:
                if member.startswith("="):
                    forms.add(member.removeprefix("="))
                elif member.endswith("~"):
                    beginnings.append(member.removesuffix("~"))
                elif " " not in member:
                    forms.add(member)
                    lemmas.add(lemma(member))
        elif choice.startswith("="):
            forms.add(choice.removeprefix("="))
        elif choice.endswith("~"):
            beginnings.append(choice.removesuffix("~"))
        else:
            forms.add(choice)
            lemmas.add(lemma(choice))
    return Term(frozenset(lemmas), frozenset(forms), tuple(beginnings), optional=optional)


def _first(terms: Sequence[Term], words: Sequence[Word], stretch: Stretch) -> Stretch | None:
    for start in range(stretch.first, stretch.end):
        end = _match(terms, 0, words, start, stretch.end)
        if end is not None:
            return Stretch(start, end)
    return None


def _match(terms: Sequence[Term], number: int, words: Sequence[Word], at: int, end: int) -> int | None:
    """Return one past the last word when the terms from `number` on fit from `at` on; None when they do not."""
    if number == len(terms):
        return at
    term = terms[number]
    if term.gap:
        for skipped in range(WIDEST_GAP + 1):
            if (found := _match(terms, number + 1, words, at + skipped, end)) is not None:
                return found
            if at + skipped >= end or not DENYING.isdisjoint(words[at + skipped].lemmas):
                return None
        return None
    if at < end and term.fits(words[at]):
        found = _match(terms, number + 1, words, at + 1, end)
        if found is not None:
            return found
    return _match(terms, number + 1, words, at, end) if term.optional else None
