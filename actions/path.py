"""The way along the steps: where somebody is, what was done, and going on after a night."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import exercises, speaking
from actions.memory import DONE, STEP, TRYING
from stiefwijzer import labels
from stiefwijzer.content import texts
from stiefwijzer.content.moments import STEP_NAMED
from stiefwijzer.content.parts import MAX_QUICK_REPLIES


def last_time(tracker: Any) -> str:
    """Return what is said of the last time, with a space before it; nothing when no step was looked at."""
    step = step_of(tracker)
    return f" {_named(texts().moments.path.last_time, step)}" if step else ""


def greet_again(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType] | None:
    """Utter where to go on, in a new session; None when there is nothing to go on with."""
    moments, step = texts().moments, step_of(tracker)
    if trying := tracker.get_slot(TRYING):
        asked = [moments.still_trying.replace("{sentence}", str(trying))]
        return speaking.say(dispatcher, asked, [f"{speaking.BEGIN}{exercises.HOW_IT_WENT}", *_onwards(tracker)[:3]])
    if step is None:
        return None
    question, leads_to = _going_on(tracker, step)
    return speaking.say(dispatcher, [f"{moments.path.go_on} {question}"], leads_to)


def where(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType]:
    """Utter where somebody is along the steps, and go on from there."""
    path, step = texts().moments.path, step_of(tracker)
    if step is None:
        return speaking.say_moment(dispatcher, path.nowhere)
    said = [_named(path.here, step)]
    done = [label for label in tracker.get_slot(DONE) or [] if label in labels.STEPS[1:]]
    if done:
        said.append(path.done.replace(STEP_NAMED, ", ".join(f"stap {label[-1]}" for label in done)))
    question, leads_to = _going_on(tracker, step)
    return speaking.say(dispatcher, [" ".join([*said, question])], leads_to)


def _going_on(tracker: Any, step: str) -> tuple[str, list[str]]:
    """Return the question that leads on from a step, and where to: the first is what a yes takes."""
    path = texts().moments.path
    if exercises.can_resume(tracker):
        question, leads_to = path.half, [exercises.RESUME, step, *_onwards(tracker)]
    elif step in (tracker.get_slot(DONE) or []) and step != labels.STEPS[-1]:
        question, leads_to = path.onwards, [*_onwards(tracker), step]
    else:
        question, leads_to = path.again, [step, *_onwards(tracker)]
    return str(question), leads_to[:MAX_QUICK_REPLIES]


def step_of(tracker: Any) -> str | None:
    """Return the step looked at last."""
    step = tracker.get_slot(STEP)
    return step if step in labels.STEPS[1:] else None


def _onwards(tracker: Any) -> list[str]:
    """Return the step after the one looked at last, and all of them."""
    step = step_of(tracker)
    following = labels.STEPS[labels.STEPS.index(step) + 1 :][:1] if step else []
    return [*following, "ask_steps"]


def _named(text: str, step: str) -> str:
    title = texts().title(step)
    return text.replace(STEP_NAMED, title[:1].lower() + title[1:])
