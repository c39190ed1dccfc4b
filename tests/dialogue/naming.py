"""Which texts of content/ a bubble was made of, by their names: the coach may change a text, and no conversation breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from actions.asking import without_question
from stiefwijzer.content import Content

#: Keys that hold no text a visitor reads in a bubble.
_NO_TEXTS: Final = frozenset(
    {"source", "leads_to", "words", "begun", "step", "explained_by", "title", "helplines", "exercise"}
)
_PLACE: Final = re.compile(r"\\\{\w+\\\}")


class Names:
    """Knows every text by its name, such as "ask_step_3.variants.any.0" or "reflection.questions.1"."""

    def __init__(self, texts: Content) -> None:
        said = {**texts.answers, **texts.exercises, **{name: getattr(texts.moments, name) for name in _moments(texts)}}
        said["intake"] = texts.intake.says
        self._patterns = [
            (name, re.compile(_pattern(text)))
            for key, part in said.items()
            for name, text in _texts(part.dict() if hasattr(part, "dict") else part, key)
        ]

    def all(self) -> list[str]:
        """Return the name of every text."""
        return [name for name, _ in self._patterns]

    def of(self, bubbles: Sequence[str]) -> list[str]:
        """Return the names of all texts in some bubbles."""
        return [name for name, pattern in self._patterns if any(pattern.search(bubble) for bubble in bubbles)]


def _moments(texts: Content) -> list[str]:
    return [name for name in texts.moments.__fields__ if name not in ("yes", "no")]


def _texts(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield the texts in a part of the content with their names; `text` itself and numbers of bubbles are left out."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in _NO_TEXTS:
                yield from _texts(each, name if key in ("text", "variants") else f"{name}.{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from _texts(each, f"{name}.{number}")


def _pattern(text: str) -> str:
    """Return what finds a text in a bubble: anything in its places, and without its last question, which may change."""
    kept = without_question(text).strip()
    usable = kept if len(kept.split()) > 3 else text
    return r"(?<!\w)" + _PLACE.sub(".+?", re.escape(usable))
