"""What is said when no label asks for it, and the quick replies that are no subject."""

from __future__ import annotations

import re
from typing import Final

from pydantic import conlist

from stiefwijzer.content.answers import MAX_NAMED_WORDS
from stiefwijzer.content.exercises import SENTENCE
from stiefwijzer.content.parts import MAX_QUICK_REPLIES, Sentence, Strict, Title
from stiefwijzer.limits import MAX_QUOTED_WORDS

#: Filled in while talking too: two things that were heard in one message, each with its words.
#: The name of a step.
STEP_NAMED: Final = "{step}"
FIRST_HEARD: Final = "{first}"
SECOND_HEARD: Final = "{second}"


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


class Named(Sentence):
    """A sentence with places that are filled in while talking."""

    places: tuple[str, ...] = ()

    @classmethod
    def validate(cls, value: str) -> str:
        """Return the text, or raise ValueError (Dutch) when a place is missing or it gets too long."""
        for place in cls.places:
            if place not in value:
                raise ValueError(f"hierin moet {place} staan")
        filled = value
        for place in cls.places:
            filled = filled.replace(place, "woord " * MAX_NAMED_WORDS)
        super().validate(filled)
        return " ".join(value.split())


class WithStep(Named):
    """A sentence that names a step."""

    places = (STEP_NAMED,)


class WithSentence(Named):
    """A sentence that names what somebody wanted to try."""

    places = (SENTENCE,)


class Button(Strict):
    """A quick reply of its own, for what is no subject."""

    title: Title


class Buttons(Strict):
    """The quick replies that are no subject, by what they do (actions/choosing.py)."""

    stop: Title
    skip: Title
    explain: Title
    keep: Title
    read: Title
    forget: Title
    resume: Title
    sentences: Title
    helped: Title
    not_helped: Title
    bioparent: Title
    stepparent: Title
    both: Title


class SmallTalk(Strict):
    """What is said to a nuance that asks for an answer of its own."""

    ashamed: Offer
    angry: Offer
    swearing: Offer
    no_help: Offer
    how_are_you: Offer
    silence: Offer


class Path(Strict):
    """What is said about the way along the steps.

    Attributes:
        last_time: Said behind the welcome in a new session.
        go_on: To a greeting then; one of the three questions below follows.
        here: To "waar was ik".
        done: Behind it, which steps were done.
        half: The question when an exercise was put aside.
        onwards: The question when the step is done.
        again: The question when it is not.
        nowhere: To "waar was ik" when no step was looked at yet.
    """

    last_time: WithStep
    go_on: Sentence
    here: WithStep
    done: WithStep
    half: Sentence
    onwards: Sentence
    again: Sentence
    nowhere: Offer


class Exercising(Strict):
    """What is said in an exercise besides its own texts.

    Attributes:
        noted: To an answer of a word or two.
        waiting: To something that is no answer; the question follows.
        stopped: To "stop".
        first: To "terug" at the first question.
        kept: When somebody wants the answers kept.
        answers: Before the answers that were kept.
        none_kept: When there are none.
        forgotten: When they were forgotten.
        which_sentences: When no pattern was heard, and sentences to try are asked for.
    """

    noted: Sentence
    waiting: Sentence
    stopped: Offer
    first: Sentence
    kept: Sentence
    answers: Sentence
    none_kept: Offer
    forgotten: Offer
    which_sentences: Sentence


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
    ask_role: Sentence
    role_known: Offer
    been_there: Offer
    misread: Offer
    helped: Sentence
    thanks_helped: Offer
    thanks_not_helped: Offer
    still_trying: WithSentence
    path: Path
    exercising: Exercising
    small_talk: SmallTalk
