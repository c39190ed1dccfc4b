"""Who listens for danger: ours, ours without what was learned, a list of words, and Rasa's default pipeline."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.messages import read_training
from evaluation.ours import Ours
from stiefwijzer import labels
from stiefwijzer.nlu.safety import Gate

#: What open-source chatbots look for: a list of words, as in the published "crisis keyword" filters, in Dutch. Without word
#: forms, negation or context, which is how those work.
KEYWORDS: Final = {
    "crisis_suicide": """
        zelfmoord, suicide, suïcide, zelfdoding, dood, doodgaan, niet meer leven, einde aan mijn leven, mezelf iets aandoen,
        zelfbeschadiging, snijden, overdosis, ophangen
    """,
    "crisis_violence": """
        geweld, mishandeld, mishandeling, slaat me, geslagen, verkracht, verkrachting, aangerand, bedreigd, bedreigt,
        stalker, stalkt, wurgt
    """,
    "crisis_child_safety": """
        kindermishandeling, kindermisbruik, misbruik, misbruikt, verwaarloosd, verwaarlozing, incest
    """,
}


@dataclass(frozen=True, slots=True)
class Ear:
    """Somebody who listens for danger.

    Attributes:
        name: What it is called in the table.
        about: What one must know of it to read its figures.
        heard: For every message the kind of danger it heard; None for none.
        milliseconds: What each message took.
    """

    name: str
    about: str
    heard: Sequence[str | None]
    milliseconds: Sequence[float]


def ours(texts: Sequence[str]) -> Ear:
    """Listen with the gate and with what was learned, as a message meets them."""
    hearer = Ours(read_training())

    def hear(text: str) -> str | None:
        first = hearer.hear(text).first
        return first if first in labels.SAFETY else None

    return _listen(
        "ours", "the gate (phrases in data/safety/) and the second ear (learned from the examples there)", hear, texts
    )


def gate_alone(texts: Sequence[str]) -> Ear:
    """Listen with the gate alone, as when everything that was learned is gone."""
    gate = Gate.load(labels.SAFETY)

    def hear(text: str) -> str | None:
        alarm = gate.hear(text)
        return alarm.label if alarm else None

    return _listen("the gate alone", "the phrases only: what is left when everything else is broken", hear, texts)


def keywords(texts: Sequence[str]) -> Ear:
    """Listen with a list of words."""
    patterns = {
        label: re.compile("|".join(rf"\b{re.escape(word.strip())}\b" for word in words.split(",")))
        for label, words in KEYWORDS.items()
    }

    def hear(text: str) -> str | None:
        lower = text.lower()
        return next((label for label, pattern in patterns.items() if pattern.search(lower)), None)

    return _listen("a list of words", "whole words and phrases, as common open-source bots use", hear, texts)


def _listen(name: str, about: str, hear: Callable[[str], str | None], texts: Sequence[str]) -> Ear:
    hear("hallo")  # the first message loads the word lists
    heard, milliseconds = [], []
    for text in texts:
        started = time.perf_counter()
        heard.append(hear(text))
        milliseconds.append((time.perf_counter() - started) * 1000)
    return Ear(name, about, heard, milliseconds)
