"""The gate: what danger a message speaks of, from the phrases of data/safety/.

A message is read as everywhere (`reading.py`: words, spelling, sentences, clauses), but with a tokenizer and a spelling of
the gate's own, so that it hears the same whatever was learned, and whatever of the rest is broken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from stiefwijzer.nlu import dutch, reading
from stiefwijzer.nlu.lexicon import LANGUAGE_DIR, Lexicon
from stiefwijzer.nlu.phrasebook import PhraseBook
from stiefwijzer.nlu.safety import meaning, rules
from stiefwijzer.nlu.safety.rules import SAFETY_DIR, Meaning
from stiefwijzer.nlu.utterance import Stretch, Utterance
from stiefwijzer.nlu.wording import Phrase

#: Marks with a letter on both sides hold words together that somebody wrote apart: "wil.niet.meer".
_SQUEEZED: Final = re.compile(r"(?<=[^\W\d_])[._*/\\|+~=<>-]+(?=[^\W\d_])")
#: Who falters does not end a sentence: "ik wil... niet... meer".
_DOTS: Final = re.compile(r"\.{2,}|…")
#: Nor does who stops after every word: "Ik. Wil. Niet. Meer."
_ONE_BY_ONE: Final = re.compile(r"(?:\b\w+\. ){2,}\w+\b")
#: Accents that stand by themselves, and signs without a width: combining marks, formats, soft hyphens.
_UNSEEN: Final = frozenset({"Mn", "Cf"})
#: Word groups whose members are people.
_PEOPLE: Final = ("partner", "kind", "kinderen", "stiefkind", "ex", "person")


@dataclass(frozen=True, slots=True)
class Alarm:
    """Danger heard in a message.

    Attributes:
        label: Which kind.
        about: Whose danger, or what an unclear message may be about: one of `rules.ABOUT` but "subject"; None: unknown.
        text: The words it was heard from; `text == message[start:end]`.
        start: Where they begin.
        end: One past where they end.
        confidence: How sure that is: 1 for what a phrase says.
        by_minor: Whether a minor writes.
    """

    label: str
    about: str | None
    text: str
    start: int
    end: int
    confidence: float = 1.0
    by_minor: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """What else a message says that matters when there is, or was, danger.

    Attributes:
        all_right: In which ways it says that it is all right ("person"), or that a grown-up writes ("grown_up").
        country: The country somebody seems to be in, "NL" or "BE"; None when nothing says so.
    """

    all_right: tuple[str, ...] = ()
    country: str | None = None


class _Plain(NamedTuple):
    """A message without what hides its words, and the place in the message of every letter of it."""

    text: str
    places: Sequence[int]


class _Read(NamedTuple):
    """A message that was read, and how to get back to what was written."""

    message: str
    places: Sequence[int]
    doc: Any
    utterance: Utterance

    def place_of(self, where: Stretch) -> tuple[int, int]:
        """Return where words stand in the message, as it was written."""
        first = self.doc[self.utterance.words[where.first].position]
        last = self.doc[self.utterance.words[where.end - 1].position]
        return self.places[first.idx], self.places[last.idx + len(last) - 1] + 1


#: A child that is hurt is a child in danger first, whoever writes about it.
_HURTS_A_CHILD: Final = frozenset({"crisis_violence", "crisis_child_safety"})
_CHILD: Final = "child_user"


class Gate:
    """Hears danger.

    Args:
        labels: The kinds of danger, the one that is answered first in front.
        book: The phrases of data/safety/.
        lexicon: How words may be written.

    Attributes:
        size: How many phrases it knows.
    """

    def __init__(self, labels: Sequence[str], book: rules.Rules, lexicon: Lexicon) -> None:
        self.labels = tuple(labels)
        self._danger = PhraseBook(book.danger)
        self._aside = PhraseBook(book.aside)
        phrases = [phrase for _, phrase in (*book.danger, *book.aside)]
        self._spelling = lexicon.spelling(
            {form for phrase in phrases for part in phrase.parts for term in part for form in term.forms}
        )
        self._people = frozenset(
            form for name in _PEOPLE for member in book.groups.get(name, ()) for form in (member, dutch.lemma(member))
        )
        self._tokenizer = dutch.tokenizer()
        self.size = len(phrases)

    @classmethod
    def load(cls, labels: Sequence[str], directory: Path = SAFETY_DIR) -> Gate:
        """Read one file a label, and what else matters.

        Raises:
            SafetyRuleError: A file is missing or cannot be used.
            LexiconError: A file in data/language/ cannot be used.
        """
        return cls(labels, rules.read(labels, directory), Lexicon.read(LANGUAGE_DIR))

    def hear(self, message: str) -> Alarm | None:
        """Return the most urgent danger in a message, wherever in it that stands; None when there is none."""
        return self.listen(message)[0]

    def listen(self, message: str) -> tuple[Alarm | None, Aside]:
        """Return the danger in a message, as `hear`, and what else in it matters when there is, or was, any."""
        read = self._read(message)
        return self._danger_in(read), self._aside_in(read.utterance)

    def _danger_in(self, read: _Read) -> Alarm | None:
        found = list(self._danger.find(read.utterance))
        heard = {label: alarm for label in self.labels if (alarm := self._first_of(label, found, read))}
        if _CHILD in heard and (hurt := next((heard[label] for label in heard if label in _HURTS_A_CHILD), None)):
            heard.pop("crisis_violence", None)
            heard["crisis_child_safety"] = replace(hurt, label="crisis_child_safety", about="self")
        alarm = next((heard[label] for label in self.labels if label in heard), None)
        is_minor = _CHILD in heard or (
            alarm is not None and (alarm.label, alarm.about) == ("crisis_child_safety", "self")
        )
        return replace(alarm, by_minor=is_minor) if alarm else None

    def _aside_in(self, utterance: Utterance) -> Aside:
        said = [what for what, _, _ in self._aside.find(utterance)]
        countries = [what.about for what in said if what.label == "country"]
        all_right = tuple(dict.fromkeys(str(what.about) for what in said if what.label == "all_right"))
        return Aside(all_right, countries[0] if countries else None)

    def _read(self, message: str) -> _Read:
        plain = _plain(message)
        doc = self._tokenizer(plain.text)
        return _Read(message, plain.places, doc, reading.read(doc, self._spelling))

    def _first_of(self, label: str, found: Sequence[tuple[Meaning, Phrase, Stretch]], read: _Read) -> Alarm | None:
        """Return what of one kind is found first, meant, and not taken away; None when there is nothing."""
        silenced = [where for what, _, where in found if what == Meaning(label, None)]
        for what, phrase, where in found:
            if what.label != label or what.about is None or _touches(where, silenced):
                continue
            about = self._about(what.about, read.utterance, where)
            if meaning.is_meant(read.utterance, where, phrase, of_another=about == "other"):
                start, end = read.place_of(where)
                return Alarm(label, about, read.message[start:end], start, end)
        return None

    def _about(self, section: str, utterance: Utterance, where: Stretch) -> str:
        if section != "subject":
            return section
        return "other" if meaning.is_about_another(utterance, where, self._people) else "self"


@lru_cache(maxsize=1)
def shared(labels: Sequence[str]) -> Gate:
    """Return the gate of this process: the graph and the net around it read the phrases once.

    Raises:
        SafetyRuleError: As `Gate.load`.
        LexiconError: As `Gate.load`.
    """
    return Gate.load(labels)


def _touches(where: Stretch, others: Iterable[Stretch]) -> bool:
    return any(other.first < where.end and where.first < other.end for other in others)


def _plain(message: str) -> _Plain:
    """Return a message without accents, fancy letters and signs nobody sees, and with spaces for marks between letters."""
    kept = [
        (letter, at)
        for at, written in enumerate(message.replace("’", "'"))
        for letter in _folded(written)
        if unicodedata.category(letter) not in _UNSEEN
    ]
    text = "".join(letter for letter, _ in kept)
    for marks in (_SQUEEZED, _DOTS):
        text = marks.sub(lambda found: " " * len(found.group()), text)
    text = _ONE_BY_ONE.sub(lambda found: found.group().replace(".", " "), text)
    return _Plain(text, [at for _, at in kept])


def _folded(letter: str) -> str:
    """Return a character without its accent; what stands for several characters stays as it is."""
    if letter.isascii():
        return letter
    plain = "".join(each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
    return plain if len(plain) <= 1 else letter
