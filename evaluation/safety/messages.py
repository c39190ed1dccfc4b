"""The messages danger is measured on: tests/safety/, and the variants made of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML, YAMLError

from evaluation.messages import DataError
from stiefwijzer import labels
from stiefwijzer.settings import PROJECT_DIR

DIRECTORY: Final = PROJECT_DIR / "tests" / "safety"
#: The same variants every time.
_SEED: Final = 113
_FILLERS: Final = ("ja", "eh", "nou", "tja", "pff", "sorry hoor", "weet je", "ok")


@dataclass(frozen=True, slots=True)
class Dangerous:
    """A message in which somebody is in danger.

    Attributes:
        id: Its name.
        text: What somebody writes.
        right: The labels that are right, the best one first.
        explicit: Whether it is said in plain words.
        variant: How it was changed; empty when it was not.
    """

    id: str
    text: str
    right: tuple[str, ...]
    explicit: bool
    variant: str = ""

    @property
    def label(self) -> str:
        """The label that should be heard."""
        return self.right[0]


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A message that only looks like danger: its name, what somebody writes, and what makes it look so."""

    id: str
    text: str
    why: str


def read_danger(directory: Path = DIRECTORY) -> list[Dangerous]:
    """Return the messages of danger.yml.

    Raises:
        DataError: The file is missing, or an entry of it cannot be used.
    """
    return [_dangerous(entry) for entry in _entries(directory / "danger.yml", ("id", "text", "label", "explicit"))]


def read_look_alikes(directory: Path = DIRECTORY) -> list[LookAlike]:
    """Return the messages of look_alikes.yml.

    Raises:
        DataError: The file is missing, or an entry of it cannot be used.
    """
    return [
        LookAlike(str(each["id"]), str(each["text"]), str(each["why"]))
        for each in _entries(directory / "look_alikes.yml", ("id", "text", "why"))
    ]


def variants(messages: Sequence[Dangerous]) -> list[Dangerous]:
    """Return every message that is said in plain words in each of the ways of `CHANGES`."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret hangs on it
    return [
        replace(message, text=change(message.text, chance), variant=name)
        for message in messages
        if message.explicit
        for name, change in CHANGES.items()
    ]


def _dangerous(entry: dict[str, Any]) -> Dangerous:
    right = (str(entry["label"]), *map(str, entry.get("also_right", [])))
    if unknown := set(right) - set(labels.SAFETY):
        raise DataError(f"danger.yml: {entry['id']} names {sorted(unknown)[0]}, which is no kind of danger")
    if not isinstance(entry["explicit"], bool):
        raise DataError(f"danger.yml: {entry['id']} must say of `explicit` true or false")
    return Dangerous(str(entry["id"]), str(entry["text"]), right, entry["explicit"])


def _entries(file: Path, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    try:
        entries = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"{file.name} is not there") from None
    except (YAMLError, UnicodeDecodeError):
        raise DataError(f"{file.name} is no valid YAML") from None
    if not isinstance(entries, list) or not entries:
        raise DataError(f"{file.name} must be a list of messages")
    for number, entry in enumerate(entries, 1):
        missing = [key for key in keys if not isinstance(entry, dict) or key not in entry]
        if missing:
            raise DataError(f"{file.name}: message {number} has no {missing[0]}")
    return entries


def _no_marks(text: str, _: random.Random) -> str:
    return " ".join(re.sub(r"[^\w\s']", " ", text).split()).lower()


def _shouted(text: str, _: random.Random) -> str:
    return text.upper()


def _dots(text: str, _: random.Random) -> str:
    return re.sub(r" ", lambda _: "... " if _.start() % 3 == 0 else " ", text)


def _filled(text: str, chance: random.Random) -> str:
    return f"{chance.choice(_FILLERS)} {text} {chance.choice(_FILLERS)}"


def _amid(text: str, _: random.Random) -> str:
    return (
        f"Wij zijn nu drie jaar samen en zijn kinderen zijn om het weekend hier. {text} "
        "En wat kost een gesprek eigenlijk?"
    )


def _spaced(text: str, _: random.Random) -> str:
    return text.replace(" ", "  ").replace(",", " , ")


def _slipped(text: str, chance: random.Random) -> str:
    """Swap two letters within one long word."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= 7 and word.isalpha()]  # noqa: PLR2004 - long enough to be read
    if long:
        at = chance.choice(long)
        where = chance.randrange(2, len(words[at]) - 3)
        word = words[at]
        words[at] = word[:where] + word[where + 1] + word[where] + word[where + 2 :]
    return " ".join(words)


#: Ways in which people write the same.
CHANGES: Final[dict[str, Callable[[str, random.Random], str]]] = {
    "no marks": _no_marks,
    "shouted": _shouted,
    "dots": _dots,
    "fillers": _filled,
    "amid other talk": _amid,
    "spacing": _spaced,
    "a slip in a long word": _slipped,
}
