"""What the visitors of the benchmark say, and what must be answered: cost is measured here, not understanding.

The lines are plain enough for every contestant to understand. An answer is right when it is exactly what `content/` says,
bubble by bubble.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from actions.asking import without_question
from stiefwijzer.content import Content, PatternAnswer

#: Stands where an answer quotes the visitor, while the text around it is looked up.
_QUOTATION: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """One message, and the label under which its answer stands in `content/`."""

    text: str
    label: str


LINES: Final = (
    Line("hoi", "greet"),
    Line("ik trek me altijd terug als mijn man dichtbij komt", "pattern_avoidant"),
    Line("welke stappen zijn er?", "ask_steps"),
    Line("wat is stap twee?", "ask_step_2"),
    Line("wat betekent hechting eigenlijk?", "explain_attachment"),
    Line("hebben jullie tips voor stiefouders?", "ask_tips_stepparent"),
    Line("wat is een stiefgezin en waarom is het zo moeilijk?", "explain_stepfamily"),
    Line("wat kost een sessie bij de coach?", "ask_contact_price"),
    Line("ben je een robot?", "bot_challenge"),
    Line("dankjewel", "thanks"),
)


@dataclass(frozen=True, slots=True)
class Bubble:
    """What one bubble must say.

    Attributes:
        opening: The text, or the part of it before the quotation.
        closing: The part after the quotation.
        quoted: The message some words of which must stand between the two; None when nothing is quoted.
        otherwise: What it may say instead; None when there is no such thing.
    """

    opening: str
    closing: str = ""
    quoted: str | None = None
    otherwise: str | None = None

    def is_said_by(self, text: str) -> bool:
        """Tell whether a bubble says this and nothing else."""
        if self.quoted is None:
            return text in (self.opening, self.otherwise)
        if not (text.startswith(self.opening) and text.endswith(self.closing)):
            return False
        words = text[len(self.opening) : len(text) - len(self.closing)].strip(_ELLIPSIS)
        return bool(words) and words in self.quoted


Answer = list[Bubble]


class Expected(Protocol):
    """What must be answered in one conversation."""

    def to(self, line: Line) -> Answer:
        """Return the right answer to the next message of the conversation."""
        ...


class FixedAnswer:
    """The same to everything."""

    def __init__(self, text: str) -> None:
        self._answer = [Bubble(text)]

    def to(self, line: Line) -> Answer:
        """Return the right answer to the next message of the conversation."""
        return self._answer


class PlainAnswers:
    """What a bot answers that keeps nothing in mind: no welcome, no quotations, always the first variant."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def to(self, line: Line) -> Answer:
        """Return the right answer to the next message of the conversation."""
        return [Bubble(text) for text in self._content.answers[line.label].bubbles(None)]


class AssistantAnswers:
    """What the assistant answers: first the welcome, then answers that fit the pattern or feeling heard last.

    Args:
        content: Everything it can say.
        quotes: Whether a pattern is named with the visitor's own words, which takes a classifier that hands out evidence.
    """

    def __init__(self, content: Content, *, quotes: bool) -> None:
        self._content = content
        self._quotes = quotes
        self._heard: str | None = None
        self._welcomed = False

    def to(self, line: Line) -> Answer:
        """Return the right answer to the next message of the conversation."""
        welcome = [] if self._welcomed else [Bubble(self._content.moments.welcome.text)]
        self._welcomed = True
        answer = self._content.answers[line.label]
        if isinstance(answer, PatternAnswer):
            self._heard = line.label
            words = _QUOTATION if self._quotes else None
            return welcome + [_around_quotation(text, line.text) for text in answer.bubbles(words)]
        *before, last = answer.bubbles(self._heard)
        # Now and then the assistant asks whether it helped, in the place of its last question.
        asked = f"{without_question(last)} {self._content.moments.helped}"
        return [*welcome, *map(Bubble, before), Bubble(last, otherwise=asked)]


def _around_quotation(text: str, message: str) -> Bubble:
    opening, quotes, closing = text.partition(_QUOTATION)
    return Bubble(opening, closing, message) if quotes else Bubble(text)
