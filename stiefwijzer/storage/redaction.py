"""Taking a person's words out of what is kept of a conversation; that something was said, and when, stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stiefwijzer.storage.turns import Json

#: What stays of what was understood: the label, which steers the rules.
_INTENT: Final = "intent"


def without_words(events: Sequence[Json]) -> list[Json]:
    """Return events without what the person wrote."""
    return [_silent(event) if event["event"] == "user" else event for event in events]


def without_any_words(events: Sequence[Json]) -> list[Json]:
    """Return events without what the person wrote, and without answers, which may quote it."""
    return [{**event, "text": "", "data": {}} if event["event"] == "bot" else event for event in without_words(events)]


def _silent(event: Json) -> Json:
    understood = {_INTENT: event.get("parse_data", {}).get(_INTENT, {}), "entities": [], "text": ""}
    return {**event, "text": "", "parse_data": understood, "metadata": {}}
