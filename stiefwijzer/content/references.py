"""What points nowhere: a button without an answer, a claim without a section, a label without an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from stiefwijzer import labels
from stiefwijzer.content.errors import Entry, Problem
from stiefwijzer.content.exercises import ANY, NOTHING, SENTENCES
from stiefwijzer.content.schema import LANGUAGES

#: How the name of a topic begins that anybody may add.
FREE_TOPIC: Final = labels.TOPIC_KINDS[0]
#: What the answer to a pattern or feeling may not lack.
_OF_EVERY_PATTERN: Final = {
    "of_partner": "als het over de partner gaat",
    "roles": "tegen een ouder, een stiefouder en iemand die allebei is",
}


def broken(parts: dict[str, dict[str, Entry]]) -> Iterator[Problem]:
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
