"""Every state the element can be in, and how to get there: for checks that go through all of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, expect

from tests.e2e.talking import PATTERN, begin, buttons, launcher, write

#: Gets a page on which the launcher is visible into a state.
Reach = Callable[[Page], None]


def _closed(page: Page) -> None:
    expect(launcher(page)).to_be_visible()


def _open(page: Page) -> None:
    launcher(page).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def _quick_replies(page: Page) -> None:
    _open(page)
    write(page, PATTERN)
    expect(buttons(page).first).to_be_attached()


def _chosen(page: Page) -> None:
    _open(page)
    begin(page)
    buttons(page).first.click()
    expect(page.locator(".replies")).to_have_count(2)


def _question(page: Page) -> None:
    """A question that is to be answered in words, and the words that are being typed."""
    _open(page)
    write(page, "ik trek het niet meer")
    expect(buttons(page)).to_have_count(2)
    page.get_by_label("Je bericht").fill("Het is zwaar, want\nwe hebben elke dag ruzie\nover zijn dochter")


def _form_question(page: Page) -> None:
    """The form asks for a name, and then for an address."""
    _open(page)
    write(page, "ik wil graag een kennismaking aanvragen")
    expect(buttons(page)).to_have_text("Stoppen")
    write(page, "Sam")
    expect(page.get_by_label("Je bericht")).to_have_attribute("autocomplete", "email")


def _crisis(page: Page) -> None:
    _open(page)
    write(page, "ik wil niet meer leven")
    expect(page.locator(".links")).to_have_count(2)


def _typing(page: Page) -> None:
    _open(page)
    begin(page)
    page.route("**/chat/messages", lambda _: None)
    write(page, PATTERN)
    expect(page.get_by_role("status")).to_have_text("Stiefwijzer schrijft")


def _no_connection(page: Page) -> None:
    _open(page)
    begin(page)
    page.route("**/chat/messages", lambda route: route.abort())
    write(page, PATTERN)
    expect(page.locator(".note")).to_have_count(1)


def _refused(page: Page) -> None:
    _open(page)
    body = json.dumps({"status": 413, "detail": "Je bericht is te lang; verdeel het over een paar berichten."})
    page.route("**/chat/messages", lambda route: route.fulfill(status=413, body=body))
    write(page, PATTERN)
    expect(page.locator(".problem")).to_have_count(1)


def _again(page: Page) -> None:
    _open(page)
    begin(page)
    page.get_by_role("button", name="Opnieuw").click()
    expect(page.locator(".replies")).to_have_count(2)


def _not_loaded(page: Page) -> None:
    page.route("**/parts/*", lambda route: route.abort())
    launcher(page).click()
    expect(page.get_by_role("status")).to_contain_text("kan nu niet openen")


STATES: Final[dict[str, Reach]] = {
    "closed": _closed,
    "open": _open,
    "quick replies": _quick_replies,
    "chosen": _chosen,
    "question": _question,
    "form question": _form_question,
    "crisis": _crisis,
    "typing": _typing,
    "no connection": _no_connection,
    "refused": _refused,
    "again": _again,
    "not loaded": _not_loaded,
}
