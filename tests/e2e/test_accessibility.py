"""WCAG 2.2 AA in every state: axe finds nothing, and what axe does not look at holds too.

A picture of each state is written to var/shots/, to be looked at.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from stiefwijzer.limits import MAX_MESSAGE_CHARACTERS
from tests.e2e.conftest import DESK, PHONE, OpenPage
from tests.e2e.site import Site
from tests.e2e.states import STATES
from tests.e2e.talking import PATTERN, begin, buttons, field, launcher, said, write
from tests.server.running import ROOT, Server

pytestmark = pytest.mark.slow

SHOTS = ROOT / "var" / "shots"
#: How it is looked at: a phone, a desk, the smallest screen, a desk at 200 %, and what people set on their device.
VIEWS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": PHONE},
    "desk": {"viewport": DESK},
    "small": {"viewport": {"width": 320, "height": 568}},
    "zoomed": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "dark": {"viewport": PHONE, "color_scheme": "dark"},
    "still": {"viewport": DESK, "reduced_motion": "reduce"},
    "contrast": {"viewport": PHONE, "forced_colors": "active"},
}
#: Rules about a whole page: the website is not ours.
NOT_OURS = {"rules": {rule: {"enabled": False} for rule in ("region", "landmark-one-main", "page-has-heading-one")}}
#: WCAG 2.2 AA wants 24 px; 44 is what a thumb wants.
TOUCH = 44


def violations(page: Page) -> list[str]:
    """Return what axe finds, with its place."""
    found = Axe().run(page, options=NOT_OURS).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_sticks_out(
    state: str, view: str, open_page: OpenPage, site: Site, home: Server
) -> None:
    page = open_page(site.origin, **VIEWS[view])
    STATES[state](page)
    page.wait_for_timeout(200)  # an animation may be under way, and what is half faded in has no contrast yet
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{state.replace(' ', '-')}-{view}.png")

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for log in page.get_by_role("log").all():
        assert log.evaluate("one => one.scrollWidth <= one.clientWidth")
    shown = [*page.get_by_role("button").all(), *page.locator(".links a").all(), *page.locator("textarea").all()]
    for target in shown:
        box = target.bounding_box()
        assert box is not None, target
        assert box["height"] >= TOUCH, target.inner_text()
        assert box["width"] >= TOUCH, target.inner_text()
        assert box["x"] >= 0, target.inner_text()
        assert box["x"] + box["width"] <= VIEWS[view]["viewport"]["width"], target.inner_text()
    for written in page.get_by_label("Je bericht").all():
        expect(written).to_be_in_viewport(ratio=0.99)


def test_page_itself_has_no_violations_in_light_and_dark(open_page: OpenPage, server: Server) -> None:
    for scheme in ("light", "dark"):
        page = open_page(server.url, color_scheme=scheme)
        begin(page)
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"page-{scheme}.png", full_page=True)
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found] == []


@pytest.fixture
def opened(open_page: OpenPage, site: Site, home: Server) -> Page:
    """The chat, opened on a desk."""
    page = open_page(site.origin, viewport=DESK)
    launcher(page).click()
    expect(field(page)).to_be_focused()
    return page


def test_log_is_there_before_anything_is_said_and_says_who_speaks(opened: Page) -> None:
    log = opened.get_by_role("log", name="Gesprek")
    expect(log).to_be_visible()
    begin(opened)

    expect(log.locator(".person")).to_have_text("Jij: hoi")
    expect(log.locator(".bot").first).to_have_text(PREFIXED)
    assert log.locator(".bubble[tabindex], .bubble [tabindex]").count() == 0


PREFIXED = re.compile(r"^Stiefwijzer: Welkom\.")


def test_chat_is_named_and_in_dutch(opened: Page) -> None:
    expect(opened.get_by_role("dialog", name="Stiefwijzer")).to_have_attribute("lang", "nl")
    expect(field(opened)).to_have_attribute("maxlength", str(MAX_MESSAGE_CHARACTERS))


def test_on_a_desk_the_keyboard_can_leave_the_chat_for_the_page(opened: Page) -> None:
    seen = set()
    for _ in range(14):
        opened.keyboard.press("Tab")
        seen.add(opened.evaluate("document.activeElement.tagName"))

    assert {"STIEFWIJZER-CHAT", "A"} <= seen


def test_where_the_chat_covers_the_page_the_keyboard_never_goes_behind_it(
    open_page: OpenPage, site: Site, home: Server
) -> None:
    page = open_page(site.origin, viewport=PHONE)
    launcher(page).click()
    expect(field(page)).to_be_visible()
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.tagName"))

    assert "A" not in seen


def test_turning_the_phone_keeps_the_chat_open(open_page: OpenPage, site: Site, home: Server) -> None:
    page = open_page(site.origin, viewport=PHONE)
    launcher(page).click()
    begin(page)
    for size in (DESK, {"width": 844, "height": 390}):
        page.set_viewport_size(size)
        expect(page.get_by_role("dialog")).to_be_visible()
        expect(field(page)).to_be_in_viewport()
    expect(said(page)).to_have_text("hoi")


def test_focus_can_be_seen(opened: Page) -> None:
    opened.keyboard.press("Tab")
    focused = "document.querySelector('stiefwijzer-chat').shadowRoot.activeElement"

    assert opened.evaluate(f"getComputedStyle({focused}).outlineWidth") == "3px"
    assert opened.evaluate(f"getComputedStyle({focused}).outlineStyle") == "solid"


def test_nothing_moves_for_who_wants_no_motion(open_page: OpenPage, site: Site, home: Server) -> None:
    moving = "one => getComputedStyle(one).animationName"
    names = {}
    for wish in ("no-preference", "reduce"):
        page = open_page(site.origin, viewport=DESK, reduced_motion=wish)
        STATES["typing"](page)
        names[wish] = {page.get_by_role("dialog").evaluate(moving), page.locator(".dots i").first.evaluate(moving)}

    assert names == {"no-preference": {"come", "dot"}, "reduce": {"none"}}


def test_long_answer_is_shown_from_its_beginning_on_a_small_phone(
    open_page: OpenPage, site: Site, home: Server
) -> None:
    page = open_page(site.origin, viewport={"width": 320, "height": 568})
    launcher(page).click()
    write(page, f"{PATTERN} {'ach' * 100}")
    expect(buttons(page).first).to_be_attached()
    write(page, "welke stappen zijn er?")
    expect(page.locator(".replies")).to_have_count(2)

    expect(said(page).last).to_be_in_viewport()
    expect(field(page)).to_be_in_viewport()


def test_choices_below_an_answer_that_is_too_long_to_see_are_one_press_away(
    open_page: OpenPage, site: Site, home: Server
) -> None:
    page = open_page(site.origin, viewport={"width": 320, "height": 568})
    launcher(page).click()
    write(page, "ik trek het niet meer")
    expect(buttons(page)).to_have_count(2)
    more = page.get_by_role("button", name="Lees verder")
    expect(buttons(page).last).not_to_be_in_viewport(ratio=0.9)
    more.click()

    expect(buttons(page).first).to_be_in_viewport(ratio=0.9)
    expect(buttons(page).last).to_be_in_viewport(ratio=0.9)
    expect(more).to_be_hidden()
    expect(page.get_by_role("log")).to_be_focused()


def test_browser_may_fill_in_what_the_form_asks_for_and_nothing_else(opened: Page) -> None:
    expect(field(opened)).to_have_attribute("autocomplete", "off")
    write(opened, "ik wil graag een kennismaking aanvragen")
    expect(field(opened)).to_have_attribute("autocomplete", "given-name")
    write(opened, "Sam")
    expect(field(opened)).to_have_attribute("autocomplete", "email")
    write(opened, "sam@example.com")
    expect(field(opened)).to_have_attribute("autocomplete", "off")


def test_field_grows_with_what_is_written_and_shrinks_again(opened: Page) -> None:
    def height(one: Locator) -> float:
        return float(one.evaluate("one => one.getBoundingClientRect().height"))

    before = height(field(opened))
    field(opened).fill("een\ntwee\ndrie")
    grown = height(field(opened))
    field(opened).press("Enter")

    assert grown > before
    assert height(field(opened)) == before
