"""Reading data/safety/: one file a kind of danger, phrases as in data/signals/.

label: crisis_violence
heard:
  self: [...]       what is heard, by whose danger it is (`ABOUT`)
  other: [...]
unless: [...]       a find that touches one of these is no danger
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from ruamel.yaml import YAML, YAMLError

from stiefwijzer import settings
from stiefwijzer.errors import UserError
from stiefwijzer.nlu import wording
from stiefwijzer.nlu.lexicon import LANGUAGE_DIR, Lexicon
from stiefwijzer.nlu.wording import Phrase

SAFETY_DIR: Final = settings.PROJECT_DIR / "data" / "safety"
#: Word groups for phrases of danger only; those of data/language/people.yml may be named too.
WORDS_FILE: Final = "words.yml"
#: What else matters, and what it must say.
ASIDE_FILE: Final = "aside.yml"
ASIDE: Final = {"all_right": {"person", "grown_up"}, "country": {"NL", "BE"}}

#: Whose danger a section is about: the person who writes, somebody else, or somebody whom the person who writes may hurt.
#: `subject`: whoever is the subject of the sentence. The others say what an unclear message may be about.
ABOUT: Final = ("self", "other", "done", "subject", "suicide", "violence", "child")
_KEYS: Final = {"label", "heard", "unless"}


class SafetyRuleError(UserError):
    """A file in data/safety/ cannot be used; the message names the file and what is wrong."""


class Meaning(NamedTuple):
    """What a phrase means.

    Attributes:
        label: The kind of danger.
        about: Whose danger it is, one of `ABOUT`; None: it is not danger but takes away a find of this label.
    """

    label: str
    about: str | None


class Rules(NamedTuple):
    """Everything that data/safety/ says.

    Attributes:
        danger: What each phrase of danger means, and the phrase, in the order of the labels.
        aside: The same for what else matters: `label` is "all_right" or "country".
        groups: The word groups that phrases may name.
    """

    danger: list[tuple[Meaning, Phrase]]
    aside: list[tuple[Meaning, Phrase]]
    groups: Mapping[str, Sequence[str]]


def read(labels: Sequence[str], directory: Path = SAFETY_DIR) -> Rules:
    """Return the phrases of one file a label, in the order of `labels`, and those of the aside.

    Raises:
        SafetyRuleError: A file is missing, is about another label, or holds something that cannot be read.
    """
    groups = words(directory)
    danger = [each for label in labels for each in _of_file(directory / f"{label}.yml", label, groups)]
    return Rules(danger, list(_aside(directory / ASIDE_FILE, groups)), groups)


def _aside(file: Path, groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[Meaning, Phrase]]:
    data = _load(file)
    if set(data) != set(ASIDE) or not all(isinstance(sections, dict) for sections in data.values()):
        raise SafetyRuleError(f"{file.name} must hold {' and '.join(sorted(ASIDE))}, each with lists of phrases")
    for label, sections in data.items():
        if strange := sorted(set(map(str, sections)) - ASIDE[label]):
            raise SafetyRuleError(
                f"{file.name}: {label} knows no '{strange[0]}'; only {', '.join(sorted(ASIDE[label]))}"
            )
        for about, phrases in sections.items():
            yield from _phrases(file, Meaning(label, str(about)), phrases, groups)


def words(directory: Path = SAFETY_DIR) -> dict[str, tuple[str, ...]]:
    """Return the word groups that phrases of danger may name.

    Raises:
        SafetyRuleError: The file cannot be used.
    """
    data = _load(directory / WORDS_FILE)
    if set(data) != {"groups"} or not isinstance(data["groups"], dict):
        raise SafetyRuleError(f"{WORDS_FILE} must hold `groups`, and nothing else")
    if wrong := [name for name, members in data["groups"].items() if not isinstance(members, list)]:
        raise SafetyRuleError(f"{WORDS_FILE}: '{wrong[0]}' must hold a list of words")
    own = {str(name): tuple(str(each) for each in members) for name, members in data["groups"].items()}
    return {**Lexicon.groups_of(LANGUAGE_DIR), **own}


def _of_file(file: Path, label: str, groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[Meaning, Phrase]]:
    data = _load(file)
    if surplus := sorted(map(str, set(data) - _KEYS)):
        raise SafetyRuleError(f"{file.name}: '{surplus[0]}' is not known here; only {', '.join(sorted(_KEYS))}")
    heard = data.get("heard")
    if data.get("label") != label or not isinstance(heard, dict) or not any(heard.values()):
        raise SafetyRuleError(f"{file.name} must hold `label: {label}` and at least one phrase under `heard`")
    if strange := sorted(map(str, set(heard) - set(ABOUT))):
        raise SafetyRuleError(f"{file.name}: '{strange[0]}' says of nobody whose danger it is; only {', '.join(ABOUT)}")
    for about, phrases in [*heard.items(), (None, data.get("unless"))]:
        yield from _phrases(file, Meaning(label, about), phrases, groups)


def _phrases(
    file: Path, meaning: Meaning, phrases: Any, groups: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Meaning, Phrase]]:
    if not isinstance(phrases, list | None):
        raise SafetyRuleError(f"{file.name}: '{meaning.about or 'unless'}' must hold a list of phrases")
    for text in phrases or ():
        try:
            phrase = wording.parse(str(text), groups)
        except ValueError as error:
            raise SafetyRuleError(f"{file.name}: {error}") from None
        if any(part[0].optional or part[-1].optional for part in phrase.parts):
            # Whoever writes "dood (van schaamte)" expects it to need the shame, and it does not.
            raise SafetyRuleError(f"{file.name}: '{text}' begins or ends with (...), which then says nothing")
        yield meaning, phrase


def _load(file: Path) -> dict[str, Any]:
    try:
        data = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SafetyRuleError(f"{file.name} is missing: '{file.stem}' could never be heard") from None
    except (YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise SafetyRuleError(f"{file.name}{f':{mark.line + 1}' if mark else ''}: this is no valid YAML") from None
    if not isinstance(data, dict):
        raise SafetyRuleError(f"{file.name} must hold keys with values")
    return dict(data)
