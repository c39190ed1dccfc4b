"""What `content/` may hold: typed, limited and complete, or it does not load.

Error texts are Dutch: the reader is the coach who edits the files.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final, Literal

from pydantic import ConstrainedStr, HttpUrl, conint, conlist, validator

from stiefwijzer.content.parts import (
    MAX_BUBBLES,
    MAX_QUICK_REPLIES,
    WORDS_HEARD,
    Bubble,
    Sentence,
    Strict,
    Title,
    joined,
)
from stiefwijzer.content.safety import SafetyAnswer
from stiefwijzer.limits import MAX_QUOTED_WORDS

#: Filled in while talking too: two things that were heard in one message, each with its words.
FIRST_HEARD: Final = "{first}"
SECOND_HEARD: Final = "{second}"
#: What was heard, in a few words: how many at most.
MAX_NAMED_WORDS: Final = 8
#: Other languages an answer may have a variant in.
LANGUAGES: Final = ("en", "de", "fr")


class Email(ConstrainedStr):
    """An address to write to; a slip of the pen is caught here, a wrong address only by writing to it."""

    regex = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}")


class _Answering(Strict):
    title: Title
    leads_to: conlist(str, min_items=1, max_items=MAX_QUICK_REPLIES, unique_items=True)  # type: ignore[valid-type]
    explained_by: str | None = None


class Answer(_Answering):
    """What is said to a label, in variants for what was heard earlier in the conversation.

    The variant `any` must be there; the others carry the label that has to be heard before they fit, or the language
    that somebody writes in.
    """

    variants: dict[str, conlist(Bubble, min_items=1, max_items=MAX_BUBBLES)]  # type: ignore[valid-type]

    @validator("variants")
    def _has_any(cls, variants: dict[str, Any]) -> dict[str, Any]:  # noqa: N805
        if "any" not in variants:
            raise ValueError("de variant 'any' ontbreekt: die wordt gezegd als geen andere past")
        return variants

    def bubbles(self, variant: str | None) -> list[str]:
        """Return the bubbles that fit the pattern or feeling heard last, or a language (None: neither)."""
        return [bubble.text for bubble in self.variants.get(variant or "any") or self.variants["any"]]


def _quotes(text: str) -> str:
    if WORDS_HEARD not in text:
        raise ValueError(f"hierin moet {WORDS_HEARD} staan: de plek voor de woorden van de bezoeker")
    return text


class Opening(Strict):
    """How an answer to a pattern begins.

    Attributes:
        heard: With the person's own words.
        plain: Without them, when a button was pressed.
        named: In a few words, for a message that says several things.
    """

    heard: Sentence
    plain: Sentence
    named: Sentence

    _has_words = validator("heard", allow_reuse=True)(_quotes)

    @validator("named")
    def _is_short(cls, named: str) -> str:  # noqa: N805
        if len(named.split()) > MAX_NAMED_WORDS:
            raise ValueError(f"hoogstens {MAX_NAMED_WORDS} woorden: dit staat in één zin met iets anders")
        return named


class OfPartner(Strict):
    """What is said when the pattern is the partner's: an opening with the person's words, and what one can do oneself."""

    opening: Sentence
    first_step: Bubble
    leads_to: conlist(str, min_items=1, max_items=MAX_QUICK_REPLIES, unique_items=True)  # type: ignore[valid-type]

    _has_words = validator("opening", allow_reuse=True)(_quotes)


class PatternAnswer(_Answering):
    """What is said to a pattern or feeling: what was heard, the article's picture, at home, and a first step."""

    opening: Opening
    picture: Bubble
    stepfamily: Bubble
    first_step: Bubble
    of_partner: OfPartner | None = None

    @validator("of_partner")
    def _of_partner_fits(cls, part: OfPartner | None, values: dict[str, Any]) -> OfPartner | None:  # noqa: N805
        if part is not None and "picture" in values:
            joined("of_partner.opening en picture", part.opening, values["picture"].text)
        return part

    @validator("first_step")
    def _fits_two_bubbles(cls, first_step: Bubble, values: dict[str, Any]) -> Bubble:  # noqa: N805
        if not {"opening", "picture", "stepfamily"} <= values.keys():
            return first_step  # the missing part is reported by itself
        for opening in (values["opening"].heard, values["opening"].plain):
            joined("opening en picture", opening, values["picture"].text)
        joined("stepfamily en first_step", values["stepfamily"].text, first_step.text)
        return first_step

    def bubbles(self, words: str | None) -> list[str]:
        """Return two bubbles; `words` is what the person wrote that made the assistant think so, if anything."""
        opening = self.opening.heard.replace(WORDS_HEARD, words) if words else self.opening.plain
        return [f"{opening} {self.picture.text}", f"{self.stepfamily.text} {self.first_step.text}"]

    def bubbles_of_partner(self, words: str) -> list[str]:
        """Return two bubbles about a partner's pattern.

        Raises:
            ValueError: This is a feeling, and has no such variant.
        """
        if self.of_partner is None:
            raise ValueError(f"'{self.title}' is not said of a partner")
        return [
            f"{self.of_partner.opening.replace(WORDS_HEARD, words)} {self.picture.text}",
            self.of_partner.first_step.text,
        ]

    def named(self, words: str | None) -> str:
        """Return what was heard in a few words, and the person's own words when there are any."""
        return f"{self.opening.named}: “{words}”" if words else self.opening.named


class Moment(Strict):
    """What is said when no label asks for it: the welcome, asking back, an apology."""

    text: Sentence
    leads_to: conlist(str, max_items=MAX_QUICK_REPLIES, unique_items=True) = []  # type: ignore[valid-type]  # noqa: RUF012


class Offer(Moment):
    """A moment that leaves somebody with a choice."""

    leads_to: conlist(str, min_items=2, max_items=MAX_QUICK_REPLIES, unique_items=True)  # type: ignore[valid-type]


class Several(Sentence):
    """A sentence that names two things."""

    @classmethod
    def validate(cls, value: str) -> str:
        """Return the text, or raise ValueError (Dutch) when there is no place for one of the two or it gets too long."""
        for place in (FIRST_HEARD, SECOND_HEARD):
            if place not in value:
                raise ValueError(f"hierin moet {place} staan: de plek voor wat er gehoord is")
        named = "woord " * (MAX_NAMED_WORDS + MAX_QUOTED_WORDS)
        super().validate(value.replace(FIRST_HEARD, named).replace(SECOND_HEARD, named))
        return " ".join(value.split())


class TwoHeard(Strict):
    """What is said when a message holds two patterns or feelings: both are named, and the person chooses."""

    text: Several

    def filled_in(self, first: str, second: str) -> str:
        """Return the sentence with both things in it."""
        heard = {FIRST_HEARD: first, SECOND_HEARD: second}
        # In one go: the person's own words may look like a place too.
        return re.sub("|".join(map(re.escape, heard)), lambda place: heard[place.group()], str(self.text))


class Button(Strict):
    """A quick reply of its own, for what is no subject."""

    title: Title


class Moments(Strict):
    """All moments; each is used by name in `actions/` or a channel."""

    welcome: Moment
    welcome_back: Moment
    ask_back: Offer
    ask_back_again: Offer
    two_heard: TwoHeard
    trouble: Moment
    yes: Button
    no: Button
    not_now: Moment
    after_danger: Offer


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
