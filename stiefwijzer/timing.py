"""Time: a clock that tests can move, and how a moment is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

#: Returns the time now, in seconds since 1970.
Clock = Callable[[], float]


def amsterdam(at: float) -> datetime:
    """Return a moment as a clock in the Netherlands and Belgium shows it."""
    return datetime.fromtimestamp(at, ZoneInfo("Europe/Amsterdam"))


def shown(at: float) -> str:
    """Return a moment as a person reads it: "2026-11-24 14:05"."""
    return amsterdam(at).strftime("%Y-%m-%d %H:%M")
