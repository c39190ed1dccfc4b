"""Which texts of content/ were said on a walk."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from actions.asking import without_question
from stiefwijzer.content.spoken import Spoken

#: A place that is filled in while talking.
_PLACE = re.compile(r"\{\w+\}")


def reached(texts: Iterable[Spoken], said: Collection[str]) -> list[Spoken]:
    """Return the texts that stand in some bubble, whatever was filled in, and whatever was asked instead at the end."""
    everything = "\n".join(said).lower()
    return [
        text
        for text in texts
        if _stands_in(text.text.lower(), everything) or _stands_in(without_question(text.text).lower(), everything)
    ]


def _stands_in(text: str, everything: str) -> bool:
    if not text:
        return False
    pieces = _PLACE.split(text)
    if len(pieces) == 1:
        return text in everything
    return re.search(r".{0,200}?".join(map(re.escape, pieces)), everything) is not None
