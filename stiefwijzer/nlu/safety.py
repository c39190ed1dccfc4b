"""Hearing danger: fixed phrases, read from data/safety/, before anything is learned or guessed.

How a phrase is written (one rule a line, for someone who does not program):

    a word           stands for itself; capitals, accents and punctuation do not matter
    one/two/three    one of these words
    word~            any word that begins so
    (word)           may be there or not; so may one of (one/two)

A phrase under `unless` takes away a find that it overlaps: "geen zelfmoord~" silences "zelfmoord~" there, and only there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from stiefwijzer import settings
from stiefwijzer.errors import UserError

SAFETY_DIR: Final = settings.PROJECT_DIR / "data" / "safety"
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


class SafetyRuleError(UserError):
    """A file in data/safety/ cannot be used; the message names the file and the line of text."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Danger heard in a message: which kind, and from which words; `text == message[start:end]`."""

    label: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rule:
    label: str
    phrases: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]


class SafetyRules:
    """The phrases of data/safety/, in the order in which a find is answered: a danger to life first."""

    def __init__(self, rules: Sequence[_Rule]) -> None:
        self._rules = tuple(rules)

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds of danger that can be heard, the one that is answered first in front."""
        return tuple(rule.label for rule in self._rules)

    @classmethod
    def load(cls, order: Sequence[str], directory: Path = SAFETY_DIR) -> SafetyRules:
        """Read one file a label.

        Raises:
            SafetyRuleError: A file is missing, is about another label, or holds a phrase that cannot be read.
        """
        return cls([_read(directory / f"{label}.yml", label) for label in order])

    def hear(self, message: str) -> Alarm | None:
        """Return the most urgent danger in a message, wherever in it that stands; None when there is none."""
        words = [(found.group(), found.start(), found.end()) for found in _WORD.finditer(message.replace("’", "'"))]
        folded = [_folded(word) for word, _, _ in words]
        starts, line = [], ""
        for word in folded:
            starts.append(len(line) + 1)
            line += f" {word}"
        line += " "
        for rule in self._rules:
            silenced = [match.span() for pattern in rule.unless for match in pattern.finditer(line)]
            for pattern in rule.phrases:
                for match in pattern.finditer(line):
                    if any(start < match.end() and match.start() < end for start, end in silenced):
                        continue
                    first = sum(at <= match.start() + 1 for at in starts) - 1
                    last = sum(at < match.end() for at in starts) - 1
                    start, end = words[first][1], words[last][2]
                    return Alarm(rule.label, message[start:end], start, end)
        return None


def _read(file: Path, label: str) -> _Rule:
    try:
        data: Any = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SafetyRuleError(f"{file.name} is missing: '{label}' could never be heard") from None
    if not isinstance(data, dict) or data.get("label") != label or not data.get("phrases"):
        raise SafetyRuleError(f"{file.name} must hold `label: {label}` and at least one phrase")
    return _Rule(
        label,
        tuple(_compiled(phrase, file) for phrase in data["phrases"]),
        tuple(_compiled(phrase, file) for phrase in data.get("unless") or ()),
    )


def _compiled(phrase: str, file: Path) -> re.Pattern[str]:
    """Turn a phrase into an expression over a line of folded words with one space around each."""
    pattern, must_be_there = "", 0
    for part in re.findall(r"\([^()]*\)|[^\s()]+", str(phrase)):
        choices = [_choice(choice, phrase, file) for choice in part.strip("()").split("/")]
        optional = part.startswith("(")
        pattern += f"(?: (?:{'|'.join(choices)})(?= ))" + ("?" if optional else "")
        must_be_there += not optional
    if not must_be_there:
        raise SafetyRuleError(f"{file.name}: '{phrase}' holds nothing that must be there")
    return re.compile(pattern)


def _choice(choice: str, phrase: str, file: Path) -> str:
    if not choice:
        raise SafetyRuleError(f"{file.name}: '{phrase}' has an empty choice")
    return re.escape(_folded(choice.removesuffix("~"))) + (r"\S*" if choice.endswith("~") else "")


def _folded(word: str) -> str:
    """Return a word in lower case without accents."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(letter)
    )
