"""Taking a person's words out of what is kept of a conversation; that something was said, and when, stays.

Three things ask for it: a minor writes, a request has ended (sent, stopped or expired: its data live in the requests from
then on, or nowhere), and somebody has everything erased.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from stiefwijzer import personal
from stiefwijzer.storage.turns import Change, Json, Turn

#: What stays of what was understood: the label, which steers the rules.
_INTENT: Final = "intent"
#: A telephone number is known by its last digits, however it was written.
_LAST_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class Care:
    """How a turn is kept: the turn, and what `Turns.add` does beside adding it."""

    turn: Turn
    draft: bool | None = None
    forgetting: Change | None = None
    erasing: bool = False


def care_for(turn: Turn, *, draft: Any, minor: bool, alarm: bool) -> Care:
    """Return how a new turn is kept.

    Args:
        turn: The turn, with the state before it.
        draft: The unfinished request after it; None when there is none.
        minor: Whether a minor writes.
        alarm: Whether the turn answers danger.
    """
    if any(value for value in _set_in(turn, personal.ERASED)):
        return Care(
            replace(turn, state=None, events=_without(without_words(turn.events), personal.WORDS)), False, erasing=True
        )
    had_draft = _draft_before(turn) is not None or any(value is not None for value in _set_in(turn, personal.DRAFT))
    answers = forgotten_in(turn.state, turn.events)
    changes: list[Change] = []
    if minor:
        turn = _wordless(turn, without_words(turn.events))
        changes += [_all_silent] if alarm or had_draft else []
    elif is_private(turn.state):
        turn = replace(turn, events=without_words(turn.events))
    if had_draft and draft is None and not minor:
        values = identifying([turn])
        changes.append(lambda turns: without_request(turns, values))
        turn = _forgotten(turn, values, answered=True)
    if answers:
        changes.append(lambda turns: [_without_kept(each, answers) for each in turns])
        turn = _without_kept(turn, answers)
    is_held = draft is not None and not minor
    return Care(turn, is_held if is_held or had_draft else None, _all_of(changes))


def _all_of(changes: Sequence[Change]) -> Change | None:
    """Return one change that makes all of them, in order; None when there are none."""

    def change(turns: Sequence[Turn]) -> Sequence[Turn]:
        for each in changes:
            turns = each(turns)
        return turns

    return change if changes else None


def _without_kept(turn: Turn, answers: Sequence[str]) -> Turn:
    state = None if turn.state is None else state_without_answers(turn.state)
    return replace(turn, state=state, events=without_answers(turn.events, answers))


def without_words(events: Sequence[Json]) -> list[Json]:
    """Return events without what the person wrote."""
    return [_silent(event) if event["event"] == "user" else event for event in events]


def without_any_words(events: Sequence[Json]) -> list[Json]:
    """Return events without what the person wrote, and without answers, which may quote it."""
    return [_mute(event) if event["event"] == "bot" else event for event in without_words(events)]


def without_request(turns: Sequence[Turn], values: Iterable[str] = ()) -> list[Turn]:
    """Return turns without what was said to the form of a request, and without what identifies the person elsewhere.

    Args:
        turns: A whole conversation, oldest first.
        values: Names, addresses and numbers to look for, beside those of the requests in these turns.
    """
    known = {*values, *identifying(turns)}
    return [_forgotten(turn, known, answered=False) for turn in turns]


def identifying(turns: Sequence[Turn]) -> set[str]:
    """Return the names, addresses and numbers of every request that stands in these turns."""
    drafts = [draft for turn in turns for draft in (_draft_before(turn), *_set_in(turn, personal.DRAFT)) if draft]
    return {str(value) for draft in drafts for name in personal.IDENTIFYING if (value := draft.get(name))}


def _all_silent(turns: Sequence[Turn]) -> list[Turn]:
    return [_wordless(turn, without_any_words(turn.events)) for turn in turns]


def _wordless(turn: Turn, events: Sequence[Json]) -> Turn:
    """Return a turn that remembers no words, with these events."""
    return replace(turn, state=_state_without(turn, personal.WORDS), events=_without(events, personal.WORDS))


def _forgotten(turn: Turn, values: Iterable[str], *, answered: bool) -> Turn:
    """Return a turn without the request; the answer of one just `answered` stays, unless it names the person."""
    in_form = _is_of_form(turn)

    def kept(event: Json) -> Json:
        named = _mentions(str(event.get("text") or ""), values)
        if event["event"] == "user" and (in_form or named):
            return _silent(event)
        if event["event"] == "bot" and (named or (in_form and not answered)):
            return _mute(event)
        return event

    draft = (personal.DRAFT,)
    events = _without([kept(event) for event in turn.events], draft)
    return replace(turn, state=_state_without(turn, draft), events=events)


def _is_of_form(turn: Turn) -> bool:
    opened = any(event["event"] == "active_loop" and event.get("name") == personal.FORM for event in turn.events)
    return opened or _draft_before(turn) is not None or bool(_set_in(turn, personal.DRAFT))


def _mentions(text: str, values: Iterable[str]) -> bool:
    lowered, digits = text.casefold(), re.sub(r"\D", "", text)
    for value in values:
        number = re.sub(r"\D", "", value)
        if value.startswith("+") and number[-_LAST_DIGITS:] in digits:
            return True
        if re.search(rf"(?<!\w){re.escape(value.casefold())}(?!\w)", lowered):
            return True
    return False


def _draft_before(turn: Turn) -> Json | None:
    draft: Json | None = (turn.state or {}).get("slots", {}).get(personal.DRAFT)
    return draft


def _set_in(turn: Turn, slot: str) -> list[Any]:
    return [event.get("value") for event in turn.events if event["event"] == "slot" and event["name"] == slot]


def _state_without(turn: Turn, slots: Collection[str]) -> Json | None:
    if turn.state is None:
        return None
    kept = {name: value for name, value in turn.state.get("slots", {}).items() if name not in slots}
    return {**turn.state, "slots": kept}


def _without(events: Sequence[Json], slots: Collection[str]) -> list[Json]:
    return [
        {**event, "value": None} if event["event"] == "slot" and event["name"] in slots else event for event in events
    ]


def is_private(before: Json | None) -> bool:
    """Tell whether a turn was taken in an exercise of which no answer is kept.

    Args:
        before: The state before the turn: a message that only begins the exercise is no answer yet.
    """
    exercise = ((before or {}).get("slots") or {}).get(personal.EXERCISE) or {}
    return bool(exercise.get("private"))


def forgotten_in(before: Json | None, events: Sequence[Json]) -> list[str]:
    """Return the answers that somebody had kept and lets go in this turn."""
    lets_go = any(
        event["event"] == "slot" and event["name"] == personal.KEPT and event["value"] is None for event in events
    )
    kept = ((before or {}).get("slots") or {}).get(personal.KEPT) or []
    return [each["answer"] for each in kept] if lets_go else []


def without_answers(events: Sequence[Json], answers: Sequence[str]) -> list[Json]:
    """Return events without answers that were kept: neither in the memory, nor where they were read back."""
    return [_forgetting(event, answers) for event in events]


def state_without_answers(state: Json) -> Json:
    """Return a state that remembers no answers."""
    return {**state, "slots": {name: value for name, value in state["slots"].items() if name != personal.KEPT}}


def _forgetting(event: Json, answers: Sequence[str]) -> Json:
    if event["event"] == "slot" and event["name"] == personal.KEPT:
        return {**event, "value": None}
    if event["event"] == "bot" and any(f"“{answer}”" in (event.get("text") or "") for answer in answers):
        return {**event, "text": ""}
    return event


def _silent(event: Json) -> Json:
    understood = {_INTENT: event.get("parse_data", {}).get(_INTENT, {}), "entities": [], "text": ""}
    return {**event, "text": "", "parse_data": understood, "metadata": {}}


def _mute(event: Json) -> Json:
    return {**event, "text": "", "data": {}}
