"""Read `content/`, check it whole, and say in Dutch what is wrong, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError, parse_obj_as
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from stiefwijzer import labels, settings
from stiefwijzer.content.errors import ContentError, Entry, Problem, in_dutch, line_of
from stiefwijzer.content.exercises import MAX_QUESTIONS, Exercise
from stiefwijzer.content.intake import FILLED_IN, IntakeTexts
from stiefwijzer.content.parts import Sentence
from stiefwijzer.content.references import broken
from stiefwijzer.content.safety import SafetyAnswer
from stiefwijzer.content.schema import Answer, Buttons, Coach, Content, Helpline, Moments, PatternAnswer
from stiefwijzer.content.telegram import Telegram

CONTENT_DIR = Path(__file__).parents[2] / "content"

#: The parts of the content; a file may hold any of them, a key only once over all files.
PARTS = (
    "answers",
    "buttons",
    "coach",
    "exercises",
    "helplines",
    "intake",
    "moments",
    "problems",
    "sections",
    "telegram",
    "topics",
)

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
#: Which placeholders a text may hold besides the facts about the coach, by the last two steps on the way to it.
_FILLED_IN_WHILE_TALKING: dict[tuple[str | int, ...], tuple[str, ...]] = {
    ("opening", "heard"): ("words",),
    **{(role, "heard"): ("words",) for role in labels.ROLES},
    **dict.fromkeys((("path", "last_time"), ("path", "here"), ("path", "done")), ("step",)),
    ("moments", "still_trying"): ("sentence",),
    ("exercises", "ends"): tuple(map(str, range(1, MAX_QUESTIONS + 1))),
    ("exercises", "begin"): ("sentence",),
    ("of_partner", "opening"): ("words",),
    ("two_heard", "text"): ("first", "second"),
}


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


def entries(directory: Path = CONTENT_DIR) -> list[Entry]:
    """Return everything that holds texts, with the facts about the coach filled in, as it stands in the files.

    Raises:
        ContentError: As `load`.
    """
    facts = _facts(load(directory).coach)
    return list(_fill_in(_read(directory, []), facts, []))


def _read(directory: Path, problems: list[Problem]) -> dict[str, dict[str, Entry]]:
    parts: dict[str, dict[str, Entry]] = {part: {} for part in PARTS}
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
                problems.append(
                    Problem(file, line_of(file, (part,)), f"'{part}' hoort hier niet; wel: {', '.join(PARTS)}")
                )
                continue
            for key, value in values.items():
                entry = Entry(file, part, str(key), value)
                if entry.key in parts[part]:
                    problems.append(entry.problem(f"staat ook al in {parts[part][entry.key].file.name}"))
                parts[part][entry.key] = entry
    return parts


def _build(directory: Path, parts: dict[str, dict[str, Entry]], problems: list[Problem]) -> Content | None:
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
    intake = _whole(IntakeTexts, parts["intake"], problems)
    answers = _each({**parts["answers"], **parts["topics"]}, _answer_model, problems)
    buttons = _whole(Buttons, parts["buttons"], problems)
    exercises = _each(parts["exercises"], lambda _: Exercise, problems)
    helplines = _each(parts["helplines"], lambda _: Helpline, problems)
    problem_texts = _each(parts["problems"], lambda _: Sentence, problems)
    telegram = _whole(Telegram, parts["telegram"], problems)
    problems.extend(broken(parts))
    if problems or coach is None or moments is None or buttons is None or telegram is None or intake is None:
        return None
    return Content(
        coach=coach,
        helplines=helplines,
        sections={key: str(entry.value) for key, entry in parts["sections"].items()},
        answers=answers,
        topics=frozenset(parts["topics"]),
        moments=moments,
        intake=intake,
        buttons=buttons,
        exercises=exercises,
        problems=problem_texts,
        telegram=telegram,
    )


def _answer_model(label: str) -> type[BaseModel]:
    if label in labels.SAFETY:
        return SafetyAnswer
    return PatternAnswer if label in (*labels.PATTERNS, *labels.FEELINGS) else Answer


def _facts(coach: Coach) -> dict[str, str]:
    """Return the facts about the coach, and how long things are kept, that texts may use between braces."""
    kept = {"chat_days": str(settings.chat_days()), "request_months": str(settings.request_months())}
    return {**kept, **{f"coach_{name}": str(value) for name, value in coach.dict().items() if value is not None}}


def _fill_in(parts: dict[str, dict[str, Entry]], facts: dict[str, str], problems: list[Problem]) -> Iterator[Entry]:
    def fill(value: Any, entry: Entry, path: tuple[str | int, ...]) -> Any:
        if isinstance(value, dict):
            return {key: fill(item, entry, (*path, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [fill(item, entry, (*path, index)) for index, item in enumerate(value)]
        if not isinstance(value, str):
            return value
        way = (entry.key, *path)
        places = (way[-2:], (entry.part, *way[:1]), (entry.part, *way[1:2]))
        allowed = {*facts, *(name for place in places for name in _FILLED_IN_WHILE_TALKING.get(place, ()))}
        allowed |= set(FILLED_IN if entry.part == "intake" else ())
        unknown = set(_PLACEHOLDER.findall(value)) - allowed
        for name in sorted(unknown):
            problems.append(entry.problem(f"{{{name}}} kan ik niet invullen; wel: {', '.join(sorted(facts))}", *path))
        return _PLACEHOLDER.sub(lambda match: facts.get(match[1], match[0]), value)

    for part in ("answers", "topics", "exercises", "intake", "moments", "problems", "telegram"):
        for entry in list(parts[part].values()):
            yield Entry(entry.file, part, entry.key, fill(entry.value, entry, ()))


def _whole(model: type[BaseModel], entries: dict[str, Entry], problems: list[Problem]) -> Any:
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
                problems.append(entry.problem(in_dutch(error), *path))
        return None


def _each(entries: dict[str, Entry], model: Any, problems: list[Problem]) -> dict[str, Any]:
    """Build a model for every entry of a part, leaving out (and reporting) what is wrong."""
    built = {}
    for key, entry in entries.items():
        try:
            built[key] = parse_obj_as(model(key), entry.value)
        except ValidationError as errors:
            problems.extend(entry.problem(in_dutch(error), *error["loc"][1:]) for error in errors.errors())
    return built
