"""Helplines get old: every row is looked up again in time. What one presses to reach a line is an address that works."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from stiefwijzer.content import load
from stiefwijzer.content.helplines import GOOD_FOR, OldHelplineError, check
from stiefwijzer.content.schema import Helpline
from stiefwijzer.errors import UserError

TODAY = date(2026, 11, 22)
ROWS = load().helplines


def row(
    age: int = 0, *, name: str = "Luisterlijn", number: str = "088-0767000", call: str | None = None, **more: object
) -> Helpline:
    """Return a line that was checked so many days ago."""
    return Helpline.parse_obj(
        {
            "name": name,
            "number": number,
            "call": call,
            "audience": "iedereen die wil praten",
            "website": "https://www.example.org",
            "country": "NL",
            "source": "een test",
            "last_verified": TODAY - timedelta(days=age),
            **more,
        }
    )


@pytest.mark.parametrize("age", [0, 1, GOOD_FOR.days - 1, GOOD_FOR.days])
def test_a_row_that_was_checked_lately_passes(age: int) -> None:
    check({"a": row(age)}, TODAY)


def test_no_rows_pass() -> None:
    check({}, TODAY)


@pytest.mark.parametrize("age", [GOOD_FOR.days + 1, 1000], ids=["a day too old", "years old"])
def test_a_row_that_was_not_checked_for_too_long_is_refused(age: int) -> None:
    with pytest.raises(OldHelplineError):
        check({"a": row(age)}, TODAY)


@pytest.mark.parametrize("age", [-1, -400], ids=["tomorrow", "next year"])
def test_a_row_that_was_checked_in_the_future_is_refused(age: int) -> None:
    with pytest.raises(OldHelplineError, match="of de datum klopt niet"):
        check({"a": row(age)}, TODAY)


def test_what_is_old_is_named_in_dutch_with_its_website_and_what_to_do() -> None:
    with pytest.raises(OldHelplineError) as raised:
        check({"a": row(91, name="De Luisterlijn")}, TODAY)
    assert str(raised.value) == (
        "content/helplines.yml: langer dan 90 dagen niet nagekeken, of de datum klopt niet:\n"
        "  De Luisterlijn (088-0767000): 2026-08-23, kijk op https://www.example.org\n"
        "Kijk op elke site of naam, nummer en uren kloppen, en zet dan bij `last_verified` de datum van vandaag."
    )


def test_every_row_that_is_old_is_named_and_no_other() -> None:
    with pytest.raises(OldHelplineError) as raised:
        check({"a": row(91, name="Eerste"), "b": row(5, name="Tweede"), "c": row(-2, name="Derde")}, TODAY)
    said = str(raised.value)
    assert ["Eerste" in said, "Tweede" in said, "Derde" in said] == [True, False, True]


def test_it_is_told_to_the_user_without_a_traceback() -> None:
    assert issubclass(OldHelplineError, UserError)


def test_without_a_day_it_is_counted_from_today() -> None:
    today = date.today()
    check({"a": row(last_verified=today)})
    with pytest.raises(OldHelplineError):
        check({"a": row(last_verified=today - GOOD_FOR - timedelta(days=2))})


def test_the_rows_of_the_assistant_are_good_for_a_quarter_from_when_they_were_checked() -> None:
    newest = max(each.last_verified for each in ROWS.values())
    oldest = min(each.last_verified for each in ROWS.values())
    check(ROWS, newest)
    with pytest.raises(OldHelplineError):
        check(ROWS, oldest + GOOD_FOR + timedelta(days=1))


@pytest.mark.parametrize(
    ("number", "url"),
    [("113", "tel:113"), ("0800-2000", "tel:08002000"), ("088 076 70 00", "tel:0880767000")],
)
def test_a_line_is_called_by_its_digits(number: str, url: str) -> None:
    assert row(number=number, call="Bel ons").links() == [{"title": "Bel ons", "url": url}]


def test_a_line_that_can_be_chatted_with_is_opened_too() -> None:
    assert row(number="113", call="Bel 113", open="Chat").links() == [
        {"title": "Bel 113", "url": "tel:113"},
        {"title": "Chat", "url": "https://www.example.org"},
    ]


def test_a_line_that_can_only_be_chatted_with_is_only_opened() -> None:
    assert row(number="chat", open="Chat").links() == [{"title": "Chat", "url": "https://www.example.org"}]


def test_what_has_no_button_of_its_own_is_not_pressed() -> None:
    assert row().links() == []


@pytest.mark.parametrize("name", ROWS)
def test_every_link_of_a_helpline_calls_digits_or_opens_a_safe_site(name: str) -> None:
    for link in ROWS[name].links():
        assert re.fullmatch(r"tel:\d{3,11}|https://[\w./-]+", link["url"])
        assert link["title"]


@pytest.mark.parametrize("name", ROWS)
def test_every_website_is_opened_safely(name: str) -> None:
    assert ROWS[name].website.startswith("https://")


@pytest.mark.parametrize("name", ROWS)
def test_a_row_never_promises_hours_it_cannot_be_sure_of(name: str) -> None:
    assert ROWS[name].hours in {None, "dag en nacht", "telefoon dag en nacht"}


@pytest.mark.parametrize("country", ["NL", "BE"])
def test_each_country_has_a_line_that_can_be_called_for_life_for_violence_and_for_children(country: str) -> None:
    numbers = {each.number for each in ROWS.values() if each.country == country and each.call}
    assert {"NL": {"113", "0800-2000", "0800-0432"}, "BE": {"1813", "1712", "102"}}[country] <= numbers
