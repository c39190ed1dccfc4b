"""What is said to danger: no tips and nothing to buy, only the way to people, those of somebody's own country first."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import conlist, validator

from stiefwijzer.content.parts import Sentence, Strict, Title, joined

#: Countries with helplines, in the order in which they are named when nothing is known of somebody.
COUNTRIES: Final = ("NL", "BE")
#: The opening for when it is not known whose danger it is.
ANY: Final = "any"
About = Literal["self", "other", "done", "any", "suicide", "violence", "child"]


class Lines(Strict):
    """Where one can turn to, one sentence a country."""

    NL: Sentence
    BE: Sentence

    def in_order(self, country: str | None) -> list[str]:
        """Return the sentences, that of `country` first."""
        return [getattr(self, each) for each in ordered(country)]


class Instead(Strict):
    """What is said instead after one of the openings."""

    lines: Lines
    closing: Sentence
    helplines: conlist(str, min_items=1, unique_items=True)  # type: ignore[valid-type]


class SafetyAnswer(Strict):
    """What is said to one kind of danger.

    Attributes:
        openings: The first bubble, by whose danger it is; or by what an unclear message may be about.
        lines: Where one can turn to.
        closing: What ends the second bubble: direct danger, and calling safely.
        helplines: The lines one can call or open from the answer.
        instead: What takes the place of the last three after one of the openings.
        quiet: What is said while the conversation stays careful.
        over: The quick reply that says it is all right; none where only words do.
        afterwards: What is said when somebody says that it is all right.
    """

    openings: dict[About, Sentence]
    lines: Lines
    closing: Sentence
    helplines: conlist(str, min_items=1, unique_items=True)  # type: ignore[valid-type]
    instead: dict[About, Instead] = {}  # noqa: RUF012 - pydantic copies it
    quiet: Sentence
    over: Title | None = None
    afterwards: Sentence
    leads_to: conlist(str, max_items=0) = []  # type: ignore[valid-type]  # noqa: RUF012

    @validator("closing")
    def _fits_a_bubble(cls, closing: str, values: dict[str, Any]) -> str:  # noqa: N805
        if "lines" in values:
            joined("lines en closing", *values["lines"].in_order(None), closing)
        return closing

    @validator("instead")
    def _instead_fits(cls, instead: dict[str, Instead], values: dict[str, Any]) -> dict[str, Instead]:  # noqa: N805
        for about, parts in instead.items():
            if about not in values.get("openings", {}):
                raise ValueError(f"'{about}' staat niet bij openings")
            joined(f"lines en closing van {about}", *parts.lines.in_order(None), parts.closing)
        return instead

    def bubbles(self, about: str | None = None, country: str | None = None) -> list[str]:
        """Return two bubbles: what was heard, and where to turn to.

        Args:
            about: Whose danger it is, one of the keys of `openings`; anything else says nothing about that.
            country: "NL" or "BE" when it is known; its lines come first.
        """
        parts = self._parts(about)
        return [self.opening(about), " ".join([*parts.lines.in_order(country), parts.closing])]

    def opening(self, about: str | None) -> str:
        """Return the first bubble; that for anybody when there is none of its own."""
        openings = {str(key): str(text) for key, text in self.openings.items()}
        return openings.get(about or ANY) or openings.get(ANY) or next(iter(openings.values()))

    def lines_to_call(self, about: str | None, country: str | None) -> list[str]:
        """Return the names of the helplines to call or open, those of `country` first."""
        named: list[str] = list(self._parts(about).helplines)
        return [named[1], named[0], *named[2:]] if ordered(country)[0] == "BE" and len(named) > 1 else named

    def _parts(self, about: str | None) -> Any:
        instead = {str(key): parts for key, parts in self.instead.items()}
        return instead.get(about or ANY, self)


def ordered(country: str | None) -> list[str]:
    """Return the countries, the one somebody is in first."""
    return sorted(COUNTRIES, key=lambda each: each != (country or COUNTRIES[0]))
