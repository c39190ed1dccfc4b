"""The server goes away in the middle of a conversation: nothing typed is lost, and nothing is said twice."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import StartServer
from tests.e2e.test_page import PATTERN, answers, buttons, write
from tests.server.running import Server, Visitor

pytestmark = pytest.mark.slow


@pytest.fixture
def talking(page: Page) -> Page:
    """A conversation that has begun."""
    return begin(page)


def begin(page: Page) -> Page:
    """Say hello, and wait for the answer."""
    write(page, "hoi")
    expect(buttons(page).first).to_be_visible()
    return page


def heard(server: Server, page: Page) -> list[str]:
    """Return what the server heard of the person on the page."""
    token = page.evaluate("sessionStorage.getItem('stiefwijzer-session')")
    return [event["text"] for event in server.events(Visitor(server.url, token), "user")]


def test_typed_words_stay_and_are_heard_once_after_the_restart(browser: Browser, start_server: StartServer) -> None:
    own_server = start_server()
    own_page = browser.new_page()
    own_page.goto(own_server.url)
    begin(own_page)

    own_server.kill()
    write(own_page, PATTERN)
    expect(answers(own_page).last).to_contain_text("geen verbinding")
    expect(own_page.get_by_label("Je bericht")).to_have_value(PATTERN)

    own_server.start()
    own_page.get_by_role("button", name="Stuur").click()
    expect(answers(own_page).last).to_contain_text("Thuis kan dat zo gaan")

    assert heard(own_server, own_page) == ["hoi", PATTERN]
    expect(own_page.locator(".person")).to_have_text(["hoi", PATTERN])
    expect(own_page.get_by_label("Je bericht")).to_have_value("")
    own_page.close()


def test_answer_that_got_lost_is_shown_on_sending_again_and_the_words_are_heard_once(
    talking: Page, server: Server
) -> None:
    talking.route("**/chat/messages", lambda route: (route.fetch(), route.abort()))
    write(talking, PATTERN)
    expect(answers(talking).last).to_contain_text("geen verbinding")

    talking.unroute("**/chat/messages")
    talking.get_by_role("button", name="Stuur").click()
    expect(answers(talking).last).to_contain_text("Thuis kan dat zo gaan")

    assert heard(server, talking) == ["hoi", PATTERN]


def test_button_whose_answer_got_lost_is_heard_once_when_it_is_pressed_again(talking: Page, server: Server) -> None:
    talking.route("**/chat/messages", lambda route: (route.fetch(), route.abort()))
    buttons(talking).first.click()
    expect(answers(talking).last).to_contain_text("geen verbinding")

    talking.unroute("**/chat/messages")
    buttons(talking).first.click()
    expect(talking.locator(".replies")).to_have_count(2)

    assert len(heard(server, talking)) == 2


@pytest.mark.parametrize("end", ["continue_", "abort"])
def test_words_typed_while_waiting_for_an_answer_are_kept(end: str, talking: Page) -> None:
    def type_and(route: Route) -> None:
        talking.get_by_label("Je bericht").fill("en nog iets")
        getattr(route, end)()

    talking.route("**/chat/messages", type_and)
    write(talking, PATTERN)
    expect(answers(talking)).not_to_have_count(3)

    expect(talking.get_by_label("Je bericht")).to_have_value(re.compile("en nog iets"))


def test_words_that_met_an_error_of_the_server_can_be_sent_again(talking: Page) -> None:
    problem = json.dumps({"status": 500, "detail": "Er ging bij mij iets mis; probeer het zo nog eens."})
    talking.route("**/chat/messages", lambda route: route.fulfill(status=500, body=problem))
    write(talking, PATTERN)

    expect(answers(talking).last).to_contain_text("probeer het zo nog eens")
    expect(talking.get_by_label("Je bericht")).to_have_value(PATTERN)
