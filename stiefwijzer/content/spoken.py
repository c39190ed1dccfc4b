"""Every text a visitor can read, with the place where it stands: file, line, and the way to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from stiefwijzer.content.errors import Entry, Problem, line_of

#: Keys whose values are no sentences: names of something else, or a few words on a button or inside a sentence.
_NO_SENTENCES: Final = frozenset(
    {
        *("title", "over", "named"),
        *("source", "step", "leads_to", "explained_by", "exercise", "helplines"),
        *("words", "begun"),  # by which an answer in an exercise is known
    }
)
#: Variants in another language; Dutch has nothing to say about how they read.
FOREIGN: Final = frozenset({"en", "de", "fr"})


class Spoken(NamedTuple):
    """A text, filled in as a visitor reads it.

    Attributes:
        entry: What it belongs to.
        path: The way to it within the entry.
        text: The text on one line.
    """

    entry: Entry
    path: tuple[str | int, ...]
    text: str

    @property
    def is_dutch(self) -> bool:
        """Whether it is no translation."""
        return FOREIGN.isdisjoint(str(step) for step in self.path)

    @property
    def place(self) -> str:
        """Where it stands, for a person: file, line, and the way to it."""
        way = ".".join(str(step) for step in (self.entry.key, *self.path))
        return (
            f"{self.entry.file.name}:{line_of(self.entry.file, (self.entry.part, self.entry.key, *self.path))}: {way}"
        )

    def problem(self, message: str) -> Problem:
        """Return what is wrong with it, with its file and line."""
        return self.entry.problem(message, *self.path)


def spoken(entry: Entry) -> Iterator[Spoken]:
    """Yield the texts of one entry, in order."""
    yield from _below(entry, (), entry.value)


def _below(entry: Entry, path: tuple[str | int, ...], value: object) -> Iterator[Spoken]:
    if isinstance(value, str):
        yield Spoken(entry, path, " ".join(value.split()))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _NO_SENTENCES:
                yield from _below(entry, (*path, key), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _below(entry, (*path, index), item)
