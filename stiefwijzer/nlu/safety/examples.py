"""Messages of danger, and messages that only look like it, to learn from: data/safety/examples/, one message a line.

The name of a file says what is in it: `crisis_suicide.other.txt` (a kind of danger, and whose), `look_alikes.txt`.
Plain lines, because there are thousands: Rasa takes a second for every thousand examples in its own format.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from stiefwijzer.labels import CHILD_USER, DANGER
from stiefwijzer.nlu.safety.rules import SAFETY_DIR, SafetyRuleError

EXAMPLES_DIR: Final = SAFETY_DIR / "examples"
LOOK_ALIKES: Final = "look_alikes"


class Example(NamedTuple):
    """A message to learn danger from.

    Attributes:
        text: What somebody writes.
        label: The kind of danger; None when it only looks like danger.
        about: Whose danger it is: "self", "other" or "done"; None when that does not matter.
    """

    text: str
    label: str | None
    about: str | None = None

    @property
    def says(self) -> tuple[str, ...]:
        """What is learned from it: its kind, and that it is danger at all."""
        if self.label is None:
            return ()
        return (self.label,) if self.label == CHILD_USER else (self.label, DANGER)


def read(labels: Sequence[str], directory: Path = EXAMPLES_DIR) -> list[Example]:
    """Return every example, in the order of the names of the files.

    Raises:
        SafetyRuleError: A file is named after no kind of danger, or there are no look-alikes.
    """
    examples = [example for file in sorted(directory.glob("*.txt")) for example in _of_file(file, labels)]
    if not any(example.label is None for example in examples):
        raise SafetyRuleError(
            f"{directory.name}/{LOOK_ALIKES}.txt is missing or empty: everything would sound like danger"
        )
    return examples


def _of_file(file: Path, labels: Sequence[str]) -> list[Example]:
    label, _, about = file.stem.partition(".")
    if label not in (*labels, LOOK_ALIKES):
        raise SafetyRuleError(f"{file.name} is named after no kind of danger; only {', '.join(labels)}, {LOOK_ALIKES}")
    lines = file.read_text(encoding="utf-8").splitlines()
    heard = None if label == LOOK_ALIKES else label
    return [Example(line.strip(), heard, about or None) for line in lines if line.strip() and not line.startswith("#")]
