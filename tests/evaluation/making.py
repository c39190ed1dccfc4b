"""Small answers to count by hand."""

from __future__ import annotations

from evaluation.hearer import Answer, Guess, Heard
from evaluation.messages import Measured


def answer(
    labels: str, heard: str, *, best: tuple[str, float] | None = None, name: str = "m", source: str = "held_out"
) -> Answer:
    """Return an answer from labels divided by spaces, heard ones as `label=confidence`, the first of each in front."""
    guesses = tuple(Guess(label, float(sure)) for label, sure in (each.split("=") for each in heard.split()))
    most_likely = Guess(*best) if best else guesses[0] if guesses else None
    return Answer(Measured(name, f"text of {name}", tuple(labels.split()), None, source), Heard(guesses, most_likely))


#: One right, one half right, one asked back, one wrong; and two that nobody could know, one of them asked back.
SIX = [
    answer("a", "a=0.95", name="m1"),
    answer("a b", "b=0.6", name="m2"),
    answer("b", "", best=("b", 0.2), name="m3"),
    answer("c", "a=0.9", name="m4"),
    answer("", "", name="m5"),
    answer("", "a=0.3", name="m6"),
]
