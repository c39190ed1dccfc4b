"""Read `content/`, check it whole, and say in Dutch what is wrong, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError, parse_obj_as
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from stiefwijzer import labels
from stiefwijzer.content.errors import ContentError, Entry, Problem, in_dutch, line_of
from stiefwijzer.content.exercises import ANY, MAX_QUESTIONS, NOTHING, SENTENCES, Exercise
from stiefwijzer.content.parts import Sentence
from stiefwijzer.content.safety import SafetyAnswer
from stiefwijzer.content.schema import LANGUAGES, Answer, Buttons, Coach, Content, Helpline, Moments, PatternAnswer

#: What the answer to a pattern or feeling may not lack.
_OF_EVERY_PATTERN = {
    "of_partner": "als het over de partner gaat",
    "roles": "tegen een ouder, een stiefouder en iemand die allebei is",
}

CONTENT_DIR = Path(__file__).parents[2] / "content"

#: The parts of the content; a file may hold any of them, a key only once over all files.
PARTS = ("answers", "buttons", "coach", "exercises", "helplines", "moments", "problems", "sections", "topics")

#: How the name of a topic begins that anybody may add.
FREE_TOPIC: Final = labels.TOPIC_KINDS[0]

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
    answers = _each({**parts["answers"], **parts["topics"]}, _answer_model, problems)
    buttons = _whole(Buttons, parts["buttons"], problems)
    exercises = _each(parts["exercises"], lambda _: Exercise, problems)
    helplines = _each(parts["helplines"], lambda _: Helpline, problems)
    problem_texts = _each(parts["problems"], lambda _: Sentence, problems)
    problems.extend(_broken_references(parts))
    if problems or coach is None or moments is None or buttons is None:
        return None
    return Content(
        coach=coach,
        helplines=helplines,
        sections={key: str(entry.value) for key, entry in parts["sections"].items()},
        answers=answers,
        topics=frozenset(parts["topics"]),
        moments=moments,
        buttons=buttons,
        exercises=exercises,
        problems=problem_texts,
    )


def _answer_model(label: str) -> type[BaseModel]:
    if label in labels.SAFETY:
        return SafetyAnswer
    return PatternAnswer if label in (*labels.PATTERNS, *labels.FEELINGS) else Answer


def _facts(coach: Coach) -> dict[str, str]:
    """Return the facts about the coach that texts may use between braces."""
    return {f"coach_{name}": str(value) for name, value in coach.dict().items() if value is not None}


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
        unknown = set(_PLACEHOLDER.findall(value)) - allowed
        for name in sorted(unknown):
            problems.append(entry.problem(f"{{{name}}} kan ik niet invullen; wel: {', '.join(sorted(facts))}", *path))
        return _PLACEHOLDER.sub(lambda match: facts.get(match[1], match[0]), value)

    for part in ("answers", "topics", "exercises", "moments", "problems"):
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


def _broken_references(parts: dict[str, dict[str, Entry]]) -> Iterator[Problem]:
    """Yield what points nowhere: a button without an answer, a claim without a section, a label without an answer."""
    answers, sections = {**parts["topics"], **parts["answers"]}, parts["sections"]
    yield from _misnamed(parts["answers"], parts["topics"])
    for entry in answers.values():
        for path, key, value in _walk(entry.value):
            if key == "source" and isinstance(value, str) and value not in sections:
                yield entry.problem(f"het artikel heeft geen deel '{value}' (zie sections.yml)", *path)
            if key == "variants" and isinstance(value, dict):
                fitting = (
                    LANGUAGES if entry.key == labels.NON_DUTCH else (*labels.PATTERNS, *labels.FEELINGS, *labels.ROLES)
                )
                for label in sorted(set(value) - {"any", *fitting}):
                    yield entry.problem(f"'{label}' past hier niet; wel: any, {', '.join(fitting)}", *path, label)
    for label in (*labels.PATTERNS, *labels.FEELINGS):
        for part, what in _OF_EVERY_PATTERN.items():
            if label in answers and isinstance(answers[label].value, dict) and part not in answers[label].value:
                yield answers[label].problem(f"'{part}' ontbreekt: wat er gezegd wordt {what}")
    yield from _broken_exercises(parts)
    for entry in (*answers.values(), *parts["moments"].values(), *parts["exercises"].values()):
        yield from _broken_links(entry, answers)
        yield from _unknown_helplines(entry, parts["helplines"])


def _broken_exercises(parts: dict[str, dict[str, Entry]]) -> Iterator[Problem]:
    """Yield an exercise that is named and is not there, one of an unknown step, and an ending nobody comes to."""
    exercises = parts["exercises"]
    for entry in parts["answers"].values():
        named = entry.value.get("exercise") if isinstance(entry.value, dict) else None
        if isinstance(named, str) and named not in {*exercises, SENTENCES}:
            yield entry.problem(f"de oefening '{named}' bestaat niet", "exercise")
    for entry in exercises.values():
        value = entry.value if isinstance(entry.value, dict) else {}
        if value.get("step") not in labels.STEPS:
            yield entry.problem("dit is geen stap", "step")
        endings = value.get("ends")
        for label in sorted(set(endings if isinstance(endings, dict) else ()) - {ANY, NOTHING, *labels.PATTERNS}):
            yield entry.problem(f"'{label}' past hier niet", "ends", label)
        for path, key, source in _walk(value):
            if key == "source" and isinstance(source, str) and source not in parts["sections"]:
                yield entry.problem(f"het artikel heeft geen deel '{source}' (zie sections.yml)", *path)


def _misnamed(answers: dict[str, Entry], topics: dict[str, Entry]) -> Iterator[Problem]:
    """Yield what must be there and is not, and what is there under a name that leads to it never."""
    anywhere = next(iter(answers.values()))
    for name in (*labels.LABELS, *labels.BORDER, *labels.ELSEWHERE):
        if name not in answers and name not in topics:
            yield Problem(anywhere.file, 0, f"er is geen antwoord op '{name}'")
    for entry in answers.values():
        if entry.key not in labels.LABELS:
            yield entry.problem("dit is geen label dat de assistent kan horen")
    for entry in topics.values():
        if entry.key not in (*labels.BORDER, *labels.ELSEWHERE) and not entry.key.startswith(FREE_TOPIC):
            yield entry.problem(f"de naam van een eigen onderwerp begint met '{FREE_TOPIC}'")


def _broken_links(entry: Entry, answers: dict[str, Entry]) -> Iterator[Problem]:
    for path, key, value in _walk(entry.value):
        if key == "explained_by" and isinstance(value, str):
            if value not in answers or value in labels.SAFETY:
                yield entry.problem(f"de uitleg '{value}' bestaat niet", *path)
            if value == entry.key:
                yield entry.problem("dit legt zichzelf uit", *path)
        if key != "leads_to" or not isinstance(value, list) or not all(isinstance(label, str) for label in value):
            continue  # none, or reported by the model
        for index, label in enumerate(value):
            if label not in answers or label in labels.SAFETY:
                yield entry.problem(f"de knop '{label}' heeft geen antwoord", *path, index)
            if label == entry.key:
                yield entry.problem("deze knop leidt naar zichzelf", *path, index)


def _unknown_helplines(entry: Entry, helplines: dict[str, Entry]) -> Iterator[Problem]:
    for path, key, value in _walk(entry.value):
        for index, name in enumerate(value if key == "helplines" and isinstance(value, list) else ()):
            if name not in helplines:
                yield entry.problem(f"de hulplijn '{name}' staat niet in helplines.yml", *path, index)


def _walk(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        yield (*path, key), key, item
        yield from _walk(item, (*path, key))
