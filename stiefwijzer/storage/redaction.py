"""Taking a person's words out of what is kept of a conversation; that something was said, and when, stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stiefwijzer.storage.turns import Json

#: What stays of what was understood: the label, which steers the rules.
_INTENT: Final = "intent"
#: The slots of an exercise that is going on, and of answers that somebody wanted kept (actions/memory.py).
EXERCISE: Final = "exercise"
KEPT: Final = "kept"


def without_words(events: Sequence[Json]) -> list[Json]:
    """Return events without what the person wrote."""
    return [_silent(event) if event["event"] == "user" else event for event in events]


def without_any_words(events: Sequence[Json]) -> list[Json]:
    """Return events without what the person wrote, and without answers, which may quote it."""
    return [{**event, "text": "", "data": {}} if event["event"] == "bot" else event for event in without_words(events)]


def is_private(before: Json | None) -> bool:
    """Tell whether a turn was taken in an exercise of which no answer is kept.

    Args:
        before: The state before the turn: a message that only begins the exercise is no answer yet.
    """
    exercise = ((before or {}).get("slots") or {}).get(EXERCISE) or {}
    return bool(exercise.get("private"))


def forgotten_in(before: Json | None, events: Sequence[Json]) -> list[str]:
    """Return the answers that somebody had kept and lets go in this turn."""
    lets_go = any(event["event"] == "slot" and event["name"] == KEPT and event["value"] is None for event in events)
    kept = ((before or {}).get("slots") or {}).get(KEPT) or []
    return [each["answer"] for each in kept] if lets_go else []


def without_answers(events: Sequence[Json], answers: Sequence[str]) -> list[Json]:
    """Return events without answers that were kept: neither in the memory, nor where they were read back."""
    return [_forgetting(event, answers) for event in events]


def state_without_answers(state: Json) -> Json:
    """Return a state that remembers no answers."""
    return {**state, "slots": {name: value for name, value in state["slots"].items() if name != KEPT}}


def _forgetting(event: Json, answers: Sequence[str]) -> Json:
    if event["event"] == "slot" and event["name"] == KEPT:
        return {**event, "value": None}
    if event["event"] == "bot" and any(f"“{answer}”" in (event.get("text") or "") for answer in answers):
        return {**event, "text": ""}
    return event


def _silent(event: Json) -> Json:
    understood = {_INTENT: event.get("parse_data", {}).get(_INTENT, {}), "entities": [], "text": ""}
    return {**event, "text": "", "parse_data": understood, "metadata": {}}
