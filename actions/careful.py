"""After danger: the conversation stays careful until somebody says that it is all right.

No tips, no steps and nothing to buy. Questions that somebody in danger may have are answered, with where to find people
under them; everything else leads to people. `memory.DANGER` remembers which danger it was; it outlives a session and a
restart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import asking, choices, exercises, memory, privacy, speaking
from stiefwijzer import labels
from stiefwijzer.content import SafetyAnswer, texts

#: What is answered all the same. It explains, guides to people or to one's data, and offers nothing.
ANSWERED: Final = frozenset(
    {*labels.EXPLANATIONS, *labels.BOUNDARY, *labels.PRIVACY, "bot_challenge", labels.NON_DUTCH, "goodbye"}
)
CHECK: Final = "crisis_check"
MINOR: Final = "child_user"
#: What an unclear message may be about, and what a yes to the question about it means.
_MEANT: Final = {"suicide": "crisis_suicide", "violence": "crisis_violence", "child": "crisis_child_safety"}
#: The button that says it is all right; heard in words by the gate (data/safety/aside.yml).
ALL_RIGHT: Final = f"/{labels.ALL_RIGHT}"


def guide_to_people(dispatcher: CollectingDispatcher, tracker: Any, label: str, about: str | None) -> list[EventType]:
    """Utter the answer to danger, with what one can call, and be careful from now on.

    Args:
        dispatcher: Where the bubbles go.
        tracker: The conversation.
        label: The kind of danger.
        about: Whose danger it is, or what an unclear message may be about.
    """
    country = memory.country_of(tracker)
    chosen = danger_answer(label)
    first, last = chosen.bubbles(about, country)
    dispatcher.utter_message(text=first)
    asked = _yes_or_no(about) if label == CHECK else []
    _utter(dispatcher, last, asked, chosen.lines_to_call(about, country))
    return [
        SlotSet(memory.DANGER, label),
        SlotSet(memory.DANGER_ABOUT, about),
        SlotSet(memory.COUNTRY, country),
        SlotSet(memory.OFFERED, None),
        SlotSet(memory.MISSES, 0),
        *exercises.leave_for(tracker, label),
    ]


def answer(dispatcher: CollectingDispatcher, tracker: Any, danger: str) -> list[EventType]:
    """Utter what is said instead of an ordinary answer."""
    heard = memory.label_heard(tracker)
    about = tracker.get_slot(memory.DANGER_ABOUT)
    if is_all_right(tracker, danger) or (danger == CHECK and heard == "deny"):
        return all_right(dispatcher, tracker, danger)
    if danger == CHECK and heard == "affirm":
        meant = _MEANT.get(str(about), "crisis_suicide")
        return guide_to_people(dispatcher, tracker, meant, "self" if meant == "crisis_suicide" else None)
    of, meaning = choices.chosen(tracker)
    if of == choices.OF_DATA:  # one's data stay one's own
        done = privacy.do(dispatcher, tracker, meaning)
        return [*done, *stay(dispatcher, tracker, danger, about)]
    if heard in choices.ASKED:
        for bubble in texts().answers[heard].bubbles(None):
            dispatcher.utter_message(text=bubble)
        stayed = stay(dispatcher, tracker, danger, about, speaking.sure_or_not(heard))
        return [*stayed, *speaking.about_to(tracker, heard)]
    if heard in (*ANSWERED, *labels.BORDER, *labels.ELSEWHERE):
        told = _without_question(texts().answers[heard].bubbles(tracker.latest_message.get("language")))
        # With the welcome before it and people to call behind it there is room for one bubble only.
        for bubble in told[:1] if tracker.get_slot(memory.NEW_SESSION) else told:
            dispatcher.utter_message(text=bubble)
    elif heard in labels.SUBJECTS or labels.is_topic(heard):
        dispatcher.utter_message(text=texts().moments.not_now.text)
    return stay(dispatcher, tracker, danger, about)


def stay(
    dispatcher: CollectingDispatcher,
    tracker: Any,
    danger: str,
    about: str | None,
    before: Sequence[dict[str, str]] = (),
) -> list[EventType]:
    """Utter quietly where people are, and how to say that it is all right; `before` are buttons that come first."""
    country = memory.country_of(tracker)
    chosen = danger_answer(danger)
    over = [{"title": str(chosen.over), "payload": ALL_RIGHT}] if chosen.over else []
    buttons = [*before, *(_yes_or_no(about) if danger == CHECK else over)]
    _utter(dispatcher, chosen.quiet, buttons, chosen.lines_to_call(about, country))
    return [SlotSet(memory.COUNTRY, country), SlotSet(memory.OFFERED, None), SlotSet(memory.MISSES, 0)]


def all_right(dispatcher: CollectingDispatcher, tracker: Any, danger: str) -> list[EventType]:
    """Utter that it is good to hear, and open the conversation again; not to a minor, who stays with people for minors."""
    dispatcher.utter_message(text=danger_answer(danger).afterwards)
    if tracker.get_slot(memory.MINOR) and danger != MINOR:
        return [*stay(dispatcher, tracker, MINOR, None), SlotSet(memory.DANGER, MINOR)]
    events = speaking.say_moment(dispatcher, texts().moments.after_danger)
    return [*events, *(SlotSet(slot, None) for slot in (memory.DANGER, memory.DANGER_ABOUT, memory.MINOR))]


def is_all_right(tracker: Any, danger: str) -> bool:
    """Tell whether the latest message says that it is all right; of a minor, that a grown-up writes."""
    said = tracker.latest_message.get("all_right") or []
    if danger == MINOR:
        return "grown_up" in said
    return "person" in said or memory.label_heard(tracker) == labels.ALL_RIGHT


def danger_answer(label: str) -> SafetyAnswer:
    """Return what is said to a kind of danger."""
    chosen = texts().answers[label]
    if not isinstance(chosen, SafetyAnswer):
        raise TypeError(f"{label} is no kind of danger")
    return chosen


def _utter(dispatcher: CollectingDispatcher, text: str, buttons: list[dict[str, str]], helplines: list[str]) -> None:
    links = [link for name in helplines for link in texts().helplines[name].links()]
    dispatcher.utter_message(text=text, buttons=buttons, json_message={"links": links})


def _yes_or_no(about: str | None) -> list[dict[str, str]]:
    moments = texts().moments
    meant = _MEANT.get(str(about), "crisis_suicide")
    return [{"title": moments.yes.title, "payload": f"/{meant}"}, {"title": moments.no.title, "payload": "/deny"}]


def _without_question(bubbles: list[str]) -> list[str]:
    """Return bubbles without the question that leads on: "ja" would not be taken up now."""
    *first, last = bubbles
    told = asking.without_question(last)
    return [*first, told] if told else first
