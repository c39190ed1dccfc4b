"""What a coach is not for, and what is to be found elsewhere: said before, or instead of, the answer to the label.

Somebody who writes about an eating disorder may also write about keeping a distance. The way to people comes first then;
what else was heard stays one button away. The nuances behind it are phrases in data/language/border.yml.
"""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import memory, speaking
from stiefwijzer import labels
from stiefwijzer.content import texts
from stiefwijzer.content.parts import MAX_QUICK_REPLIES

#: What is answered as it was asked, whatever else the message says.
_UNMOVED: Final = frozenset({*labels.PRIVACY, labels.NON_DUTCH})
#: An address elsewhere is given only where nothing of the family was heard.
_NOT_HERE: Final = frozenset({"out_of_scope", labels.NOT_SURE})
#: What may be offered beside the way to people: talk about what was heard, no step and no tip.
_OFFERED: Final = frozenset({*labels.PATTERNS, *labels.FEELINGS, *labels.EXPLANATIONS})
#: Where nothing else is offered at all: somebody has to go to a doctor today.
_URGENT: Final = frozenset({"border_psychosis"})


def topic_of(tracker: Any) -> str | None:
    """Return the topic that the latest message asks for beside its label; None when its label is what counts."""
    heard = memory.label_heard(tracker)
    if heard in _UNMOVED:
        return None
    nuances = memory.nuances(tracker)
    # What somebody answers in an exercise is nowhere else: "mijn moeder kookte".
    elsewhere = heard in _NOT_HERE and not tracker.get_slot(memory.EXERCISE)
    asked = (*labels.BORDER, *(labels.ELSEWHERE if elsewhere else ()))
    return next((name for name in asked if name in nuances), None)


def refer(dispatcher: CollectingDispatcher, tracker: Any, topic: str) -> list[EventType]:
    """Utter the topic; among its quick replies is the pattern, feeling or question the message holds too."""
    chosen = texts().answers[topic]
    first, *others = chosen.leads_to
    label = memory.label_heard(tracker)
    heard = [label] if label in _OFFERED - {*chosen.leads_to} and topic not in _URGENT else []
    leads_to = [first, *heard, *others][:MAX_QUICK_REPLIES]
    return [*speaking.say(dispatcher, chosen.bubbles(None), leads_to), *memory.remember(tracker, topic)]
