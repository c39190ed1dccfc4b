"""The learning curve: how much better it gets with more examples, and so whether more would help."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from evaluation.hearer import Hearer, ask
from evaluation.messages import Example, Measured
from evaluation.scores import score

SHARES: Final = (0.10, 0.25, 0.50, 0.75, 1.0)
_SEED: Final = 20


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned from a part of the examples.

    Attributes:
        share: Which part.
        examples: How many that are.
        macro_f1: Macro-F1 on each set of messages.
    """

    share: float
    examples: int
    macro_f1: Mapping[str, float | None]


def learn(
    learner: Callable[[Sequence[Example]], Hearer],
    examples: Sequence[Example],
    sets: Mapping[str, Sequence[Measured]],
    watch: Callable[[Sequence[float]], Iterable[float]] = iter,
) -> list[Lesson]:
    """Learn from ever more of the examples.

    Args:
        learner: Makes a hearer from examples.
        examples: All of them.
        sets: The messages to measure on, by name.
        watch: Passes the shares on, and may show how far they are.
    """
    lessons = []
    for share in watch(SHARES):
        chosen = subset(examples, share)
        hearer = learner(chosen)
        scores = {name: score(ask(hearer, messages)).macro_f1 for name, messages in sets.items()}
        lessons.append(Lesson(share, len(chosen), scores))
    return lessons


def subset(examples: Sequence[Example], share: float, seed: int = _SEED) -> list[Example]:
    """Return a part of the examples of every label, at least one; a smaller part is contained in a larger one."""
    of_label: dict[str, list[int]] = {}
    for number, example in enumerate(examples):
        of_label.setdefault(example.labels[0], []).append(number)
    chosen: set[int] = set()
    for label in sorted(of_label):
        # A generator a label: more examples of one label must not change which are taken of another.
        order = np.random.default_rng([seed, *label.encode()]).permutation(of_label[label])
        chosen.update(order[: max(1, math.ceil(share * len(order)))].tolist())
    return [example for number, example in enumerate(examples) if number in chosen]
