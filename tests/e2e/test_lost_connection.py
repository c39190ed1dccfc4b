"""The connection or the server goes away in the middle of a conversation: nothing is lost, and nothing is said twice."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from stiefwijzer.content import Content
from tests.conftest import StartServer
from tests.e2e.conftest import OpenPage
from tests.e2e.talking import PATTERN, answers, begin, buttons, field, heard, kept, said, write
from tests.server.running import Server

pytestmark = pytest.mark.slow

MESSAGES = "**/chat/messages"
#: The element tries again by itself, after a while; this is longer.
SOON = 15_000
ANSWERED = "Thuis kan dat zo gaan"


@pytest.fixture
def talking(page: Page) -> Page:
    """A conversation that has begun."""
    return begin(page)


def lost(route: Route) -> None:
    """Let the message arrive and lose the answer."""
    route.fetch()
    route.abort()


def test_words_are_sent_by_themselves_once_when_the_server_is_back(
    open_page: OpenPage, start_server: StartServer, texts: Content
) -> None:
    server = start_server()
    page = begin(open_page(server.url))

    server.kill()
    write(page, PATTERN)
    status = page.get_by_role("status")
    expect(status).to_contain_text("wordt vanzelf verstuurd")
    expect(status.get_by_role("link", name=texts.coach.email)).to_have_attribute("href", f"mailto:{texts.coach.email}")
    expect(page.locator(".note")).to_have_text("Nog niet verstuurd")

    server.start()
    expect(answers(page).last).to_contain_text(ANSWERED, timeout=SOON)

    assert heard(server, page) == ["hoi", PATTERN]
    expect(said(page)).to_have_text(["hoi", PATTERN])
    expect(page.locator(".note")).to_have_count(0)
    expect(status).to_be_empty()


def test_lines_to_call_keep_their_shape_when_the_server_cannot_be_reached(talking: Page) -> None:
    talking.route(MESSAGES, lambda route: route.abort())
    write(talking, PATTERN)
    lines = talking.get_by_role("status").get_by_role("link", name="Bel")
    expect(lines.first).to_be_visible()
    for line in lines.all():
        expect(line).to_have_css("padding-left", "16px")


def test_answer_that_got_lost_comes_after_all_and_the_words_are_heard_once(talking: Page, server: Server) -> None:
    talking.route(MESSAGES, lost)
    write(talking, PATTERN)
    expect(talking.get_by_role("status")).to_contain_text("wordt vanzelf verstuurd")

    talking.unroute(MESSAGES)
    talking.get_by_role("button", name="Probeer het nu").click()
    expect(answers(talking).last).to_contain_text(ANSWERED)

    assert heard(server, talking) == ["hoi", PATTERN]


def test_button_whose_answer_got_lost_is_heard_once(talking: Page, server: Server) -> None:
    talking.route(MESSAGES, lost)
    buttons(talking).first.click()
    expect(talking.locator("li .note")).to_have_text("Nog niet verstuurd")

    talking.unroute(MESSAGES)
    expect(talking.locator(".replies")).to_have_count(2, timeout=SOON)

    assert len(heard(server, talking)) == 2


def test_several_messages_without_a_connection_are_sent_in_order_when_it_is_back(talking: Page, server: Server) -> None:
    context: BrowserContext = talking.context
    more = ["en mijn zoon ook", "wat kan ik doen?"]
    context.set_offline(True)
    for text in (PATTERN, *more):
        write(talking, text)
    expect(talking.locator(".note")).to_have_count(3)

    context.set_offline(False)
    expect(talking.locator(".note")).to_have_count(0, timeout=SOON)
    for _ in range(SOON // 100):  # the first is answered; the others follow
        if not kept(talking)["outbox"]:
            break
        talking.wait_for_timeout(100)

    assert heard(server, talking) == ["hoi", PATTERN, *more]


def test_connection_lost_in_the_middle_of_a_turn_loses_nothing(talking: Page, server: Server) -> None:
    def cut(route: Route) -> None:
        talking.context.set_offline(True)
        lost(route)

    talking.route(MESSAGES, cut)
    write(talking, PATTERN)
    expect(talking.locator(".note")).to_have_count(1)

    talking.unroute(MESSAGES)
    talking.context.set_offline(False)
    expect(answers(talking).last).to_contain_text(ANSWERED, timeout=SOON)
    assert heard(server, talking) == ["hoi", PATTERN]


def test_reload_while_a_message_waits_sends_it_once(talking: Page, server: Server) -> None:
    talking.route(MESSAGES, lambda route: route.abort())
    write(talking, PATTERN)
    expect(talking.locator(".note")).to_have_count(1)

    talking.unroute(MESSAGES)
    talking.reload()
    expect(answers(talking).last).to_contain_text(ANSWERED)

    expect(said(talking)).to_have_text(["hoi", PATTERN])
    assert heard(server, talking) == ["hoi", PATTERN]


def test_when_what_was_said_cannot_be_read_danger_is_sent_all_the_same(talking: Page, texts: Content) -> None:
    talking.route("**/chat/history", lambda route: route.fulfill(status=500, body='{"status": 500, "detail": "Mis."}'))
    talking.route(MESSAGES, lambda route: route.abort(), times=1)
    write(talking, "ik wil niet meer leven")
    expect(talking.locator(".note")).to_have_count(1)
    talking.reload()
    expect(answers(talking).first).to_contain_text(texts.answers["crisis_suicide"].bubbles("self")[0], timeout=SOON)


def test_reload_after_a_lost_answer_shows_it_from_the_history(talking: Page, server: Server) -> None:
    talking.route(MESSAGES, lost)
    write(talking, PATTERN)
    expect(talking.locator(".note")).to_have_count(1)

    talking.reload()
    expect(answers(talking).last).to_contain_text(ANSWERED)

    expect(said(talking)).to_have_text(["hoi", PATTERN])
    assert kept(talking)["outbox"] == []
    assert heard(server, talking) == ["hoi", PATTERN]


def test_words_typed_while_waiting_for_an_answer_stay_in_the_field(talking: Page) -> None:
    def type_and_go_on(route: Route) -> None:
        field(talking).fill("en nog iets")
        route.continue_()

    talking.route(MESSAGES, type_and_go_on)
    write(talking, PATTERN)
    expect(answers(talking).last).to_contain_text(ANSWERED)

    expect(field(talking)).to_have_value("en nog iets")


def test_slow_answer_shows_that_it_is_being_written(talking: Page) -> None:
    waiting: list[Route] = []
    talking.route(MESSAGES, lambda route: waiting.append(route))  # noqa: PLW0108 - Playwright takes no built-in
    write(talking, PATTERN)
    expect(talking.get_by_role("status")).to_have_text("Stiefwijzer schrijft")
    expect(field(talking)).to_be_editable()

    waiting[0].continue_()
    expect(answers(talking).last).to_contain_text(ANSWERED)
    expect(talking.get_by_role("status")).to_be_empty()


def test_server_that_says_it_is_typing_is_asked_again_with_the_same_message(talking: Page, server: Server) -> None:
    asked: list[str] = []

    def typing_at_first(route: Route) -> None:
        asked.append(json.loads(route.request.post_data or "")["id"])
        if len(asked) > 1:
            route.continue_()
        else:
            body = json.dumps({"state": "typing"})
            route.fulfill(status=202, body=body, headers={"Retry-After": "1", "Content-Type": "application/json"})

    talking.route(MESSAGES, typing_at_first)
    write(talking, PATTERN)
    expect(talking.get_by_role("status")).to_have_text("Stiefwijzer schrijft")
    expect(answers(talking).last).to_contain_text(ANSWERED)

    assert len(asked) == 2
    assert len(set(asked)) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_error_that_passes_is_told_and_the_words_are_sent_again(status: int, talking: Page, server: Server) -> None:
    problem = json.dumps({"status": status, "detail": "Wacht even."})
    talking.route(MESSAGES, lambda route: route.fulfill(status=status, body=problem, headers={"Retry-After": "1"}))
    write(talking, PATTERN)
    expect(talking.get_by_role("status")).to_contain_text("Wacht even.")

    talking.unroute(MESSAGES)
    expect(answers(talking).last).to_contain_text(ANSWERED, timeout=SOON)
    assert heard(server, talking) == ["hoi", PATTERN]


def test_message_that_is_refused_gives_its_words_back(talking: Page) -> None:
    problem = json.dumps({"status": 413, "detail": "Je bericht is te lang."})
    talking.route(MESSAGES, lambda route: route.fulfill(status=413, body=problem))
    write(talking, PATTERN)

    expect(answers(talking).last).to_have_text("Je bericht is te lang.")
    expect(field(talking)).to_have_value(PATTERN)
    assert kept(talking)["outbox"] == []


def test_session_of_another_key_is_replaced_and_the_words_are_answered(page: Page, texts: Content) -> None:
    expect(field(page)).to_be_visible()  # before that the element may still write what it stores itself
    page.evaluate("sessionStorage.setItem('stiefwijzer-chat', JSON.stringify({ token: 'foreign', made: Date.now() }))")
    page.reload()
    expect(answers(page)).to_contain_text(["verlopen"])

    write(page, "hoi")

    expect(answers(page).nth(1)).to_have_text(texts.moments.welcome.text)


@pytest.mark.parametrize("stored", ["{", "7", "null", '{"outbox": 7, "token": 5}'])
def test_what_somebody_else_stored_under_our_name_does_no_harm(stored: str, page: Page, texts: Content) -> None:
    page.evaluate("stored => sessionStorage.setItem('stiefwijzer-chat', stored)", stored)
    page.reload()
    write(page, "hoi")

    expect(answers(page).filter(has_text=texts.moments.welcome.text)).to_have_count(1)
