"""Where a text stands in the conversation: what leads to it, and what it leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stiefwijzer import labels
from stiefwijzer.content.errors import Entry, line_of
from stiefwijzer.content.spoken import Spoken, spoken

#: How somebody comes to the entries of a part, other than by a button.
_PARTS = {
    "moments": "op een vast moment",
    "problems": "als er iets misgaat",
    "exercises": "in een oefening",
    "telegram": "alleen in Telegram",
}
_BY_WORDS = "als iemand dit schrijft"
_BY_SUBJECT = "als iemand daarover schrijft (data/language/border.yml)"
_IN_DANGER = "als iemand over gevaar schrijft"


@dataclass(frozen=True)
class Place:
    """An entry, its texts, and its place in the conversation.

    Attributes:
        entry: The entry.
        line: Where it begins in its file.
        title: What the button that leads to it says; None when no button does.
        how: How else somebody comes to it, in Dutch; None when only by a button.
        before: What has a button that leads to it.
        after: What its own buttons lead to.
        texts: What is said.
    """

    entry: Entry
    line: int
    title: str | None
    how: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    texts: tuple[Spoken, ...]


def places(entries: Iterable[Entry]) -> list[Place]:
    """Return the entries that hold texts, in the order of the files."""
    ordered = sorted(entries, key=lambda entry: (entry.file.name, _line(entry)))
    before: dict[str, list[str]] = defaultdict(list)
    for entry in ordered:
        for name in _leads_to(entry.value):
            before[name].append(entry.key)
    return [
        Place(
            entry,
            _line(entry),
            _title(entry.value),
            _how(entry),
            tuple(dict.fromkeys(before[entry.key])),
            tuple(dict.fromkeys(_leads_to(entry.value))),
            texts,
        )
        for entry in ordered
        if (texts := tuple(spoken(entry)))
    ]


def source_of(text: Spoken) -> str | None:
    """Return the section of the article that a text names, or the nearest one around it."""
    around: list[Any] = [text.entry.value]
    for step in text.path:
        around.append(around[-1][step])
    return next(
        (str(each["source"]) for each in reversed(around) if isinstance(each, Mapping) and "source" in each), None
    )


def _line(entry: Entry) -> int:
    return line_of(entry.file, (entry.part, entry.key))


def _title(value: Any) -> str | None:
    title = value.get("title") if isinstance(value, Mapping) else None
    return str(title) if title else None


def _how(entry: Entry) -> str | None:
    if entry.key in labels.SAFETY:
        return _IN_DANGER
    if entry.key in (*labels.BORDER, *labels.ELSEWHERE):
        return _BY_SUBJECT
    return _BY_WORDS if entry.part == "answers" else _PARTS.get(entry.part)


def _leads_to(value: Any) -> Iterator[str]:
    """Yield what the buttons of an entry lead to."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key == "leads_to" and isinstance(item, list):
                yield from map(str, item)
            else:
                yield from _leads_to(item)
    elif isinstance(value, list):
        for item in value:
            yield from _leads_to(item)
