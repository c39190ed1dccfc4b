"""Rasa's default pipeline, taught danger by our examples, in an environment of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from benchmarks.processes import CannotRunError
from benchmarks.stock import DEFAULT_EPOCHS
from evaluation.messages import Example, read_training
from evaluation.peers.contestants import RasaDefault
from evaluation.safety.ears import Ear
from stiefwijzer import labels
from stiefwijzer.nlu.safety import examples as danger

#: Of the ordinary examples it gets one in so many: all of them take it hours.
EVERY: Final = 8
_NO_DANGER: Final = "no_danger"


def rasa_default(texts: list[str], home: Path, epochs: int) -> Ear:
    """Listen with Rasa's default pipeline.

    Args:
        texts: What to listen to.
        home: A directory for what it makes on the way.
        epochs: How often its neural network sees the examples.

    Raises:
        CannotRunError: It cannot be had on this machine.
    """
    lessons = [Example(each.text, (each.label or _NO_DANGER,)) for each in danger.read(labels.SAFETY)]
    lessons += [Example(each.text, (_NO_DANGER,)) for each in read_training()[::EVERY]]
    home.mkdir(parents=True, exist_ok=True)
    job, result = home / "job.json", home / "result.json"
    tasks = {"examples": [{"text": each.text, "labels": each.labels} for each in lessons], "messages": texts}
    job.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    result.unlink(missing_ok=True)
    RasaDefault(epochs).work(job, result, home)
    told = json.loads(result.read_text(encoding="utf-8"))["heard"]
    if len(told) != len(texts):
        raise CannotRunError(f"it answered {len(told)} of {len(texts)} messages")
    about = (
        f"Rasa 3.6.21 with its default pipeline (DIET, {epochs} of {DEFAULT_EPOCHS} epochs), taught {len(lessons):,} "
        f"messages: all of data/safety/examples/, and one in {EVERY} of the ordinary ones as no danger"
    )
    heard = [each["labels"][0][0] if each["labels"] else None for each in told]
    return Ear(
        "rasa-default",
        about,
        [each if each in labels.SAFETY else None for each in heard],
        [each["ms"] for each in told],
    )
