"""The page at "/", driven in a real browser as people use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from stiefwijzer.content import Content
from stiefwijzer.limits import MAX_MESSAGE_CHARACTERS
from tests.server.running import Server

pytestmark = pytest.mark.slow

PATTERN = "Zodra mijn vriend wil knuffelen loop ik weg, ik red me liever alleen."


def write(page: Page, text: str) -> None:
    """Type something and send it."""
    page.get_by_label("Je bericht").fill(text)
    page.get_by_role("button", name="Stuur").click()


def buttons(page: Page) -> Locator:
    """Return the quick replies of the latest answer."""
    return page.locator(".replies").last.get_by_role("button")


def answers(page: Page) -> Locator:
    """Return everything the assistant said, and the page said in its place."""
    return page.locator(".bubble:not(.person)")


def test_whole_conversation_with_typing_and_buttons(page: Page, texts: Content) -> None:
    write(page, PATTERN)
    expect(answers(page).nth(1)).to_have_text(texts.moments.welcome.text)
    expect(answers(page)).to_have_count(4)
    expect(page.locator(".person")).to_have_text(PATTERN)

    buttons(page).get_by_text(texts.title("ask_step_3")).click()
    expect(answers(page).nth(4)).to_have_text(texts.answers["ask_step_3"].bubbles("pattern_avoidant")[0])
    expect(page.locator(".replies").first.get_by_role("button").first).to_be_disabled()
    expect(page.locator("[aria-pressed=true]")).to_have_text(texts.title("ask_step_3"))

    write(page, "ja graag")
    expect(answers(page).nth(6)).to_have_text(texts.exercises["sentences_avoidant"].begin)


def test_whole_conversation_with_the_keyboard_only(page: Page, texts: Content) -> None:
    expect(page.get_by_label("Je bericht")).to_be_focused()

    page.keyboard.type("welke stappen zijn er?")
    page.keyboard.press("Enter")
    expect(answers(page)).to_have_count(4)
    expect(page.get_by_label("Je bericht")).to_be_focused()

    for _ in range(buttons(page).count()):
        page.keyboard.press("Shift+Tab")
    expect(buttons(page).first).to_be_focused()
    page.keyboard.press("Enter")

    expect(answers(page).nth(4)).to_have_text(texts.answers["ask_step_1"].bubbles(None)[0])
    expect(page.get_by_label("Je bericht")).to_be_focused()


def test_shift_and_enter_make_a_new_line_and_send_nothing(page: Page) -> None:
    page.keyboard.type("een")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("twee")

    expect(page.get_by_label("Je bericht")).to_have_value("een\ntwee")
    expect(page.locator(".person")).to_have_count(0)


def test_focus_can_be_seen(page: Page) -> None:
    page.keyboard.press("Tab")

    outline = page.evaluate("getComputedStyle(document.activeElement).outline")

    assert "3px" in outline
    assert "solid" in outline


@pytest.mark.parametrize("width", [320, 1280])
def test_page_never_scrolls_sideways(width: int, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    write(page, f"{PATTERN} {'ach' * 100}")
    expect(buttons(page).first).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate("document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth")


def test_a_long_answer_is_shown_from_its_beginning_on_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    write(page, PATTERN)
    expect(buttons(page).first).to_be_attached()

    expect(page.locator(".person").last).to_be_in_viewport()
    expect(page.get_by_label("Je bericht")).to_be_in_viewport()


def test_a_short_answer_is_shown_with_its_buttons_on_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    write(page, "dankjewel")
    expect(buttons(page)).to_have_count(3)
    write(page, "dankjewel")

    expect(buttons(page).last).to_be_in_viewport()


def test_buttons_are_large_enough_to_touch(page: Page) -> None:
    write(page, "hoi")
    expect(buttons(page).first).to_be_visible()

    for button in [*buttons(page).all(), page.get_by_role("button", name="Stuur")]:
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_html_is_shown_as_text(page: Page) -> None:
    typed = "<script>document.title = 'open'</script><img src=x onerror=\"document.title='open'\">"
    write(page, typed)
    expect(answers(page)).not_to_have_count(1)

    expect(page.locator(".person")).to_have_text(typed)
    expect(page.locator("#talk script, #talk img")).to_have_count(0)
    expect(page).to_have_title("Stiefwijzer: praten over je stiefgezin")


def test_field_holds_no_more_than_the_server_takes(page: Page) -> None:
    expect(page.get_by_label("Je bericht")).to_have_attribute("maxlength", str(MAX_MESSAGE_CHARACTERS))


def test_empty_message_is_not_sent(page: Page) -> None:
    write(page, "   ")

    expect(page.locator(".person")).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0


def test_reload_keeps_the_session(page: Page, texts: Content) -> None:
    write(page, PATTERN)
    expect(answers(page)).to_have_count(4)

    page.reload()
    write(page, "ja graag")

    expect(answers(page).nth(1)).to_have_text(texts.answers["ask_step_3"].bubbles("pattern_avoidant")[0])


def test_nothing_is_stored_before_the_first_message(page: Page) -> None:
    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [0, 0, ""]


def test_page_asks_nothing_of_other_hosts(browser: Browser, server: Server) -> None:
    opened = browser.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(server.url)
    write(opened, "hoi")
    expect(buttons(opened).first).to_be_visible()
    opened.close()

    assert asked
    assert all(url.startswith(server.url) for url in asked)


def test_log_is_announced_to_screen_readers(page: Page) -> None:
    expect(page.get_by_role("log", name="Gesprek")).to_be_visible()
    expect(page.get_by_role("status")).to_have_count(1)


def test_session_of_another_key_is_replaced_and_the_words_are_answered(page: Page, texts: Content) -> None:
    page.evaluate("sessionStorage.setItem('stiefwijzer-session', 'foreign')")

    write(page, "hoi")

    expect(answers(page).nth(1)).to_have_text(texts.moments.welcome.text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_colour_schemes_have_enough_contrast(
    scheme: str, browser: Browser, server: Server, tmp_path: Path
) -> None:
    opened = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 844})
    opened.goto(server.url)
    write(opened, PATTERN)
    expect(buttons(opened).first).to_be_visible()
    picture = opened.screenshot(path=tmp_path / f"{scheme}.png")
    seen = (".bot", ".person", "header p", ".replies button")
    ratios = {selector: opened.evaluate(CONTRAST, selector) for selector in seen}
    opened.close()

    assert picture.startswith(b"\x89PNG")
    assert all(ratio >= 4.5 for ratio in ratios.values()), ratios


CONTRAST = """selector => {
  const lightness = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
      .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const element = document.querySelector(selector);
  let behind = element;
  while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
  const pair = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(lightness);
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}"""


def test_danger_is_answered_with_lines_to_press_and_nothing_to_buy(page: Page, texts: Content) -> None:
    write(page, "ik wil niet meer leven")
    lines = page.locator(".links").last.get_by_role("link")
    expect(lines.first).to_have_text("Bel 113")
    expect(lines.first).to_have_attribute("href", "tel:113")
    expect(lines.nth(1)).to_have_attribute("href", "https://www.113.nl")
    expect(lines.nth(1)).to_have_attribute("rel", "noopener noreferrer")
    assert page.locator(".replies").count() == 0
    assert all((line.bounding_box() or {"height": 0})["height"] >= 44 for line in lines.all())

    write(page, "kan ik een afspraak maken?")
    expect(buttons(page)).to_have_count(1)
    expect(page.locator(".links").last.get_by_role("link").first).to_have_text("Bel 113")

    buttons(page).first.click()
    expect(buttons(page).first).to_have_text(texts.title("explain_stepfamily"))
