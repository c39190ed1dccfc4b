"""Buttons of the form and about one's data, and the form itself: what an action can see of them."""

from __future__ import annotations

from typing import Any, Final

from rasa_sdk.events import EventType, FollowupAction

from stiefwijzer import labels, personal

#: What stands before the meaning of a button of the form, and of one about one's data (`choosing.choose`).
OF_FORM: Final = "intake"
OF_DATA: Final = "data"
ERASE: Final = f"{labels.CHOICE}:{OF_DATA}:erase"
SHOW: Final = f"{labels.CHOICE}:{OF_DATA}:show"
KEEP: Final = f"{labels.CHOICE}:{OF_DATA}:keep"
#: What is asked about one's data, by what a yes means.
ASKED: Final = {"delete_data": ERASE, "export_data": SHOW}


def chosen(tracker: Any) -> tuple[str, str]:
    """Return of the button that was pressed what it is of, and its meaning; empty for anything else."""
    of, _, meaning = str(tracker.latest_message.get("choice") or "").partition(":")
    return of, meaning


def pressed(value: str) -> str:
    """Return the payload of a button of the form."""
    return f"/{labels.CHOICE}:{OF_FORM}:{value}"


def is_about_data(payload: str) -> bool:
    """Tell whether a payload is one about one's data."""
    return payload.startswith(f"/{labels.CHOICE}:{OF_DATA}:")


def form_is_open(tracker: Any) -> bool:
    """Tell whether the request for the free talk is being filled in."""
    return bool((tracker.active_loop or {}).get("name") == personal.FORM)


def open_form() -> list[EventType]:
    """Return what opens the request, or goes on with one that was put aside."""
    return [FollowupAction(personal.FORM)]
