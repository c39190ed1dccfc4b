"""What everybody that is measured looks like: something with a name that hears a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from evaluation.messages import Measured


class Guess(NamedTuple):
    """A label and how sure the hearer is of it, from 0 to 1."""

    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What was made of a message.

    Attributes:
        labels: What is answered, the first one first; empty when the hearer asks back.
        best: The most likely label, also when the hearer is not sure of it; None when nothing is familiar.
        about: Whom the message is about, when that is not the person who writes.
    """

    labels: tuple[Guess, ...] = ()
    best: Guess | None = None
    about: str | None = None

    @property
    def first(self) -> str | None:
        """The label that is answered first; None when the hearer asks back."""
        return self.labels[0].label if self.labels else None

    @property
    def names(self) -> frozenset[str]:
        """The labels that are answered."""
        return frozenset(guess.label for guess in self.labels)

    def without_asking_back(self) -> Heard:
        """Return the same with the best guess in the place of a question."""
        return Heard(self.labels or ((self.best,) if self.best else ()), self.best, self.about)


class Hearer(Protocol):
    """Hears messages."""

    name: str

    def hear(self, text: str) -> Heard:
        """Return what is made of a message."""
        ...


class Answer(NamedTuple):
    """A message, with what should be heard in it, and what was."""

    message: Measured
    heard: Heard


def ask(
    hearer: Hearer, messages: Sequence[Measured], watch: Callable[[Sequence[Measured]], Iterable[Measured]] = iter
) -> list[Answer]:
    """Return what a hearer makes of each message.

    Args:
        hearer: Whom to ask.
        messages: What to ask.
        watch: Passes the messages on, and may show how far they are.
    """
    return [Answer(message, hearer.hear(message.text)) for message in watch(messages)]
