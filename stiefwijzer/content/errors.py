"""What is wrong with the content, where, and in words the coach can use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from stiefwijzer.errors import UserError

_DUTCH = {
    "value_error.missing": "dit veld ontbreekt",
    "value_error.extra": "deze sleutel ken ik niet; is het een tikfout?",
    "value_error.any_str.max_length": "deze tekst is te lang: hoogstens {limit_value} tekens",
    "value_error.any_str.min_length": "deze tekst is te kort: minstens {limit_value} tekens",
    "value_error.list.max_items": "dit zijn er te veel: hoogstens {limit_value}",
    "value_error.list.min_items": "dit zijn er te weinig: minstens {limit_value}",
    "value_error.list.unique_items": "hier staat iets dubbel",
    "value_error.str.regex": "dit is geen geldig adres",
    "type_error.none.not_allowed": "dit mag niet leeg zijn",
    "type_error.dict": "hier horen sleutels met een waarde te staan",
    "type_error.list": "hier hoort een lijst te staan",
    "type_error.str": "hier hoort tekst te staan",
    "value_error.date": "dit is geen datum, zoals 2026-11-22",
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where (line 0 means the whole file) and what, in Dutch."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}: {self.message}" if self.line else f"{self.file.name}: {self.message}"


class ContentError(UserError):
    """The content cannot be used; `problems` lists everything that is wrong, not just the first thing."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Entry:
    """One keyed value of one part, and the file it stands in."""

    file: Path
    part: str
    key: str
    value: Any

    def problem(self, message: str, *path: str | int) -> Problem:
        """Return what is wrong at `path` within this entry, with its line."""
        return Problem(self.file, line_of(self.file, (self.part, self.key, *path)), f"{self.key}: {message}")


def in_dutch(error: Any) -> str:
    """Return one of pydantic's errors as a Dutch sentence."""
    where = ".".join(str(step) for step in error["loc"] if isinstance(step, str) and step != "__root__")
    known = _DUTCH.get(error["type"])
    message = known.format(**error.get("ctx", {})) if known else error["msg"]
    return f"{where}: {message}" if where else message


@lru_cache(maxsize=64)
def _with_lines(text: str) -> Any:
    """Return what a file holds, with the line of each part: read once, as every text is asked for its line."""
    return YAML(typ="rt").load(text)


def line_of(file: Path, path: Sequence[str | int]) -> int:
    """Return the line (from 1) of the deepest part of `path` that stands in the file; 0 if none does."""
    node: Any = _with_lines(file.read_text(encoding="utf-8"))
    line = 0
    for step in path:
        if isinstance(node, CommentedMap) and step in node:
            line = node.lc.key(step)[0] + 1
        elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            line = node.lc.item(step)[0] + 1
        else:
            break
        node = node[step]
    return line
