"""Quick replies that are no subject, and choosing among what was offered: "ja", "de tweede", "allebei"."""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import answering, asking, choices, exercises, memory, path, privacy, roles, speaking
from actions.memory import CHOICES, KEPT, RATED
from stiefwijzer import labels
from stiefwijzer.content import texts
from stiefwijzer.content.exercises import SENTENCES
from stiefwijzer.content.parts import MAX_BUBBLES

_NUMBERED: Final = ("first", "second", "third")
#: How many answers that were kept go into one bubble.
_IN_ONE: Final = 3


def choose(dispatcher: CollectingDispatcher, tracker: Any, chosen: str) -> list[EventType]:  # noqa: PLR0911 - one a kind
    """Utter what follows on a choice: the part of a payload behind "choice:", such as "begin:reflection" or "helped"."""
    what, _, which = chosen.partition(":")
    if what == choices.OF_DATA:
        return privacy.do(dispatcher, tracker, which)
    if what == choices.OF_FORM:  # of a form that is closed; an open one takes its own
        return speaking.say(dispatcher, [texts().intake.says.closed], list(texts().answers["greet"].leads_to))
    if what == "begin" and which in (*texts().exercises, SENTENCES):
        return exercises.begin(dispatcher, tracker, which)
    if what == "role" and which in labels.ROLES:
        return roles.choose(dispatcher, tracker, which)
    if what == "resume" and exercises.can_resume(tracker):
        return exercises.resume(dispatcher, tracker)
    if what in ("helped", "not_helped"):
        return rate(dispatcher, tracker, helped=what == "helped")
    if what == "read":
        return _read(dispatcher, tracker)
    if what == "forget":
        said = speaking.say_moment(dispatcher, texts().moments.exercising.forgotten)
        return [*said, SlotSet(KEPT, None)]
    return path.where(dispatcher, tracker)  # a button of an exercise that is over


def rate(dispatcher: CollectingDispatcher, tracker: Any, *, helped: bool) -> list[EventType]:
    """Take whether an answer helped, and lead on."""
    moments = texts().moments
    moment = moments.thanks_helped if helped else moments.thanks_not_helped
    label = str(tracker.get_slot(RATED) or "").partition("/")[0]
    onwards = speaking.offers(label) if helped and label in texts().answers else None
    return [*speaking.say_moment(dispatcher, moment, onwards), *asking.verdict(tracker, helped=helped)]


def follow(dispatcher: CollectingDispatcher, tracker: Any, offered: str) -> list[EventType]:
    """Utter what an offer leads to: the answer to a label, or what follows on an option."""
    if offered.startswith(speaking.OPTION):
        return choose(dispatcher, tracker, offered.removeprefix(speaking.OPTION))
    return speaking.answer(dispatcher, tracker, labels.label_of(offered))


def by_number(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType] | None:
    """Utter what the first, second or third of the last quick replies leads to; None when none is meant."""
    offered = [each for each in tracker.get_slot(CHOICES) or [] if is_known(each)]
    nuances = memory.nuances(tracker)
    if "step_by_number" in nuances:
        return None
    if "both" in nuances and len(offered) == MAX_BUBBLES and set(offered) <= set(labels.SUBJECTS):
        return answering.answer_two(dispatcher, tracker, *(answering.Said(each, None, False) for each in offered))
    for nuance, each in zip(_NUMBERED, offered, strict=False):
        if nuance in nuances:
            return follow(dispatcher, tracker, each)
    return None


def is_known(offered: Any) -> bool:
    """Tell whether an offer of an earlier turn can still be followed."""
    return str(offered).startswith(speaking.OPTION) or labels.label_of(str(offered)) in texts().answers


def _read(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType]:
    kept = tracker.get_slot(KEPT) or []
    talk = texts().moments.exercising
    if not kept:
        return speaking.say_moment(dispatcher, talk.none_kept)
    lines = [f"{each['question']}. “{each['answer']}”" for each in kept]
    bubbles = [" ".join(lines[at : at + _IN_ONE]) for at in range(0, len(lines), _IN_ONE)]
    return speaking.say(dispatcher, [f"{talk.answers} {bubbles[0]}", *bubbles[1:]], ["ask_step_2", exercises.FORGET])
