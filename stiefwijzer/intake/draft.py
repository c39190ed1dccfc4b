"""An unfinished request: what stands in the slot `personal.DRAFT` while the form is open, and what it asks next."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from typing import Any, Final

#: The questions, in order; after them the summary is confirmed.
ORDER: Final = ("name", "contact", "safe", "moments", "role", "question", "consent")
CONFIRM: Final = "confirm"
CHANGE: Final = "change"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was given so far; None is not asked yet, an empty string was left open.

    Attributes:
        id: Of the request it becomes.
        at: When the form was opened, in seconds since 1970.
        safe: "any", "mail" or "call".
        consent: The version of the text that was agreed to, and when (`consent_at`).
        failed: How many answers in a row could not be read.
        unsafe: Whether an address was given that is not safe to use.
        changing: Whether the person was asked what must be different.
        end: How it ended: a kind; None while it is open.
    """

    id: str
    at: float
    first_name: str | None = None
    email: str | None = None
    phone: str | None = None
    safe: str | None = None
    moments: str | None = None
    role: str | None = None
    question: str | None = None
    consent: str | None = None
    consent_at: float | None = None
    failed: int = 0
    unsafe: bool = False
    changing: bool = False
    end: str | None = None

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Draft:
        """Return the draft that `as_dict` made; what this version does not know is left out."""
        known = {field.name for field in dataclasses.fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})

    def as_dict(self) -> dict[str, Any]:
        """Return it as a slot holds it, without what was not asked yet."""
        return {name: value for name, value in dataclasses.asdict(self).items() if value not in (None, 0, False)} | {
            name: "" for name in ("role", "question") if getattr(self, name) == ""
        }

    def asks(self) -> str:
        """Return the question to ask now: a name of `ORDER`, or `CONFIRM` or `CHANGE`."""
        if self.changing:
            return CHANGE
        given = {
            "name": self.first_name,
            "contact": self.email or self.phone,
            "safe": self.safe,
            "moments": self.moments,
            "role": self.role,
            "question": self.question,
            "consent": self.consent,
        }
        return next((name for name in ORDER if given[name] is None), CONFIRM)

    def without(self, field: str) -> Draft:
        """Return the draft without one answer (a name of `ORDER`), so that it is asked for again."""
        if field == "contact":
            return replace(self, email=None, phone=None, safe=None)
        emptied: dict[str, Any] = {"first_name" if field == "name" else field: None}
        return replace(self, **emptied)
