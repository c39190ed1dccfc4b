"""What people may write: one message for everything that can be heard, alone and with what may be heard beside it.

The words themselves do not matter to actions; what was heard does. So this is not how people write, it is everything the
hearing may make of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from stiefwijzer import labels
from stiefwijzer.content.schema import LANGUAGES
from stiefwijzer.nlu.nuances import KNOWN
from stiefwijzer.walking.turns import Message

_WORDS: Final = "dit schrijft iemand"
#: Whose danger it is, or what an unclear message may be about (data/safety/).
_ABOUT: Final = (None, "self", "other", "done", "suicide", "violence", "child")
_OF_ONESELF: Final = (*labels.PATTERNS, *labels.FEELINGS)


def messages() -> Iterator[Message]:
    """Yield a message for every label and for every nuance, each in every way that actions tell apart."""
    yield from brief_messages()
    for label in _OF_ONESELF:
        yield message(label, of_partner=True)
        yield from (message(label, nuances=[nuance]) for nuance in KNOWN)
        yield from (message(label, other) for other in (*_OF_ONESELF, "ask_step_3") if other != label)
    for nuance in KNOWN:
        yield message("out_of_scope", nuances=[nuance])
    for language in LANGUAGES:
        yield message(labels.NON_DUTCH, language=language)
    yield from danger()


def brief_messages() -> Iterator[Message]:
    """Yield a message for every label and every nuance, and none for what stands beside them."""
    for label in (*labels.LEARNED, labels.NOT_SURE):
        yield message(label)
    for nuance in KNOWN:
        yield message(labels.NOT_SURE, nuances=[nuance])
    for said in ("person", "grown_up"):
        yield message(labels.NOT_SURE, all_right=[said])


def danger() -> Iterator[Message]:
    """Yield a message for every kind of danger."""
    for label in labels.SAFETY:
        for about in _ABOUT:
            for country in (None, "BE"):
                yield message(label, about=about, country=country)


def message(*heard: str, of_partner: bool = False, **beside: Any) -> Message:
    """Return a message in which labels are heard, each with its words, and what is heard beside them."""
    return {
        "text": f"{_WORDS} ({' '.join(map(str, (*heard, *beside.values())))})",
        "intent": {"name": labels.intent_of(heard[0]), "confidence": 0.95},
        "intent_ranking": [{"name": label, "confidence": 0.9 / len(heard)} for label in heard],
        "heard": [
            {"name": label, "confidence": 0.95, "of_partner": of_partner} for label in heard if label in labels.LEARNED
        ],
        "evidence": [{"label": label, "text": _WORDS, "start": 0, "end": len(_WORDS)} for label in heard],
        "nuances": [],
        **beside,
    }
