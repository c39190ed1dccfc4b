"""What is said around a request for the free talk, and what its mails say."""

from __future__ import annotations

import re
from typing import Final

from pydantic import conlist, validator

from stiefwijzer.content.parts import MAX_QUICK_REPLIES, Sentence, Strict, Title

#: Filled in while talking, in texts of this part only.
FILLED_IN: Final = (
    *("reference", "limit", "turns", "intakes"),
    *("first_name", "contact", "safe", "moments", "role", "question"),
)


def filled(text: str, **values: object) -> str:
    """Return a text with the values in their places, in one go: what a person gave may look like a place itself."""
    return re.sub(r"\{(\w+)\}", lambda place: str(values.get(place[1], place[0])), text)


class Question(Strict):
    """One question of the form: as asked first, as asked when the answer could not be read, and its buttons."""

    text: Sentence
    again: Sentence
    buttons: dict[str, Title] = {}  # noqa: RUF012 - pydantic copies it

    @validator("buttons")
    def _are_few(cls, buttons: dict[str, Title]) -> dict[str, Title]:  # noqa: N805
        if len(buttons) > MAX_QUICK_REPLIES:
            raise ValueError(f"hoogstens {MAX_QUICK_REPLIES} knoppen")
        return buttons


class Questions(Strict):
    """Every question, in the order in which they are asked; `change` is asked when something must be different."""

    name: Question
    contact: Question
    safe: Question
    moments: Question
    role: Question
    question: Question
    consent: Question
    confirm: Question
    change: Question


class Words(Strict):
    """How answers are called in the summary and the mail."""

    none: str
    bioparent: str
    stepparent: str
    both: str
    any: str
    mail: str
    call: str


class Says(Strict):
    """What is said between and after the questions."""

    help: Sentence
    corrected: Sentence
    stopped: Sentence
    refused: Sentence
    unsafe: Sentence
    unreachable: Sentence
    stored: Sentence
    stored_confirmed: Sentence
    stored_without_mail: Sentence
    not_stored: Sentence
    too_many: Sentence
    closed: Sentence


class Letter(Strict):
    """A mail: its subject, its paragraphs, and for the coach the names of the rows of its table."""

    subject: Sentence
    text: conlist(Sentence, min_items=1)  # type: ignore[valid-type]
    table: dict[str, str] = {}  # noqa: RUF012


class Letters(Strict):
    """Every mail that goes out."""

    coach: Letter
    confirmation: Letter
    deletion: Letter


class _Named(Strict):
    title: Title


class Privacy(Strict):
    """What is said when somebody wants their data, or wants them gone."""

    erase: _Named
    keep: _Named
    erased: Sentence
    erased_after_mail: Sentence
    erased_unasked: Sentence
    not_erased: Sentence
    kept: Sentence
    exported: Sentence
    readable: Title
    machine: Title
    nowhere: Sentence

    def done(self, *, mailed: bool, told: bool) -> str:
        """Return what to say when all is erased.

        Args:
            mailed: Whether a request was mailed already, so that a mailbox still holds it.
            told: Whether the coach is asked to delete that mail.
        """
        if not mailed:
            return self.erased
        return self.erased_after_mail if told else self.erased_unasked


class IntakeTexts(Strict):
    """The part `intake` of the content."""

    questions: Questions
    summary: Sentence
    words: Words
    says: Says
    consent_version: str
    letters: Letters
    privacy: Privacy

    def question(self, name: str) -> Question:
        """Return the question of a name."""
        found: Question = getattr(self.questions, name)
        return found

    def word(self, value: str | None) -> str:
        """Return how an answer is called."""
        return str(getattr(self.words, value or "none"))
