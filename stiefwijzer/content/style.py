"""How every text is written: easy to read, in words of its own, and without what an assistant may not say.

The limits are those of a tired reader. What may not be said is data (data/texts/forbidden.yml), so that the coach can add
to it. `check` is what `make check` calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from ruamel.yaml import YAML

from stiefwijzer import settings
from stiefwijzer.content.errors import ContentError, Entry, Problem
from stiefwijzer.content.loader import CONTENT_DIR, entries
from stiefwijzer.content.originality import RUN, taken_over
from stiefwijzer.content.readability import ease
from stiefwijzer.content.spoken import Spoken, spoken

FORBIDDEN: Final = settings.PROJECT_DIR / "data" / "texts" / "forbidden.yml"
#: A sentence holds so many words on average, at most, and a text reads at least so easily (Flesch-Douma).
MAX_WORDS_A_SENTENCE: Final = 15
LEAST_EASE: Final = 60
#: A text of fewer words has no reading ease: one long word decides it.
FEWEST_WORDS: Final = 8


class Forbidden(NamedTuple):
    """A phrase no text holds, why, and the answers that may hold it all the same."""

    pattern: re.Pattern[str]
    why: str
    allowed_in: frozenset[str]


def check(directory: Path = CONTENT_DIR) -> None:
    """See that every text is written as it should be.

    Raises:
        ContentError: Some are not; every problem is named in Dutch, with file and line.
    """
    if found := problems(entries(directory)):
        raise ContentError(found)


def problems(of: Iterable[Entry]) -> list[Problem]:
    """Return what is wrong with the texts of entries, each with its file and line, in the order of the files."""
    found = [problem for entry in of for text in spoken(entry) for problem in _of(text)]
    return sorted(found, key=lambda problem: (problem.file, problem.line))


def _of(text: Spoken) -> Iterator[Problem]:
    if copied := taken_over(text.text):
        yield text.problem(f"dit staat zo ook in het artikel ({RUN} woorden op rij): “{copied}”; zeg het anders")
    for each in forbidden():
        if text.entry.key not in each.allowed_in and (match := each.pattern.search(text.text)):
            yield text.problem(f"“{match.group()}”: {each.why}")
    read = ease(text.text)
    if not text.is_dutch or read is None:
        return
    if read.words_a_sentence > MAX_WORDS_A_SENTENCE:
        yield text.problem(
            f"de zinnen zijn te lang: {read.words_a_sentence:.1f} woorden gemiddeld, hoogstens {MAX_WORDS_A_SENTENCE}"
        )
    if read.words >= FEWEST_WORDS and read.flesch_douma < LEAST_EASE:
        yield text.problem(
            f"dit leest te moeilijk: Flesch-Douma {read.flesch_douma:.0f}, minstens {LEAST_EASE}; "
            "kies kortere woorden en kortere zinnen"
        )


@lru_cache(maxsize=2)
def forbidden(file: Path = FORBIDDEN) -> tuple[Forbidden, ...]:
    """Return what no text may hold."""
    groups: list[dict[str, Any]] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))["forbidden"]
    return tuple(
        Forbidden(_pattern(phrase), group["why"], frozenset(group.get("except", ())))
        for group in groups
        for phrase in group["phrases"]
    )


def _pattern(phrase: str) -> re.Pattern[str]:
    """Return a pattern for a phrase: `*` on a word is any ending, `*` alone one word that may stand there."""
    parts = [
        r"(?:\w+\s+)?" if word == "*" else re.escape(word).replace(r"\*", r"\w*") + r"\s+" for word in phrase.split()
    ]
    whole = "".join(parts).removesuffix(r"\s+")
    return re.compile(rf"\b{whole}\b" if phrase.strip("*")[0].isalnum() else whole, re.IGNORECASE)
