"""Short messages that mean something only after what was said before: more, next, back, repeat, clarify.

Each leads from the subject spoken about last to another one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import exercises, memory, speaking
from actions.talking import Talks
from stiefwijzer.content import SafetyAnswer, texts
from stiefwijzer.labels import STEPS


class ActionFollowUp(Talks, Action):
    """Understands "verder", "nog een", "terug", "herhaal" and "wat bedoel je" from the conversation."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_follow_up"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the answer of the subject it leads to, or ask which one is meant when nothing was said yet."""
        heard, said = memory.label_heard(tracker), memory.said(tracker)
        if heard in ("next", "back") and exercises.can_resume(tracker) and not _walked_on(tracker):
            return exercises.resume(dispatcher, tracker)
        label = _LEADS_TO[heard](said, tracker.get_slot(memory.OFFERED)) if said else None
        known = {slot: tracker.get_slot(slot) for slot in (memory.HEARD, memory.RECOGNISED)}
        events = speaking.answer(dispatcher, tracker, label or heard)
        if label in said:
            # Saying it again tells nothing new about the person: it may have been the partner's pattern.
            events += [SlotSet(slot, value) for slot, value in known.items()]
        if heard == "back" and label:
            events.append(SlotSet(memory.SAID, said[:-1]))
        return events


def _walked_on(tracker: Tracker) -> bool:
    """Tell whether somebody has gone to another step since an exercise was put aside."""
    step = texts().exercises[tracker.get_slot(memory.ASIDE)["name"]].step
    return any(label in STEPS and label != step for label in memory.said(tracker)[-1:])


def _more(said: Sequence[str], _: str | None) -> str | None:
    """Return the first thing the last answer led to that was not spoken of yet."""
    return next((label for label in texts().answers[said[-1]].leads_to if label not in said), None)


def _next(said: Sequence[str], offered: str | None) -> str | None:
    """Return the next of the steps, or what was offered."""
    if said[-1] in STEPS[:-1]:
        return STEPS[STEPS.index(said[-1]) + 1]
    return offered if offered in texts().answers else None


def _back(said: Sequence[str], _: str | None) -> str | None:
    return said[-2] if len(said) > 1 else None


def _repeat(said: Sequence[str], _: str | None) -> str | None:
    return said[-1]


def _clarify(said: Sequence[str], _: str | None) -> str | None:
    """Return what explains the last answer."""
    answer = texts().answers[said[-1]]
    return None if isinstance(answer, SafetyAnswer) else answer.explained_by


_LEADS_TO: Final[Mapping[str, Callable[[Sequence[str], str | None], str | None]]] = {
    "more": _more,
    "next": _next,
    "back": _back,
    "repeat": _repeat,
    "clarify": _clarify,
}
