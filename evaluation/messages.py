"""Reading the examples to learn from and the messages to measure on, both with the place of what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from stiefwijzer.errors import UserError
from stiefwijzer.labels import label_of
from stiefwijzer.settings import PROJECT_DIR

TRAINING_DIR: Final = PROJECT_DIR / "data" / "nlu"
HELD_OUT: Final = PROJECT_DIR / "tests" / "nlu" / "held_out.yml"
PUBLIC: Final = PROJECT_DIR.parent / "shared" / "eval" / "public.yml"

_KEYS: Final = frozenset({"id", "text", "labels", "role", "about"})


class DataError(UserError):
    """A file of examples or messages cannot be used; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Example:
    """One message to learn from.

    Attributes:
        text: What somebody says.
        labels: What is in it, the intent it stands under first.
        about: Whom it is about, when that is not the person who writes.
    """

    text: str
    labels: tuple[str, ...]
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """One message to measure on.

    Attributes:
        id: Its name in its file.
        text: What somebody says.
        labels: What is in it, the one to answer first in front; empty when asking back is right.
        about: Whom it is about, when that is not the person who writes.
        source: Which file it comes from, without its ending.
    """

    id: str
    text: str
    labels: tuple[str, ...]
    about: str | None = None
    source: str = ""


def read_training(directory: Path = TRAINING_DIR) -> list[Example]:
    """Return the examples of every file of a directory, in the order of the names of the files.

    Raises:
        DataError: A file cannot be used, or there is none.
    """
    examples = [example for file in sorted(directory.glob("*.yml")) for example in _training(file)]
    if not examples:
        raise DataError(f"there are no examples to learn from in {directory.name}/")
    return examples


def read_measured(file: Path) -> list[Measured]:
    """Return the messages of a file.

    Raises:
        DataError: The file is missing or cannot be used.
    """
    entries = _load(file)
    if not isinstance(entries, list) or not entries:
        raise DataError(f"{file.name} must be a list of messages, each with id, text and labels")
    messages = [_measured(entry, file, line) for entry, line in _with_lines(entries)]
    seen: dict[str, int] = {}
    for message, (_, line) in zip(messages, _with_lines(entries), strict=True):
        if message.id in seen:
            raise DataError(f"{file.name}:{line}: the id {message.id} stands on line {seen[message.id]} too")
        seen[message.id] = line
    return messages


def _training(file: Path) -> Iterator[Example]:
    data = _load(file)
    entries = data.get("nlu") if isinstance(data, Mapping) else None
    if not isinstance(entries, list):
        raise DataError(f"{file.name} must hold a list under `nlu`")
    for entry, line in _with_lines(entries):
        intent = entry.get("intent") if isinstance(entry, Mapping) else None
        if not isinstance(intent, str):
            raise DataError(f"{file.name}:{line}: this entry names no intent")
        metadata = entry.get("metadata") or {}
        if not isinstance(metadata, Mapping):
            raise DataError(f"{file.name}:{line}: the metadata of {intent} must be keys with values")
        labels = (label_of(intent), *_names(metadata.get("also", []), file, line, "also"))
        about = _optional_name(metadata.get("about"), file, line, "about")
        for text in _texts(entry.get("examples"), file, line, intent):
            yield Example(text, labels, about)


def _texts(examples: Any, file: Path, line: int, intent: str) -> Iterator[str]:
    if not isinstance(examples, str) or not examples.strip():
        raise DataError(f"{file.name}:{line}: the examples of {intent} must be lines that begin with a dash")
    for number, each in enumerate(examples.splitlines(), 1):
        if not each.strip():
            continue
        text = each.strip().removeprefix("-").strip()
        if not each.startswith("-") or not text:
            raise DataError(f"{file.name}:{line}: example {number} of {intent} must be a dash and a message: {each!r}")
        yield text


def _measured(entry: Any, file: Path, line: int) -> Measured:
    if not isinstance(entry, Mapping):
        raise DataError(f"{file.name}:{line}: a message must have id, text and labels")
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise DataError(f"{file.name}:{line}: there is no key {unknown[0]!r} for a message")
    text, name = entry.get("text"), entry.get("id")
    if not isinstance(text, str) or not text.strip():
        raise DataError(f"{file.name}:{line}: a message must have a text")
    if not isinstance(name, str | int):
        raise DataError(f"{file.name}:{line}: a message must have an id")
    if "labels" not in entry:
        raise DataError(f"{file.name}:{line}: a message must have labels; write [] when asking back is right")
    labels = _names(entry["labels"], file, line, "labels")
    about = _optional_name(entry.get("about"), file, line, "about")
    return Measured(str(name), text, labels, about, file.stem)


def _names(value: Any, file: Path, line: int, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise DataError(f"{file.name}:{line}: `{key}` must be a list of labels")
    if len(set(value)) < len(value):
        raise DataError(f"{file.name}:{line}: `{key}` names a label twice")
    return tuple(str(name) for name in value)


def _optional_name(value: Any, file: Path, line: int, key: str) -> str | None:
    if value is not None and not (isinstance(value, str) and value):
        raise DataError(f"{file.name}:{line}: `{key}` must be one word")
    return value


def _with_lines(entries: Any) -> Sequence[tuple[Any, int]]:
    return [(entry, entries.lc.item(number)[0] + 1) for number, entry in enumerate(entries)]


def _load(file: Path) -> Any:
    try:
        return YAML(typ="rt").load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"{file.name} is not there") from None
    except (YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file.name}:{mark.line + 1}" if mark else file.name
        raise DataError(f"{where}: this is no YAML: {getattr(error, 'problem', None) or error}") from None
