"""What `content/` may hold: typed, limited and complete, or it does not load.

Error texts are Dutch: the reader is the coach who edits the files.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from pydantic import BaseModel, ConstrainedStr, Extra, Field, HttpUrl, conint, conlist, validator

from stiefwijzer.limits import MAX_QUOTED_WORDS

#: Limits of a turn (design: at most three short bubbles). The third bubble is kept free for the welcome.
MAX_BUBBLES: Final = 2
MAX_WORDS: Final = 60
MAX_TITLE: Final = 24
MAX_QUICK_REPLIES: Final = 4

#: Filled in while talking; everything else in braces is a fact about the coach, filled in while loading.
WORDS_HEARD: Final = "{words}"


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Sentence(ConstrainedStr):
    """Text a person reads: not empty, at most `MAX_WORDS` words, no markup."""

    strip_whitespace = True
    min_length = 1

    @classmethod
    def validate(cls, value: str) -> str:
        """Return the text on one line, or raise ValueError (Dutch) when it is too long or holds markup."""
        value = " ".join(super().validate(value).split())
        words = len(value.replace(WORDS_HEARD, "woord " * MAX_QUOTED_WORDS).split())
        if words > MAX_WORDS:
            raise ValueError(f"deze tekst heeft {words} woorden; een tekstballon mag er hoogstens {MAX_WORDS} hebben")
        if re.search(r"</?[a-z]|\*\*|\]\(", value):
            raise ValueError("gebruik gewone tekst, zonder opmaak of html")
        return value


class Title(ConstrainedStr):
    """The text on a quick reply."""

    strip_whitespace = True
    min_length = 2
    max_length = MAX_TITLE


class Email(ConstrainedStr):
    """An address to write to; a slip of the pen is caught here, a wrong address only by writing to it."""

    regex = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}")


class Bubble(_Strict):
    """One speech bubble and the section of the article its content comes from."""

    text: Sentence
    source: str


class _Answering(_Strict):
    title: Title
    leads_to: conlist(str, min_items=1, max_items=MAX_QUICK_REPLIES, unique_items=True)  # type: ignore[valid-type]


class Answer(_Answering):
    """What is said to a label, in variants for what was heard earlier in the conversation.

    The variant `any` must be there; the others carry the label that has to be heard before they fit.
    """

    variants: dict[str, conlist(Bubble, min_items=1, max_items=MAX_BUBBLES)]  # type: ignore[valid-type]

    @validator("variants")
    def _has_any(cls, variants: dict[str, Any]) -> dict[str, Any]:  # noqa: N805
        if "any" not in variants:
            raise ValueError("de variant 'any' ontbreekt: die wordt gezegd als geen andere past")
        return variants

    def bubbles(self, heard: str | None) -> list[str]:
        """Return the bubbles that fit the pattern or feeling heard last (None: nothing heard yet)."""
        return [bubble.text for bubble in self.variants.get(heard or "any") or self.variants["any"]]


def _joined(names: str, *texts: str) -> str:
    try:
        return Sentence.validate(" ".join(texts))
    except ValueError as error:
        raise ValueError(f"{names} komen in één tekstballon; {error}") from None


class Opening(_Strict):
    """How an answer to a pattern begins: with the person's own words, or without when a button was pressed."""

    heard: Sentence
    plain: Sentence

    @validator("heard")
    def _quotes(cls, text: str) -> str:  # noqa: N805
        if WORDS_HEARD not in text:
            raise ValueError(f"'heard' moet {WORDS_HEARD} bevatten: de plek voor de woorden van de bezoeker")
        return text


class PatternAnswer(_Answering):
    """What is said to a pattern or feeling: what was heard, the article's picture, at home, and a first step."""

    opening: Opening
    picture: Bubble
    stepfamily: Bubble
    first_step: Bubble

    @validator("first_step")
    def _fits_two_bubbles(cls, first_step: Bubble, values: dict[str, Any]) -> Bubble:  # noqa: N805
        if not {"opening", "picture", "stepfamily"} <= values.keys():
            return first_step  # the missing part is reported by itself
        for opening in (values["opening"].heard, values["opening"].plain):
            _joined("opening en picture", opening, values["picture"].text)
        _joined("stepfamily en first_step", values["stepfamily"].text, first_step.text)
        return first_step

    def bubbles(self, words: str | None) -> list[str]:
        """Return two bubbles; `words` is what the person wrote that made the assistant think so, if anything."""
        opening = self.opening.heard.replace(WORDS_HEARD, words) if words else self.opening.plain
        return [f"{opening} {self.picture.text}", f"{self.stepfamily.text} {self.first_step.text}"]


class SafetyAnswer(_Strict):
    """What is said to danger: no buttons, no tips, only the way to people."""

    bubbles_: conlist(Bubble, min_items=1, max_items=MAX_BUBBLES) = Field(alias="bubbles")  # type: ignore[valid-type]
    leads_to: tuple[()] = ()

    def bubbles(self, _: str | None = None) -> list[str]:
        """Return the bubbles."""
        return [bubble.text for bubble in self.bubbles_]


class Moment(_Strict):
    """What is said when no label asks for it: the welcome, asking back, an apology."""

    text: Sentence
    leads_to: conlist(str, max_items=MAX_QUICK_REPLIES, unique_items=True) = []  # type: ignore[valid-type]


class Offer(Moment):
    """A moment that leaves somebody with a choice."""

    leads_to: conlist(str, min_items=2, max_items=MAX_QUICK_REPLIES, unique_items=True)  # type: ignore[valid-type]


class Moments(_Strict):
    """All moments; each is used by name in `actions/` or a channel."""

    welcome: Moment
    welcome_back: Moment
    ask_back: Offer
    ask_back_again: Offer
    trouble: Moment


class Coach(_Strict):
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


class Helpline(_Strict):
    """A line for people in need, as last checked on its own site (source of the rows: docs/safety.md)."""

    name: Sentence
    number: Title
    audience: Sentence
    hours: str | None
    website: str
    country: str
    last_verified: date


class Content(_Strict):
    """Everything the assistant can say, keyed as it is used."""

    coach: Coach
    helplines: dict[str, Helpline]
    sections: dict[str, str]
    answers: dict[str, Answer | PatternAnswer | SafetyAnswer]
    moments: Moments
    problems: dict[str, Sentence]

    def title(self, label: str) -> str:
        """Return the text on the quick reply that leads to `label`."""
        answer = self.answers[label]
        if isinstance(answer, SafetyAnswer):
            raise ValueError(f"danger is heard, not offered: {label} has no quick reply")
        return str(answer.title)
