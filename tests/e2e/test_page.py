"""The page at "/": what a visitor should know before they talk, and the chat on it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from stiefwijzer.content import Content
from tests.e2e.conftest import OpenPage
from tests.e2e.talking import PATTERN, answers, begin, buttons, field, kept, said, write
from tests.server.running import Server

pytestmark = pytest.mark.slow


def test_page_says_what_it_is_for_whom_what_it_is_not_and_whose(page: Page, texts: Content) -> None:
    about = page.locator("#about")
    expect(about.get_by_role("heading")).to_have_text(
        ["Wat is dit?", "Voor wie?", "Wat is het niet?", "Je privacy, in vijf regels"]
    )
    expect(about).to_contain_text("Geen mens, geen therapeut en geen noodhulp")
    expect(about).to_contain_text(texts.coach.name)
    expect(about.get_by_role("link", name=texts.coach.email)).to_have_attribute("href", f"mailto:{texts.coach.email}")
    assert page.locator("ol > li").count() == 5
    assert "{" not in page.locator("body").inner_text()


def test_every_number_on_the_page_is_a_line_that_is_checked(page: Page, texts: Content) -> None:
    called = [link.get_attribute("href") for link in page.locator("a[href^='tel:']").all()]

    known = {f"tel:{re.sub(r'[^0-9]', '', line.number)}" for line in texts.helplines.values()}
    assert len(called) >= 3
    assert set(called) <= known


def test_every_website_on_the_page_is_one_of_a_line_that_is_checked(page: Page, texts: Content) -> None:
    opened = {link.get_attribute("href") for link in page.locator("#about a[href^='https:']").all()}

    assert opened
    assert opened <= {str(line.website) for line in texts.helplines.values()}


def test_whole_conversation_with_typing_and_buttons(page: Page, texts: Content) -> None:
    write(page, PATTERN)
    expect(answers(page).first).to_have_text(texts.moments.welcome.text)
    expect(answers(page)).to_have_count(3)
    expect(said(page)).to_have_text(PATTERN)

    buttons(page).get_by_text(texts.title("ask_step_3")).click()
    expect(answers(page).nth(3)).to_have_text(texts.answers["ask_step_3"].bubbles("pattern_avoidant")[0])
    expect(page.locator("[aria-pressed=true]")).to_have_text(texts.title("ask_step_3"))
    for button in page.locator(".replies").first.get_by_role("button").all():
        expect(button).to_be_visible()
        expect(button).to_have_attribute("aria-disabled", "true")

    write(page, "ja graag")
    expect(answers(page).nth(5)).to_have_text(texts.exercises["sentences_avoidant"].begin)


def test_whole_conversation_with_the_keyboard_only(page: Page, texts: Content) -> None:
    while not field(page).evaluate("field => field.getRootNode().activeElement === field"):
        page.keyboard.press("Tab")
    page.keyboard.type("welke stappen zijn er?")
    page.keyboard.press("Enter")
    expect(answers(page)).to_have_count(3)
    expect(field(page)).to_be_focused()

    for _ in range(buttons(page).count()):
        page.keyboard.press("Shift+Tab")
    expect(buttons(page).first).to_be_focused()
    page.keyboard.press("Enter")

    expect(answers(page).nth(3)).to_have_text(texts.answers["ask_step_1"].bubbles(None)[0])
    expect(page.locator("[aria-pressed=true]")).to_be_focused()
    expect(said(page)).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(said(page)).to_have_count(1)
    expect(page.locator("[aria-pressed=true]")).to_have_count(1)


def test_shift_and_enter_make_a_new_line_and_send_nothing(page: Page) -> None:
    field(page).focus()
    page.keyboard.type("een")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("twee")

    expect(field(page)).to_have_value("een\ntwee")
    expect(said(page)).to_have_count(0)


def test_empty_message_is_not_sent(page: Page) -> None:
    write(page, "   ")

    expect(said(page)).to_have_count(0)
    assert kept(page) == {}


def test_nothing_is_stored_before_the_first_message(page: Page) -> None:
    expect(field(page)).to_be_visible()

    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [0, 0, ""]


def test_page_asks_nothing_of_other_hosts(open_page: OpenPage, server: Server) -> None:
    opened = open_page("about:blank")
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(server.url)
    begin(opened)

    assert asked
    assert all(url.startswith(server.url) for url in asked)


def test_danger_is_answered_with_lines_to_press_and_nothing_to_buy(page: Page, texts: Content) -> None:
    write(page, "ik wil niet meer leven")
    lines = page.locator(".links").last.get_by_role("link")
    expect(page.locator(".links")).to_have_count(2)
    expect(lines.first).to_have_text("Bel 113")
    expect(lines.first).to_have_attribute("href", "tel:113")
    expect(lines.nth(1)).to_have_attribute("href", "https://www.113.nl")
    expect(lines.nth(1)).to_have_attribute("rel", "noopener noreferrer")
    assert page.locator(".replies").count() == 0

    write(page, "kan ik een afspraak maken?")
    expect(buttons(page)).to_have_count(1)
    expect(page.locator(".links").last.get_by_role("link").first).to_have_text("Bel 113")

    buttons(page).first.click()
    expect(page.locator(".replies")).to_have_count(2)
    expect(buttons(page).first).to_have_text(texts.title("explain_stepfamily"))
