"""What somebody does in the chat, and what they see of it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.server.running import Server, Visitor

PATTERN = "Zodra mijn vriend wil knuffelen loop ik weg, ik red me liever alleen."
LAUNCHER = "Praat over je stiefgezin"
KEY = "stiefwijzer-chat"


def write(page: Page, text: str) -> None:
    """Type something and send it."""
    field(page).fill(text)
    page.get_by_role("button", name="Stuur").click()


def field(page: Page) -> Locator:
    """Return the field one writes in."""
    return page.get_by_label("Je bericht")


def launcher(page: Page) -> Locator:
    """Return the button that opens the chat."""
    return page.get_by_role("button", name=LAUNCHER)


def buttons(page: Page) -> Locator:
    """Return the quick replies of the latest answer."""
    return page.locator(".replies").last.get_by_role("button")


def answers(page: Page) -> Locator:
    """Return everything the assistant said, and the element said in its place."""
    return page.locator(".bubble:not(.person) > span:last-child")


def said(page: Page) -> Locator:
    """Return everything the person typed."""
    return page.locator(".person > span:last-child")


def begin(page: Page) -> Page:
    """Say hello, and wait for the answer."""
    write(page, "hoi")
    expect(buttons(page).first).to_be_visible()
    return page


def kept(page: Page) -> dict[str, Any]:
    """Return what the tab remembers."""
    stored = page.evaluate(f"sessionStorage.getItem('{KEY}')")
    return dict(json.loads(stored)) if stored else {}


def heard(server: Server, page: Page) -> list[str]:
    """Return what the server heard of the person on the page."""
    return [event["text"] for event in server.events(Visitor(server.url, kept(page)["token"]), "user")]
