"""What is said to a label: an answer, or what was heard of somebody and what may help."""

from __future__ import annotations

from typing import Any, Final

from pydantic import conlist, validator

from stiefwijzer import labels
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

#: What was heard, in a few words: how many at most.
MAX_NAMED_WORDS: Final = 8
#: Other languages an answer may have a variant in.
LANGUAGES: Final = ("en", "de", "fr")


class _Answering(Strict):
    title: Title
    leads_to: conlist(str, min_items=1, max_items=MAX_QUICK_REPLIES, unique_items=True)  # type: ignore[valid-type]
    explained_by: str | None = None
    exercise: str | None = None


class Answer(_Answering):
    """What is said to a label, in variants for what was heard earlier in the conversation.

    The variant `any` must be there; the others carry the label that has to be heard before they fit, the role somebody has
    in the family, or the language that somebody writes in. With `asks_role` the role is asked when it is not known.
    """

    asks_role: bool = False

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


class Role(Strict):
    """How an answer to a pattern begins for somebody of whom the role is known, and what it may look like at home."""

    heard: Sentence
    plain: Sentence
    stepfamily: Bubble

    _has_words = validator("heard", allow_reuse=True)(_quotes)


class Roles(Strict):
    """One for each role: none may be missing."""

    bioparent: Role
    stepparent: Role
    both: Role


class Instead(Strict):
    """What a feeling looks like at home, and a first step, for somebody of whom a pattern was heard."""

    stepfamily: Bubble
    first_step: Bubble
    leads_to: conlist(str, min_items=2, max_items=MAX_QUICK_REPLIES, unique_items=True)  # type: ignore[valid-type]


class PatternAnswer(_Answering):
    """What is said to a pattern or feeling: what was heard, the article's picture, at home, and a first step."""

    opening: Opening
    picture: Bubble
    stepfamily: Bubble
    first_step: Bubble
    roles: Roles | None = None
    with_pattern: dict[str, Instead] = {}  # noqa: RUF012
    of_partner: OfPartner | None = None

    @validator("roles")
    def _roles_fit(cls, roles: Roles | None, values: dict[str, Any]) -> Roles | None:  # noqa: N805
        if roles is not None and {"picture", "first_step"} <= values.keys():
            for name in labels.ROLES:
                role: Role = getattr(roles, name)
                for opening in (role.heard, role.plain):
                    joined(f"roles.{name} en picture", opening, values["picture"].text)
                joined(f"roles.{name}.stepfamily en first_step", role.stepfamily.text, values["first_step"].text)
        return roles

    @validator("with_pattern", each_item=True)
    def _pattern_fits(cls, part: Instead) -> Instead:  # noqa: N805
        joined("with_pattern: stepfamily en first_step", part.stepfamily.text, part.first_step.text)
        return part

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

    def bubbles(self, words: str | None, role: str | None = None, pattern: str | None = None) -> list[str]:
        """Return two bubbles.

        Args:
            words: What the person wrote that made the assistant think so, if anything.
            role: Who they are in the family, when that is known.
            pattern: A pattern heard of them besides, which may make another first step fit.
        """
        of_role: Role | None = getattr(self.roles, role) if role in labels.ROLES and self.roles else None
        begins, home = of_role or self.opening, (of_role or self).stepfamily
        instead = self.with_pattern.get(pattern or "")
        opening = begins.heard.replace(WORDS_HEARD, words) if words else begins.plain
        at_home, step = (instead.stepfamily, instead.first_step) if instead else (home, self.first_step)
        return [f"{opening} {self.picture.text}", f"{at_home.text} {step.text}"]

    def leading(self, pattern: str | None) -> list[str]:
        """Return the quick replies, for somebody of whom a pattern was heard besides."""
        instead = self.with_pattern.get(pattern or "")
        return list(instead.leads_to if instead else self.leads_to)

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
