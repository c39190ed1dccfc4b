"""Everything the assistant says, loaded from `content/` and checked while it is loaded.

The sentences stand in YAML files a coach can edit. `schema` says what a file may hold, `loader` reads and checks,
`check` is the command behind `make check`.
"""

from functools import lru_cache

from stiefwijzer.content.errors import ContentError
from stiefwijzer.content.exercises import Exercise, Question
from stiefwijzer.content.loader import load
from stiefwijzer.content.parts import Bubble
from stiefwijzer.content.safety import SafetyAnswer
from stiefwijzer.content.schema import Answer, Content, Moment, PatternAnswer

__all__ = [
    "Answer",
    "Bubble",
    "Content",
    "ContentError",
    "Exercise",
    "Moment",
    "PatternAnswer",
    "Question",
    "SafetyAnswer",
    "load",
    "texts",
]


@lru_cache(maxsize=1)
def texts() -> Content:
    """Return everything the assistant says, read once a process.

    Raises:
        ContentError: As `load`.
    """
    return load()
