"""What is answered for how it is said rather than for a label: shame, anger, silence, "dat klopt niet", "de tweede".

The phrases stand in data/language/nuances.yml. A message that tells something besides is answered for that.
"""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import asking, choosing, memory, path, roles, speaking
from actions.memory import HEARD, RECOGNISED, set_now
from stiefwijzer import labels
from stiefwijzer.content import texts

#: In the order in which they are answered when there are several.
_SMALL_TALK: Final = ("no_help", "ashamed", "angry", "swearing", "how_are_you", "silence")
#: A choice among what was offered, or a word to the assistant, takes no more words than this.
_BRIEF: Final = 4
_SHORT: Final = 9
#: Shame about asking sounds like the anxious pattern to the classifier; then it may take more words.
_MISTAKEN_FOR: Final = frozenset({"pattern_anxious"})
_LONGER: Final = 16
_FEELINGS: Final = frozenset((*labels.PATTERNS, *labels.FEELINGS))
#: Swearing and silence beside a subject are no more than its tone.
_ONLY_TONE: Final = frozenset({"swearing", "silence"})


def answer(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType] | None:
    """Utter what a nuance asks for; None when none does."""
    if not memory.is_typed(tracker) or not memory.nuances(tracker):
        return None
    if roles.is_only_that(tracker):
        return roles.known(dispatcher, tracker)
    words = memory.length(tracker)
    chosen = choosing.by_number(dispatcher, tracker) if words <= _BRIEF else None
    short = words <= (_LONGER if memory.label_heard(tracker) in _MISTAKEN_FOR else _SHORT)
    return chosen or (_answer_short(dispatcher, tracker) if short else None)


def _answer_short(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType] | None:
    nuances, spoken_of = memory.nuances(tracker), memory.said(tracker)
    if "where" in nuances:
        return path.where(dispatcher, tracker)
    if "wrong" in nuances and spoken_of and spoken_of[-1] in _FEELINGS:
        return _forget(dispatcher, tracker)
    if "stop" in nuances and memory.length(tracker) <= _BRIEF and memory.label_heard(tracker) != "deny":
        return speaking.answer(dispatcher, tracker, "goodbye")
    return _small_talk(dispatcher, tracker, nuances)


def _small_talk(dispatcher: CollectingDispatcher, tracker: Any, nuances: frozenset[str]) -> list[EventType] | None:
    tells = memory.label_heard(tracker) in labels.SUBJECTS
    for name in _SMALL_TALK:
        told_more = tells and (name in _ONLY_TONE or (name != "ashamed" and memory.length(tracker) > _SHORT))
        if name in nuances and not told_more:
            said = speaking.say_moment(dispatcher, getattr(texts().moments.small_talk, name))
            spoken_of = memory.said(tracker)
            counted = (
                asking.verdict(tracker, helped=False, rated=spoken_of[-1]) if name == "no_help" and spoken_of else []
            )
            return [*said, *counted]
    return None


def _forget(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType]:
    """Forget what was heard last: the person says that it is not so."""
    wrong = memory.said(tracker)[-1]
    left = [label for label in memory.recognised(tracker) if label != wrong]
    said = speaking.say_moment(dispatcher, texts().moments.misread)
    return [*said, set_now(tracker, HEARD, left[-1] if left else None), set_now(tracker, RECOGNISED, left)]
