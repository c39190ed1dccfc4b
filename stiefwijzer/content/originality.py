"""The assistant's sentences are its own: no run of words is the article's.

The article itself is not part of this project. What is kept is a fingerprint: a hash of every run of `RUN` words in it,
sorted, so that the check works everywhere and nobody can read the article from it. When the article changes:

    python -m stiefwijzer.content.originality < artikel.txt
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from stiefwijzer import settings
from stiefwijzer.content.readability import words

#: As many words in a row, and a text takes over a sentence of the article.
RUN: Final = 8
FILE: Final = settings.PROJECT_DIR / "data" / "texts" / "article_runs.txt"
_LENGTH: Final = 16


def fingerprint(text: str) -> list[str]:
    """Return the hashes of all runs of `RUN` words in a text, sorted, each once."""
    return sorted({_hash(run) for run in _runs(text)})


@lru_cache(maxsize=2)
def article(file: Path = FILE) -> frozenset[str]:
    """Return the fingerprint of the article."""
    return frozenset(file.read_text(encoding="ascii").split())


def taken_over(text: str) -> str | None:
    """Return the first run of words in a text that stands in the article too; None when there is none."""
    return next((" ".join(run) for run in _runs(text) if _hash(run) in article()), None)


def _runs(text: str) -> Iterator[list[str]]:
    found = words(text)
    yield from (found[at : at + RUN] for at in range(len(found) - RUN + 1))


def _hash(run: list[str]) -> str:
    return hashlib.sha256(" ".join(run).encode()).hexdigest()[:_LENGTH]


if __name__ == "__main__":
    FILE.write_text("\n".join(fingerprint(sys.stdin.read())) + "\n", encoding="ascii")
