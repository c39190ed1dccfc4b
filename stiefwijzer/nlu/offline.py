"""Hearing without a conversation: what `python -m stiefwijzer classify` prints."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any, Self

from rasa.core.agent import Agent

from stiefwijzer.nlu import firewall
from stiefwijzer.nlu.hearing import EVIDENCE, HEARD


class Listener:
    """A trained model, asked about single messages; a context manager."""

    def __init__(self, model: Path) -> None:
        self._agent = Agent.load(str(model))
        self._runner = asyncio.Runner()
        self.classify("hallo")  # the first message loads the word lists; nobody's first message should wait for that

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def classify(self, text: str) -> dict[str, Any]:
        """Return what the assistant would act on.

        Args:
            text: One message, as it was written.

        Returns:
            `text`; `labels` with `name` and `confidence`, the one answered first in front, empty when the assistant
            would ask back; `evidence` with `label`, `text`, `start`, `end` (offsets in `text`); and `ms`, the
            milliseconds it took.
        """
        started = time.perf_counter()
        offset = firewall.start_of_words(text)
        words = text[offset:]
        heard = self._runner.run(self._agent.parse_message(words)) if words else {}
        milliseconds = (time.perf_counter() - started) * 1000
        return {
            "text": text,
            "labels": [
                {"name": each["name"], "confidence": round(float(each["confidence"]), 4)}
                for each in heard.get(HEARD, [])
            ],
            "evidence": [
                {**piece, "start": piece["start"] + offset, "end": piece["end"] + offset}
                for piece in heard.get(EVIDENCE, [])
            ],
            "ms": round(milliseconds, 2),
        }
