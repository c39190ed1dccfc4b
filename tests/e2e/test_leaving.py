"""Leaving: closing, beginning again, and getting away quickly with nothing left on the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from stiefwijzer.content import Content
from tests.e2e.conftest import DESK, PHONE, OpenPage
from tests.e2e.site import Site
from tests.e2e.talking import PATTERN, answers, begin, buttons, field, kept, launcher, said, write
from tests.server.running import Server, Visitor

pytestmark = pytest.mark.slow

WEATHER = "https://weer.example/"


@pytest.fixture
def talking(open_page: OpenPage, site: Site, home: Server) -> Page:
    """A conversation on the website, to which a page was opened before."""
    page = open_page(f"{site.origin}/plain", viewport=DESK)
    page.route(WEATHER, lambda route: route.fulfill(content_type="text/html", body="<title>Het weer</title>"))
    page.goto(site.origin)
    launcher(page).click()
    return begin(page)


def by_button(page: Page) -> None:
    page.get_by_role("button", name="Snel weg").click()


def by_shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [by_button, by_shift])
def test_leaving_quickly_goes_elsewhere_and_erases_the_talk_here_and_on_the_server(
    leave: type, talking: Page, site: Site, home: Server
) -> None:
    visitor = Visitor(home.url, kept(talking)["token"])

    leave(talking)
    expect(talking).to_have_title("Het weer")

    talking.go_back()
    expect(talking).to_have_url(f"{site.origin}/plain")
    talking.goto(site.origin)
    expect(launcher(talking)).to_be_visible()
    assert kept(talking) == {}
    launcher(talking).click()
    expect(said(talking)).to_have_count(0)
    expect(answers(talking)).to_have_count(0)
    assert home.events(visitor, "user") == []


def test_back_to_a_page_from_before_does_not_bring_the_talk_back(talking: Page, site: Site) -> None:
    talking.goto(f"{site.origin}/next")
    expect(said(talking)).to_have_text("hoi")

    by_shift(talking)
    expect(talking).to_have_title("Het weer")
    talking.go_back()

    expect(talking).to_have_url(f"{site.origin}/")
    expect(talking.get_by_role("heading", name="De website")).to_be_visible()
    expect(said(talking)).to_have_count(0)
    expect(answers(talking)).to_have_count(0)


def test_leaving_works_without_a_connection_to_the_assistant(talking: Page, home: Server) -> None:
    talking.route(f"{home.url}/**", lambda route: route.abort())
    by_shift(talking)

    expect(talking).to_have_title("Het weer")


@pytest.mark.parametrize(
    "keys",
    [["Shift", "Shift"], ["Shift", "Shift", "a", "Shift"], ["Shift+A", "Shift+B", "Shift+C", "Shift+D"]],
    ids=["twice", "a letter between", "capitals"],
)
def test_other_keys_do_not_leave(keys: list[str], talking: Page, site: Site) -> None:
    field(talking).focus()
    for key in keys:
        talking.keyboard.press(key)

    expect(talking).to_have_url(f"{site.origin}/")
    expect(said(talking)).to_have_text("hoi")


def test_shift_does_nothing_on_a_page_where_nobody_talked(open_page: OpenPage, site: Site, home: Server) -> None:
    page = open_page(site.origin)
    expect(launcher(page)).to_be_visible()
    by_shift(page)

    expect(launcher(page)).to_be_visible()


def test_leaving_is_explained_before_it_is_needed(talking: Page) -> None:
    expect(talking.get_by_role("log")).to_contain_text("drie keer op Shift")
    expect(talking.get_by_role("log")).to_contain_text("geschiedenis van je browser")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("close", ["button", "Escape"])
def test_closing_gives_the_focus_back(
    close: str, screen: dict[str, int], open_page: OpenPage, site: Site, home: Server
) -> None:
    page = open_page(site.origin, viewport=screen)
    launcher(page).click()
    expect(field(page)).to_be_visible()
    if close == "button":
        page.get_by_role("button", name="Sluit").click()
    else:
        page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(launcher(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_beginning_again_asks_first(talking: Page) -> None:
    talking.get_by_role("button", name="Opnieuw").click()
    expect(buttons(talking).first).to_be_focused()
    buttons(talking).get_by_text("Nee, ga verder").click()

    expect(said(talking)).to_have_text("hoi")
    expect(field(talking)).to_be_focused()


def test_beginning_again_erases_the_talk_and_begins_a_new_one(talking: Page, home: Server, texts: Content) -> None:
    before = Visitor(home.url, kept(talking)["token"])
    talking.get_by_role("button", name="Opnieuw").click()
    buttons(talking).get_by_text("Ja, wis het").click()
    expect(said(talking)).to_have_count(0)
    assert home.events(before, "user") == []

    write(talking, PATTERN)
    expect(answers(talking).first).to_have_text(texts.moments.welcome.text)
    assert kept(talking)["token"] != before.token


def test_beginning_again_after_danger_stays_careful(talking: Page, texts: Content) -> None:
    write(talking, "ik wil niet meer leven")
    expect(talking.locator(".links")).to_have_count(2)
    talking.get_by_role("button", name="Opnieuw").click()
    buttons(talking).get_by_text("Ja, wis het").click()
    expect(said(talking)).to_have_count(0)

    write(talking, "kan ik een afspraak maken?")
    expect(talking.locator(".links").last.get_by_role("link").first).to_have_text("Bel 113")
    assert texts.title("ask_privacy") not in buttons(talking).all_inner_texts()


def test_beginning_again_without_a_connection_says_that_it_did_not_work(talking: Page) -> None:
    talking.route("**/chat/sessions", lambda route: route.abort())
    talking.get_by_role("button", name="Opnieuw").click()
    buttons(talking).get_by_text("Ja, wis het").click()

    expect(answers(talking).last).to_contain_text("Wissen lukt nu niet")
    expect(said(talking)).to_have_text("hoi")
