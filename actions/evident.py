"""In the middle of an exercise: is a message an answer, or evidently something else?

What somebody tells about the past sounds like a pattern, a step or a feeling, and is an answer all the same. Only what asks
for something, briefly, is not.
"""

from __future__ import annotations

import re
from typing import Any, Final

from actions import memory
from stiefwijzer import labels

#: A longer message tells something, whatever else it sounds like.
_BRIEF: Final = 12
_VERY_BRIEF: Final = 6
#: "Pas toen ik ging studeren" is no "verder".
_A_MOVE: Final = 4
#: What is asked for in wishes too ("ik wil een afspraak maken").
_WANTED: Final = frozenset((*labels.CONTACT, *labels.PRIVACY, *labels.BOUNDARY))
_WISHING: Final = re.compile(
    r"^(?:ik (?:wil|zou)|mag|graag|wis|verwijder|vergeet|stuur|geef|maak|contact|kennis|afspraak|prijs|help)"
)
_AT_ONCE: Final = frozenset(("bot_challenge", labels.NON_DUTCH))
#: What is only asked for in questions; otherwise it tells something.
_ASKED: Final = frozenset((*labels.EXPLANATIONS, *labels.STEPS, *labels.TIPS, "out_of_scope"))
_ASKING: Final = re.compile(
    r"^(?:en |maar |oh |o |hé |hey |trouwens |eigenlijk )*"
    r"(?:wat|hoe|waarom|wanneer|welke?|wie|waar|kun|kan|mag|zijn er|is er|heb je|leg|vertel|geef|weet je|wil je)\b"
)
#: Talk about the talk that is meant for the assistant, not an answer.
_TO_THE_ASSISTANT: Final = frozenset({"angry", "no_help", "how_are_you", "where"})


def is_brief(tracker: Any) -> bool:
    """Tell whether a message is short enough for a word or two to the assistant."""
    return memory.length(tracker) <= _VERY_BRIEF


def is_move(tracker: Any, move: str) -> bool:
    """Tell whether a message that was heard as "verder" or the like is no more than that."""
    asked = move in ("clarify", "repeat") or _is_question(str(tracker.latest_message.get("text") or ""))
    return memory.length(tracker) <= (_VERY_BRIEF if asked else _A_MOVE)


def asks_for_something_else(tracker: Any) -> bool:
    """Tell whether a typed message is evidently no answer to the question of an exercise."""
    if memory.length(tracker) > _BRIEF:
        return False
    heard, nuances = memory.label_heard(tracker), memory.nuances(tracker)
    if not nuances.isdisjoint(_TO_THE_ASSISTANT) or "step_by_number" in nuances:
        return True
    text = str(tracker.latest_message.get("text") or "")
    if heard == "goodbye" or heard in _AT_ONCE:
        return is_brief(tracker)
    return (heard in _WANTED and _is_wish(text)) or (heard in (*_ASKED, *_WANTED) and _is_question(text))


def _is_wish(text: str) -> bool:
    return _WISHING.match(text.strip().lower()) is not None


def _is_question(text: str) -> bool:
    return "?" in text or _ASKING.match(text.strip().lower()) is not None
