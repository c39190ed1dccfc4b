"""The element on a website that is not ours: another origin, a strict policy, styles that would spoil it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from stiefwijzer.content import Content
from stiefwijzer.server import pages
from tests.e2e.conftest import DESK, PHONE, OpenPage
from tests.e2e.site import POLICY, Site
from tests.e2e.talking import PATTERN, answers, begin, buttons, field, heard, kept, launcher, said, write
from tests.server.running import ROOT, Server

pytestmark = pytest.mark.slow


@pytest.fixture
def opened(open_page: OpenPage, site: Site, home: Server) -> Page:
    """The chat, opened on the website's first page on a desk."""
    page = open_page(site.origin, viewport=DESK)
    launcher(page).click()
    expect(field(page)).to_be_focused()
    return page


@pytest.mark.parametrize("path", ["/", "/one-line"])
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_one_line_under_a_strict_policy_is_enough_to_talk(
    path: str, screen: dict[str, int], open_page: OpenPage, site: Site, home: Server
) -> None:
    page = open_page(f"{site.origin}{path}", viewport=screen)
    launcher(page).click()
    write(page, PATTERN)

    expect(answers(page)).to_have_count(3)
    assert heard(home, page) == [PATTERN]


def test_nothing_is_stored_or_asked_before_it_is_opened_but_the_launcher(
    open_page: OpenPage, site: Site, home: Server
) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(home.url)))
    page.goto(site.origin)
    expect(launcher(page)).to_be_visible()

    parts = [f"/parts/{name}.js" for name in ("making", "memory", "practice", "words")]
    assert sorted(url for url in asked if not url.startswith("http")) == [*parts, "/stiefwijzer-chat.js"]
    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [0, 0, ""]
    assert page.context.cookies() == []


def test_launcher_moves_nothing_on_the_page(open_page: OpenPage, site: Site, home: Server) -> None:
    places = "[...document.querySelectorAll('h1, p, a')].map(one => JSON.stringify(one.getBoundingClientRect()))"
    plain = open_page(f"{site.origin}/plain").evaluate(places)

    page = open_page(site.origin)
    expect(launcher(page)).to_be_visible()

    assert page.evaluate(places) == plain


def test_styles_of_the_page_do_not_reach_the_chat(opened: Page) -> None:
    assert opened.locator(".intro").first.evaluate("one => getComputedStyle(one).fontSize") == "16px"
    assert opened.locator(".intro").first.evaluate("one => getComputedStyle(one).color") == "rgb(87, 98, 95)"
    assert "serif" not in opened.locator(".intro").first.evaluate("one => getComputedStyle(one).fontFamily").split(", ")


def test_theme_of_the_website_reaches_the_chat(opened: Page) -> None:
    opened.evaluate("document.documentElement.style.setProperty('--stiefwijzer-accent', 'rgb(90, 20, 90)')")

    assert opened.locator(".send").evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(90, 20, 90)"


def test_website_that_is_not_on_the_list_is_refused_and_the_visitor_gets_the_address(
    open_page: OpenPage, site: Site, home: Server, texts: Content
) -> None:
    page = open_page(site.origin.replace("127.0.0.1", "localhost"))  # to a browser, another origin
    launcher(page).click()
    write(page, "hoi")

    expect(page.get_by_role("status").last).to_contain_text(texts.coach.email)
    expect(answers(page)).to_have_count(0)
    assert "token" not in kept(page)


def test_conversation_goes_on_after_a_reload_with_its_choices(opened: Page, home: Server, texts: Content) -> None:
    write(opened, PATTERN)
    buttons(opened).get_by_text(texts.title("ask_step_3")).click()
    expect(opened.locator(".replies")).to_have_count(2)
    before = opened.get_by_role("log").inner_text()

    opened.reload()
    expect(opened.locator(".replies")).to_have_count(2)

    assert opened.get_by_role("log").inner_text() == before
    expect(opened.locator("[aria-pressed=true]")).to_have_text(texts.title("ask_step_3"))
    write(opened, "ja graag")
    expect(answers(opened).last).to_have_text(texts.exercises["sentences_avoidant"].questions[0].text)


def test_conversation_goes_on_on_the_next_page_without_taking_the_focus(opened: Page, site: Site) -> None:
    begin(opened)

    opened.get_by_role("link", name="Volgende bladzijde").click()
    expect(opened).to_have_url(f"{site.origin}/next")
    expect(said(opened)).to_have_text("hoi")
    expect(buttons(opened).first).to_be_visible()

    assert opened.evaluate("document.activeElement === document.body")


def test_chat_that_was_closed_stays_closed_on_the_next_page_and_remembers(opened: Page) -> None:
    begin(opened)
    opened.get_by_role("button", name="Sluit").click()
    opened.goto(f"{opened.url}next")

    expect(launcher(opened)).to_be_visible()
    expect(field(opened)).to_have_count(0)
    launcher(opened).click()
    expect(said(opened)).to_have_text("hoi")


def test_new_tab_is_a_conversation_of_its_own(opened: Page, site: Site) -> None:
    begin(opened)
    other = opened.context.new_page()
    other.goto(site.origin)
    launcher(other).click()
    write(other, "welke stappen zijn er?")
    expect(buttons(other).first).to_be_visible()

    expect(said(other)).to_have_text("welke stappen zijn er?")
    assert kept(other)["token"] != kept(opened)["token"]
    expect(said(opened)).to_have_text("hoi")


def test_tab_opened_from_the_page_may_share_the_conversation_and_doubles_nothing(
    opened: Page, site: Site, home: Server
) -> None:
    begin(opened)
    with opened.expect_popup() as opening:
        opened.evaluate("open('/next')")
    other = opening.value
    expect(said(other)).to_have_text("hoi")
    write(other, PATTERN)
    expect(answers(other).last).to_contain_text("Thuis kan dat zo gaan")

    assert heard(home, opened) == heard(home, other) == ["hoi", PATTERN]


def test_chat_opens_when_the_browser_stores_nothing(open_page: OpenPage, site: Site, home: Server) -> None:
    page = open_page("about:blank")
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no'); } })")
    page.goto(site.origin)
    launcher(page).click()
    begin(page)
    write(page, "welke stappen zijn er?")

    expect(page.locator(".replies")).to_have_count(2)


def test_chat_that_cannot_be_loaded_says_so_and_opens_later(
    open_page: OpenPage, site: Site, home: Server, texts: Content
) -> None:
    page = open_page(site.origin)
    expect(launcher(page)).to_be_visible()
    page.route("**/parts/*", lambda route: route.abort())
    launcher(page).click()
    expect(page.get_by_role("status")).to_contain_text("kan nu niet openen")
    expect(page.get_by_role("status").get_by_role("link")).to_have_attribute("href", f"mailto:{texts.coach.email}")

    page.unroute("**/parts/*")
    launcher(page).click()
    expect(field(page)).to_be_visible()


def test_inline_chat_is_a_part_of_the_page_and_takes_no_focus(open_page: OpenPage, site: Site, home: Server) -> None:
    page = open_page(f"{site.origin}/inline")
    expect(field(page)).to_be_visible()

    expect(launcher(page)).to_be_hidden()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Sluit")).to_have_count(0)
    assert page.evaluate("document.activeElement === document.body")
    assert kept(page) == {}
    begin(page)


def test_guide_names_the_policy_that_was_tried_here_and_the_files_that_are_served(site: Site, texts: Content) -> None:
    guide = (ROOT / "docs" / "insluiten.md").read_text(encoding="utf-8")

    assert f"\n{POLICY.format(server='https://chat.voorbeeld.nl')}\n" in guide
    loaded = set(re.findall(r'src="https://chat\.voorbeeld\.nl/([^"]+)"', guide))
    assert loaded == {"stiefwijzer-add.js", "stiefwijzer-chat.js"}
    assert loaded <= set(pages.files(texts))


def test_guide_names_every_property_of_the_theme_and_no_other(texts: Content) -> None:
    guide = (ROOT / "docs" / "insluiten.md").read_text(encoding="utf-8")
    element = pages.files(texts)["stiefwijzer-chat.js"].plain.decode()

    assert set(re.findall(r"--stiefwijzer-[a-z-]+", guide)) == set(re.findall(r"--stiefwijzer-[a-z-]+", element))


def test_second_start_of_the_script_adds_no_second_chat(open_page: OpenPage, site: Site, home: Server) -> None:
    page = open_page(f"{site.origin}/one-line")
    expect(launcher(page)).to_be_visible()
    page.evaluate(f"import('{home.url}/stiefwijzer-add.js?again')")
    page.wait_for_load_state("networkidle")

    expect(page.locator("stiefwijzer-chat")).to_have_count(1)
