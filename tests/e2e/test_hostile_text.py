"""Whatever a text says, it is shown as text: of the person, the assistant, its buttons, lines, errors and history."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.talking import answers, begin, buttons, said, write
from tests.server.running import Server

pytestmark = pytest.mark.slow

HOSTILE = [
    "<script>document.title = 'open'</script>",
    "<img src=x onerror=\"document.title='open'\">",
    "<svg onload=\"document.title='open'\"></svg>",
    '"><style>*{display:none}</style>',
    "<a href=\"javascript:document.title='open'\">druk</a>",
    "{{constructor.constructor('document.title=1')()}} ${document.title='open'}",
]
ADDRESSES = [
    "javascript:document.title='open'",
    " javascript:document.title='open'",
    "JaVaScRiPt:document.title='open'",
    "java\nscript:document.title='open'",
    "data:text/html,<script>1</script>",
    "http://evil.example/",
    "//evil.example/",
    "blob:https://evil.example/1",
    "",
]


def answering(page: Page, path: str, body: Any, status: int = 200) -> None:
    """Let the server answer this."""

    def answer(route: Route) -> None:
        route.fulfill(status=status, body=json.dumps(body), content_type="application/json")

    page.route(f"**/chat/{path}", answer)


def assert_only_text(page: Page) -> None:
    assert page.title() == "Stiefwijzer: praten over je stiefgezin"
    foreign = "script, img, svg, style, iframe, object, [onerror], [onload], [onclick], [style*='none']"
    expect(page.get_by_role("log").locator(foreign)).to_have_count(0)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_the_person_types_is_shown_as_text_now_and_after_a_reload(text: str, page: Page) -> None:
    write(page, text)
    expect(said(page)).to_have_text(text)
    expect(answers(page).first).to_be_visible()

    page.reload()
    expect(said(page)).to_have_text(text)
    assert_only_text(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_the_server_says_is_shown_as_text(text: str, page: Page) -> None:
    reply, link = {"title": text, "payload": text}, {"title": text, "url": "tel:112"}
    answering(page, "messages", {"messages": [{"text": text, "quick_replies": [reply], "links": [link]}]})
    write(page, "hoi")

    expect(answers(page)).to_have_text(text)
    expect(buttons(page)).to_have_text(text)
    expect(page.locator(".links a").last).to_have_text(text)
    assert_only_text(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_history_is_shown_as_text(text: str, open_page: OpenPage, server: Server) -> None:
    page = begin(open_page(server.url))
    message = {"id": text, "text": text}
    shown = [
        {"from": "person", **message, "payload": text},
        {"from": "assistant", **message, "quick_replies": [{"title": text, "payload": text}]},
    ]
    answering(page, "history", {"messages": shown})
    page.reload()

    expect(said(page)).to_have_text(text)
    expect(answers(page)).to_have_text(text)
    assert_only_text(page)


@pytest.mark.parametrize("status", [422, 500])
def test_error_is_shown_as_text(status: int, page: Page) -> None:
    answering(page, "messages", {"status": status, "detail": HOSTILE[1]}, status)
    write(page, "hoi")

    place = answers(page) if status == 422 else page.get_by_role("status")
    expect(place).to_contain_text(HOSTILE[1])
    assert_only_text(page)
    expect(page.get_by_role("status").locator("img")).to_have_count(0)


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_https_tel_and_mailto_become_links(address: str, page: Page) -> None:
    links = [{"title": "druk", "url": url} for url in (address, "https://www.113.nl", "tel:113", "mailto:a@b.nl")]
    answering(page, "messages", {"messages": [{"text": "hoi", "quick_replies": [], "links": links}]})
    write(page, "hoi")

    shown = page.locator(".links").last
    expect(shown.get_by_text("druk")).to_have_count(4)
    hrefs = [link.get_attribute("href") for link in shown.get_by_role("link").all()]
    assert hrefs == ["https://www.113.nl", "tel:113", "mailto:a@b.nl"]
