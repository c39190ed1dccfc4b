"""What every contestant is: a program of its own that learns from a job and writes down what it heard in its messages.

A job holds `examples` (text, labels, about) and `messages` (texts). What comes back holds `heard` (for each message its
labels, best and about, and the milliseconds it took), `training_seconds`, `peak_bytes` and `tensorflow`.
"""

from __future__ import annotations

import dataclasses
import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.processes import CannotRunError
from evaluation.hearer import Answer, Guess, Heard
from evaluation.messages import Example, Measured


@dataclass(frozen=True)
class Outcome:
    """What came of a contestant.

    Attributes:
        name: What it is called in the table.
        about: What one must know of it to read its figures.
        answers: The messages, with what it heard in them.
        milliseconds: What each message took.
        training_seconds: How long it learned.
        peak_bytes: The most memory its process held; None where the system does not tell.
        tensorflow: Whether TensorFlow was loaded.
        cannot: Why it could not run; empty when it did.
    """

    name: str
    about: str
    answers: Sequence[Answer] = ()
    milliseconds: Sequence[float] = ()
    training_seconds: float = 0.0
    peak_bytes: int | None = None
    tensorflow: bool = False
    cannot: str = field(default="")


class Peer(ABC):
    """One of those that are compared.

    Attributes:
        name: What it is called in the table, and by --only.
        about: What one must know of it to read its figures.
    """

    name: ClassVar[str]
    about: str

    @abstractmethod
    def work(self, job: Path, result: Path, home: Path) -> None:
        """Install what is missing, learn from the job and write the result.

        Args:
            job: The file with examples and messages.
            result: The file to write.
            home: A directory for what it makes on the way.

        Raises:
            CannotRunError: It cannot be had on this machine.
        """

    def take_part(self, examples: Sequence[Example], messages: Sequence[Measured], home: Path) -> Outcome:
        """Return what comes of it, also when it cannot run."""
        job, result = home / "job.json", home / "result.json"
        home.mkdir(parents=True, exist_ok=True)
        tasks = {
            "examples": [dataclasses.asdict(example) for example in examples],
            "messages": [message.text for message in messages],
        }
        job.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
        result.unlink(missing_ok=True)
        try:
            self.work(job, result, home)
            return self._outcome(json.loads(result.read_text(encoding="utf-8")), messages)
        except CannotRunError as error:
            return Outcome(self.name, self.about, cannot=str(error))

    def _outcome(self, result: dict[str, Any], messages: Sequence[Measured]) -> Outcome:
        heard = result["heard"]
        if len(heard) != len(messages):
            raise CannotRunError(f"it answered {len(heard)} of {len(messages)} messages")
        return Outcome(
            self.name,
            self.about,
            [Answer(message, _heard(each)) for message, each in zip(messages, heard, strict=True)],
            [each["ms"] for each in heard],
            result["training_seconds"],
            result["peak_bytes"],
            result["tensorflow"],
        )


def _heard(each: dict[str, Any]) -> Heard:
    best = Guess(*each["best"]) if each["best"] else None
    return Heard(tuple(Guess(*guess) for guess in each["labels"]), best, each.get("about"))
