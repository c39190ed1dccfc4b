"""What people who do not program tell the assistant about language: spelling, word groups and signals.

Read from data/language/ and data/signals/ when a model is trained, and kept with the model, so that what was trained is
what is heard.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML, YAMLError

from stiefwijzer import labels, settings
from stiefwijzer.errors import UserError
from stiefwijzer.nlu.nuances import Nuances
from stiefwijzer.nlu.signals import Signals
from stiefwijzer.nlu.spelling import Spelling, SpellingList

LANGUAGE_DIR: Final = settings.PROJECT_DIR / "data" / "language"
SIGNALS_DIR: Final = settings.PROJECT_DIR / "data" / "signals"
#: Nuances: of how somebody talks, and of what a coach is not for.
NUANCES: Final = ("nuances.yml", "border.yml")
_FILE: Final = "lexicon.json"
_KINDS: Final = ("sure", "maybe")


class LexiconError(UserError):
    """A file in data/language/ or data/signals/ cannot be used; the message names the file and what is wrong."""


@dataclass(frozen=True)
class Lexicon:
    """Spelling, word groups and signals, as they stand in the files.

    Attributes:
        words: A form and what it stands for.
        openings: First halves of compounds that people write apart.
        groups: The members of each word group.
        signals: For each label its `sure` and `maybe` phrases.
        foreign: The small words of other languages, by their code.
        nuances: For each nuance its phrases.
    """

    words: Mapping[str, str]
    openings: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    signals: Mapping[str, Mapping[str, tuple[str, ...]]]
    foreign: Mapping[str, tuple[str, ...]]
    nuances: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, language: Path = LANGUAGE_DIR, signals: Path = SIGNALS_DIR) -> Lexicon:
        """Read the files.

        Raises:
            LexiconError: A file is missing or cannot be used.
        """
        spelling = _read(language / "spelling.yml", {"words": dict, "openings": list})
        foreign = _read(language / "foreign.yml", {"languages": dict})
        lexicon = cls(
            words={str(form): str(meant) for form, meant in spelling["words"].items()},
            openings=tuple(str(each) for each in spelling["openings"]),
            groups=cls.groups_of(language),
            signals=dict(_signals(signals)),
            foreign=_lists(foreign["languages"]),
            nuances=dict(_nuances(language, cls.groups_of(language))),
        )
        for label, phrases in lexicon.signals.items():
            try:
                Signals({label: phrases}, lexicon.groups)
            except ValueError as error:
                raise LexiconError(f"data/signals/{label}.yml: {error}") from None
        return lexicon

    @staticmethod
    def groups_of(language: Path = LANGUAGE_DIR) -> dict[str, tuple[str, ...]]:
        """Return the word groups alone.

        Raises:
            LexiconError: The file is missing or cannot be used.
        """
        return _lists(_read(language / "people.yml", {"groups": dict})["groups"])

    def save(self, directory: Path) -> None:
        """Keep it with a model."""
        (directory / _FILE).write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, directory: Path) -> Lexicon:
        """Read what `save` wrote."""
        return cls(**json.loads((directory / _FILE).read_text(encoding="utf-8")))

    def spelling(self, known: Iterable[str]) -> Spelling:
        """Return the spelling, for somebody who knows these words."""
        return Spelling(SpellingList(dict(self.words), frozenset(self.openings)), known)

    def listen(self) -> Signals:
        """Return the signals, ready to hear."""
        return Signals(self.signals, self.groups)

    def listen_finely(self) -> Nuances:
        """Return the nuances, ready to hear.

        Raises:
            ValueError: A nuance has no meaning here, or a phrase of one cannot be read.
        """
        return Nuances(self.nuances, self.groups)


def _lists(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {str(name): tuple(str(each) for each in members) for name, members in data.items()}


def _nuances(language: Path, groups: Mapping[str, tuple[str, ...]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for name in NUANCES:
        nuances = _lists(_read(language / name, {"nuances": dict})["nuances"])
        try:
            Nuances(nuances, groups)
        except ValueError as error:
            raise LexiconError(f"data/language/{name}: {error}") from None
        yield from nuances.items()


def _signals(directory: Path) -> Iterable[tuple[str, dict[str, tuple[str, ...]]]]:
    for file in sorted(directory.glob("*.yml")):
        data = _read(file, {"label": str})
        if data["label"] != file.stem or file.stem not in labels.LEARNED:
            raise LexiconError(f"data/signals/{file.name} must say `label: {file.stem}`, and that must be a label")
        if surplus := set(data) - {"label", *_KINDS}:
            raise LexiconError(
                f"data/signals/{file.name}: '{sorted(surplus)[0]}' is not known here; only sure and maybe"
            )
        yield file.stem, {kind: tuple(str(phrase) for phrase in data.get(kind) or ()) for kind in _KINDS}


def _read(file: Path, parts: Mapping[str, type]) -> dict[str, Any]:
    where = f"data/{file.parent.name}/{file.name}"
    try:
        data = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"{where} is missing") from None
    except (YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" (line {mark.line + 1})" if mark else ""
        raise LexiconError(f"{where} is no valid YAML{place}") from None
    for name, kind in parts.items():
        if not isinstance(data, dict) or not isinstance(data.get(name), kind):
            raise LexiconError(f"{where} must hold `{name}`")
    return dict(data)
