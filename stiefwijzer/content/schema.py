"""What `content/` may hold: typed, limited and complete, or it does not load.

Error texts are Dutch: the reader is the coach who edits the files.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from pydantic import ConstrainedStr, HttpUrl, conint

from stiefwijzer.content.answers import LANGUAGES, Answer, OfPartner, PatternAnswer
from stiefwijzer.content.exercises import Exercise
from stiefwijzer.content.intake import IntakeTexts
from stiefwijzer.content.moments import Buttons, Moment, Moments
from stiefwijzer.content.parts import Sentence, Strict, Title
from stiefwijzer.content.safety import SafetyAnswer
from stiefwijzer.content.telegram import Telegram

__all__ = [
    "LANGUAGES",
    "Answer",
    "Buttons",
    "Coach",
    "Content",
    "Helpline",
    "Moment",
    "Moments",
    "OfPartner",
    "PatternAnswer",
]


class Email(ConstrainedStr):
    """An address to write to; a slip of the pen is caught here, a wrong address only by writing to it."""

    regex = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}")


class Coach(Strict):
    """Whose practice this is. Replace this one file to run the assistant for another practice."""

    name: Sentence
    first_name: Title
    profession: Sentence
    since: conint(ge=1950, le=2100)  # type: ignore[valid-type]
    works: Sentence
    email: Email
    site: HttpUrl | None
    offer: Sentence
    offer_minutes: conint(ge=5, le=240)  # type: ignore[valid-type]
    read_more: HttpUrl


class Helpline(Strict):
    """A line for people in need, as last checked on its own site (source of the rows: docs/safety.md)."""

    name: Sentence
    number: Title
    audience: Sentence
    hours: str | None
    website: HttpUrl
    call: Title | None
    open: Title | None
    country: Literal["NL", "BE"]
    source: Sentence
    last_verified: date

    def links(self) -> list[dict[str, str]]:
        """Return what one can press: to call it, and to open its website when one can chat there."""
        digits = re.sub(r"\D", "", self.number)
        pressed = [(self.call, f"tel:{digits}"), (self.open, str(self.website))]
        return [{"title": str(title), "url": url} for title, url in pressed if title]


class Content(Strict):
    """Everything the assistant can say, keyed as it is used; `topics` names the answers that are no label's."""

    coach: Coach
    helplines: dict[str, Helpline]
    sections: dict[str, str]
    answers: dict[str, Answer | PatternAnswer | SafetyAnswer]
    topics: frozenset[str]
    moments: Moments
    intake: IntakeTexts
    buttons: Buttons
    exercises: dict[str, Exercise]
    problems: dict[str, Sentence]
    telegram: Telegram

    def title(self, label: str) -> str:
        """Return the text on the quick reply that leads to `label`."""
        answer = self.answers[label]
        if isinstance(answer, SafetyAnswer):
            raise ValueError(f"danger is heard, not offered: {label} has no quick reply")
        return str(answer.title)
