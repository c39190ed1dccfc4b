"""The smallest parts of the content, and their limits: a text, a title, a bubble."""

from __future__ import annotations

import re
from typing import Final

from pydantic import BaseModel, ConstrainedStr, Extra

from stiefwijzer.limits import MAX_QUOTED_WORDS

#: Limits of a turn (design: at most three short bubbles). The third bubble is kept free for the welcome.
MAX_BUBBLES: Final = 2
MAX_WORDS: Final = 60
MAX_TITLE: Final = 24
MAX_QUICK_REPLIES: Final = 4

#: Filled in while talking; everything else in braces is a fact about the coach, filled in while loading.
WORDS_HEARD: Final = "{words}"


class Strict(BaseModel):
    """A part that holds what it names and nothing else."""

    class Config:
        """As pydantic reads it."""

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


class Bubble(Strict):
    """One speech bubble and the section of the article its content comes from."""

    text: Sentence
    source: str


def joined(names: str, *texts: str) -> str:
    """Return texts as the one bubble they share, or raise ValueError (Dutch, with `names`) when it gets too long."""
    try:
        return Sentence.validate(" ".join(texts))
    except ValueError as error:
        raise ValueError(f"{names} komen in één tekstballon; {error}") from None
