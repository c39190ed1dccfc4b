"""Read `content/`, check it whole, and say in Dutch what is wrong, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from stiefwijzer import labels
from stiefwijzer.content.schema import (
    WORDS_HEARD,
    Answer,
    Coach,
    Content,
    Helpline,
    Moments,
    PatternAnswer,
    Sentence,
)

CONTENT_DIR = Path(__file__).parents[2] / "content"

#: The parts of the content; a file may hold any of them, a key only once over all files.
PARTS = ("answers", "coach", "helplines", "moments", "problems", "sections")

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
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


class ContentError(Exception):
    """The content cannot be used; `problems` lists everything that is wrong, not just the first thing."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class _Entry:
    """One keyed value of one part, and the file it stands in."""

    file: Path
    part: str
    key: str
    value: Any

    def problem(self, message: str, *path: str | int) -> Problem:
        return Problem(self.file, _line(self.file, (self.part, self.key, *path)), f"{self.key}: {message}")


def load(directory: Path = CONTENT_DIR) -> Content:
    """Return everything the assistant says.

    Raises:
        ContentError: A file cannot be read, holds something unknown, misses something, or breaks a limit.
    """
    problems: list[Problem] = []
    parts = _read(directory, problems)
    content = _build(directory, parts, problems)
    if content is None or problems:
        raise ContentError(sorted(problems, key=lambda problem: (problem.file, problem.line)))
    return content


def _read(directory: Path, problems: list[Problem]) -> dict[str, dict[str, _Entry]]:
    parts: dict[str, dict[str, _Entry]] = {part: {} for part in PARTS}
    for file in sorted(directory.glob("*.yml")):
        try:
            data = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        except MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            problems.append(Problem(file, line, f"dit is geen geldige YAML ({error.problem})"))
            continue
        except UnicodeDecodeError:
            problems.append(Problem(file, 0, "dit bestand is niet in UTF-8 opgeslagen"))
            continue
        for part, values in (data if isinstance(data, dict) else {"": data}).items():
            if part not in PARTS or not isinstance(values, dict):
                problems.append(Problem(file, _line(file, (part,)), f"'{part}' hoort hier niet; wel: {', '.join(PARTS)}"))
                continue
            for key, value in values.items():
                entry = _Entry(file, part, str(key), value)
                if key in parts[part]:
                    problems.append(entry.problem(f"staat ook al in {parts[part][key].file.name}"))
                parts[part][str(key)] = entry
    return parts


def _build(directory: Path, parts: dict[str, dict[str, _Entry]], problems: list[Problem]) -> Content | None:
    for part in PARTS:
        if not parts[part]:
            problems.append(Problem(directory, 0, f"het onderdeel '{part}' ontbreekt"))
    if problems:
        return None
    coach = _whole(Coach, parts["coach"], problems)
    facts = _facts(coach) if coach else None
    for entry in _fill_in(parts, facts or {}, problems if facts else []):
        parts[entry.part][entry.key] = entry
    moments = _whole(Moments, parts["moments"], problems)
    answers = _each(parts["answers"], _answer_model, problems)
    helplines = _each(parts["helplines"], lambda _: Helpline, problems)
    problem_texts = {key: entry.value for key, entry in parts["problems"].items()}
    for key, text in problem_texts.items():
        try:
            problem_texts[key] = Sentence.validate(text)
        except (TypeError, ValueError) as error:
            problems.append(parts["problems"][key].problem(str(error)))
    problems.extend(_broken_references(parts))
    if problems or coach is None or moments is None:
        return None
    return Content(
        coach=coach,
        helplines=helplines,
        sections={key: str(entry.value) for key, entry in parts["sections"].items()},
        answers=answers,
        moments=moments,
        problems=problem_texts,
    )


def _answer_model(label: str) -> type[BaseModel]:
    return PatternAnswer if label in (*labels.PATTERNS, *labels.FEELINGS) else Answer


def _facts(coach: Coach) -> dict[str, str]:
    """Return the facts about the coach that texts may use between braces."""
    return {f"coach_{name}": str(value) for name, value in coach.dict().items() if value is not None}


def _fill_in(parts: dict[str, dict[str, _Entry]], facts: dict[str, str], problems: list[Problem]) -> Iterator[_Entry]:
    def fill(value: Any, entry: _Entry, path: tuple[str | int, ...]) -> Any:
        if isinstance(value, dict):
            return {key: fill(item, entry, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [fill(item, entry, (*path, index)) for index, item in enumerate(value)]
        if not isinstance(value, str):
            return value
        unknown = {name for name in _PLACEHOLDER.findall(value) if name not in facts and f"{{{name}}}" != WORDS_HEARD}
        for name in sorted(unknown):
            problems.append(entry.problem(f"{{{name}}} kan ik niet invullen; wel: {', '.join(sorted(facts))}", *path))
        return _PLACEHOLDER.sub(lambda match: facts.get(match[1], match[0]), value)

    for part in ("answers", "moments", "problems"):
        for entry in list(parts[part].values()):
            yield _Entry(entry.file, part, entry.key, fill(entry.value, entry, ()))


def _whole(model: type[BaseModel], entries: dict[str, _Entry], problems: list[Problem]) -> Any:
    """Build one model from all entries of a part; None when something is wrong."""
    anywhere = next(iter(entries.values()))
    try:
        return model(**{key: entry.value for key, entry in entries.items()})
    except ValidationError as errors:
        for error in errors.errors():
            key, *path = error["loc"]
            entry = entries.get(str(key))
            if entry is None:
                problems.append(Problem(anywhere.file, 0, f"'{key}' ontbreekt in '{anywhere.part}'"))
            else:
                problems.append(entry.problem(_dutch(error), *path))
        return None


def _each(entries: dict[str, _Entry], model: Any, problems: list[Problem]) -> dict[str, Any]:
    """Build a model for every entry of a part, leaving out (and reporting) what is wrong."""
    built = {}
    for key, entry in entries.items():
        try:
            built[key] = model(key)(**entry.value) if isinstance(entry.value, dict) else None
        except ValidationError as errors:
            problems.extend(entry.problem(_dutch(error), *error["loc"]) for error in errors.errors())
        else:
            if built[key] is None:
                problems.append(entry.problem(_DUTCH["type_error.dict"]))
    return built


def _dutch(error: Any) -> str:
    where = ".".join(str(step) for step in error["loc"] if isinstance(step, str) and step != "__root__")
    message = _DUTCH.get(error["type"], error["msg"]).format(**error.get("ctx", {}))
    return f"{where}: {message}" if where else message


def _broken_references(parts: dict[str, dict[str, _Entry]]) -> Iterator[Problem]:
    """Yield what points nowhere: a button without an answer, a claim without a section, a label without an answer."""
    answers, sections = parts["answers"], parts["sections"]
    for label in labels.LABELS:
        if label not in answers:
            anywhere = next(iter(answers.values()))
            yield Problem(anywhere.file, 0, f"er is geen antwoord op '{label}'")
    for entry in answers.values():
        if entry.key not in labels.LABELS:
            yield entry.problem("dit is geen label dat de assistent kan horen")
        for path, key, value in _walk(entry.value):
            if key == "source" and value not in sections:
                yield entry.problem(f"het artikel heeft geen deel '{value}' (zie sections.yml)", *path)
            if key == "variants" and isinstance(value, dict):
                for label in sorted(set(value) - {"any", *labels.PATTERNS, *labels.FEELINGS}):
                    yield entry.problem(f"'{label}' is geen patroon of gevoel", *path, label)
    for entry in (*answers.values(), *parts["moments"].values()):
        leads_to = entry.value.get("leads_to") if isinstance(entry.value, dict) else None
        for index, label in enumerate(leads_to or ()):
            if label not in answers:
                yield entry.problem(f"de knop '{label}' heeft geen antwoord", "leads_to", index)
            if label == entry.key:
                yield entry.problem("deze knop leidt naar zichzelf", "leads_to", index)


def _walk(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        yield (*path, key), key, item
        yield from _walk(item, (*path, key))


def _line(file: Path, path: Sequence[str | int]) -> int:
    """Return the line (from 1) of the deepest part of `path` that stands in the file; 0 if none does."""
    node: Any = YAML(typ="rt").load(file.read_text(encoding="utf-8"))
    line = 0
    for step in path:
        if not hasattr(node, "lc") or (isinstance(node, dict) and step not in node):
            break
        if isinstance(node, list) and not (isinstance(step, int) and step < len(node)):
            break
        position = node.lc.key(step) if isinstance(node, dict) else node.lc.item(step)
        line = position[0] + 1
        node = node[step]
    return line
