"""Every answer is checked: what is wrong, missing, doubled or refused is named, and never counts as a fast answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import Final

from benchmarks.script import Answer

_SHOWN_CHARACTERS: Final = 70
#: After this many faults nobody goes on: a contestant that hangs or lies would take for ever, and nothing is learned.
_ENOUGH: Final = 20


class Kind(Enum):
    """What can be the matter with an answer."""

    WRONG = "wrong"
    MISSING = "missing"
    DOUBLED = "doubled"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that was not right."""

    kind: Kind
    detail: str

    def __str__(self) -> str:
        return f"{self.kind.value}: {self.detail}"


class RefusedError(Exception):
    """There was no answer: another status than 200, something that is no answer, or no connection."""


class Ledger:
    """What was sent to one contestant, and what was not right with what came back.

    Attributes:
        sent: How many messages were sent.
        faults: Everything that was not right, in the order in which it was seen.
    """

    def __init__(self) -> None:
        self.sent = 0
        self.faults: list[Fault] = []

    @property
    def hopeless(self) -> bool:
        """Whether so much was not right that going on makes no sense."""
        return len(self.faults) >= _ENOUGH

    def judge(self, message: str, expected: Answer, said: list[str]) -> bool:
        """Tell whether an answer is right, and take it down when it is not."""
        if len(said) == len(expected) and all(
            bubble.is_said_by(text) for bubble, text in zip(expected, said, strict=True)
        ):
            return True
        self.faults.append(Fault(_kind_of(expected, said), f"to {message!r} it said {_shown(said)}"))
        return False

    def refuse(self, message: str, reason: str) -> None:
        """Take down that a message was not answered at all."""
        self.faults.append(Fault(Kind.REFUSED, f"to {message!r}: {reason[:_SHOWN_CHARACTERS]}"))

    def compare_kept(self, kept: int | None) -> None:
        """Compare the turns a contestant kept with the messages sent; None when it keeps none."""
        if kept is None or kept == self.sent:
            return
        kind = Kind.MISSING if kept < self.sent else Kind.DOUBLED
        self.faults.append(Fault(kind, f"{self.sent} messages were sent, and {kept} turns are kept"))

    def summary(self) -> str:
        """Return how many faults of each kind there are."""
        kinds = Counter(fault.kind.value for fault in self.faults)
        return ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "none"


def _kind_of(expected: Answer, said: list[str]) -> Kind:
    if len(set(said)) < len(said):
        return Kind.DOUBLED
    remaining = iter(expected)
    missing = len(said) < len(expected) and all(any(bubble.is_said_by(text) for bubble in remaining) for text in said)
    return Kind.MISSING if missing or not any(said) else Kind.WRONG


def _shown(said: list[str]) -> str:
    text = " | ".join(said)
    return repr(text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…") if said else "nothing"
