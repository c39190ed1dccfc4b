"""What an exercise is made of: a few questions one at a time, and what is said when they are done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import conlist, validator

from stiefwijzer.content.parts import MAX_BUBBLES, MAX_QUICK_REPLIES, Bubble, Sentence, Strict, Title
from stiefwijzer.limits import MAX_QUOTED_WORDS

#: At most so many questions: more than six is no walk but an interview.
MAX_QUESTIONS: Final = 6
#: Room for "stop" stays free among the quick replies of a question.
MAX_CHOICES: Final = MAX_QUICK_REPLIES - 1
#: The ending when every question was skipped, and when no other fits.
NOTHING: Final = "nothing"
ANY: Final = "any"
#: The place of an answer in an ending ("{1}"), and of a sentence that was chosen to try in a question.
_PLACE: Final = re.compile(r"\{([1-9])\}")
SENTENCE: Final = "{sentence}"
#: Stands for the sentences to try that fit the pattern heard before (`sentences_anxious` and so on).
SENTENCES: Final = "sentences"
#: What stands where an answer was skipped.
LEFT_OPEN: Final = "…"


_DENYING: Final = frozenset({"niet", "geen", "nooit"})


class Choice(Strict):
    """One of the answers that are offered.

    Attributes:
        title: On the quick reply.
        words: Words by which a typed answer is known to be this one.
        says: What is said to it.
    """

    title: Title
    words: conlist(str, unique_items=True) = []  # type: ignore[valid-type]  # noqa: RUF012
    says: Bubble


class Question(Strict):
    """One question of an exercise.

    Attributes:
        text: The question.
        source: The section of the article it comes from.
        explained: What is said to "wat bedoel je" and "nog een".
        reply: What is said to an answer that is none of the choices.
        choices: Answers that are offered.
        begun: Beginnings of the question's own sentence, which an answer may repeat and the ending should not.
    """

    text: Sentence
    source: str
    explained: Sentence
    reply: Sentence
    choices: conlist(Choice, max_items=MAX_CHOICES) = []  # type: ignore[valid-type]  # noqa: RUF012
    begun: conlist(str, unique_items=True) = []  # type: ignore[valid-type]  # noqa: RUF012

    def choice_in(self, text: str) -> int | None:
        """Return which of the choices a typed answer is: by its title, or by its words; None when it is no one's, or two's.

        What is denied ("het hielp niet") is a choice only when its words hold the denial.
        """
        words = re.findall(r"\w+", text.lower())
        for at, choice in enumerate(self.choices):
            if words == re.findall(r"\w+", choice.title.lower()):
                return at
        said, denied = set(words), _DENYING.intersection(words)
        fitting = {
            at: len(said.intersection(choice.words))
            for at, choice in enumerate(self.choices)
            if not said.isdisjoint(choice.words) and (not denied or not denied.isdisjoint(choice.words))
        }
        best = [at for at, words_found in fitting.items() if words_found == max(fitting.values())]
        return best[0] if len(best) == 1 else None

    def is_begun(self, text: str) -> bool:
        """Tell whether a text goes on with the sentence that the question asks to finish."""
        words = " ".join(text.lower().split())
        return any(words.startswith(f"{beginning} ") for beginning in self.begun)

    def piece(self, text: str) -> str:
        """Return an answer as it stands in an ending: one line, without the beginning it repeats, not too long."""
        words = text.split()
        for beginning in self.begun:
            opening = beginning.split()
            if [word.lower().strip(",") for word in words[: len(opening)]] == opening:
                words = words[len(opening) :]
                break
        cut = words[:MAX_QUOTED_WORDS]
        piece = " ".join(cut).strip(" .,;:!?…\"“”'‘’")
        return f"{piece} …" if len(words) > len(cut) else piece or LEFT_OPEN


class Exercise(Strict):
    """A few questions, one at a time.

    Attributes:
        title: On the quick reply that begins it.
        step: The step of the article it belongs to.
        private: Whether what is answered is left out of what is kept of the conversation, unless somebody wants it kept.
        remembers: Whether the choice is a sentence to try, of which it is asked later how it went.
        begin: What is said before the first question.
        questions: The questions.
        ends: What is said afterwards: `any`, `nothing` when every question was skipped, or by the pattern heard before.
        leads_to: The quick replies then.
    """

    title: Title
    step: str
    private: bool = False
    remembers: bool = False
    begin: Sentence
    questions: conlist(Question, min_items=1, max_items=MAX_QUESTIONS)  # type: ignore[valid-type]
    ends: dict[str, conlist(Bubble, min_items=1, max_items=MAX_BUBBLES)]  # type: ignore[valid-type]
    leads_to: conlist(str, min_items=2, max_items=MAX_QUICK_REPLIES, unique_items=True)  # type: ignore[valid-type]

    @validator("ends")
    def _can_end(cls, ends: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:  # noqa: N805
        if ANY not in ends:
            raise ValueError("het einde 'any' ontbreekt: dat wordt gezegd als geen ander past")
        asked = len(values.get("questions", ()))
        for bubble in (bubble for end in ends.values() for bubble in end):
            if any(int(place) > asked for place in _PLACE.findall(bubble.text)):
                raise ValueError(f"er zijn maar {asked} vragen om in te vullen")
            Sentence.validate(_PLACE.sub("woord " * MAX_QUOTED_WORDS, bubble.text))
        return ends

    def ending(self, heard: str | None, pieces: Mapping[int, str] | None = None) -> list[str]:
        """Return the bubbles of the ending.

        Args:
            heard: The pattern heard before, or `nothing`.
            pieces: The answers by the number of their question, from 1.
        """
        filled = pieces or {}
        return [
            _PLACE.sub(lambda place: filled.get(int(place[1]), LEFT_OPEN), bubble.text)
            for bubble in self.ends.get(heard or ANY) or self.ends[ANY]
        ]
