"""What `python -m benchmarks.element` measures."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from benchmarks import element
from benchmarks.element import Element
from tests.e2e.conftest import browser as browser  # noqa: PLC0414 - a fixture, used by its name

MOVES = """<div id="late"></div><script>
  sessionStorage.setItem("a", "b");
  setTimeout(() => { late.style.height = "300px"; }, 300);
</script><script src="one.js"></script><script src="two.js"></script>"""


def test_weight_is_that_of_every_file_compressed() -> None:
    assert Element("x", {"a": b"a" * 1000, "b": b"b" * 1000}, "").weight < 100
    assert Element("x", {}, "").weight == 0


def test_our_own_is_all_that_is_served_and_within_its_limit() -> None:
    own = element.ours()

    assert {"stiefwijzer-chat.js", "stiefwijzer-add.js", "parts/panel.js", "parts/practice.js"} <= set(own.files)
    assert 5_000 < own.weight < element.WANTED


@pytest.mark.slow
def test_what_is_loaded_moved_and_stored_is_seen(browser: Browser) -> None:
    cost = element.measured(browser, Element("x", {"one.js": b"1", "two.js": b"2"}, MOVES))

    assert (cost.requests, cost.stored) == (2, 1)
    assert cost.received > 0
    assert cost.shift > 0.01


@pytest.mark.slow
def test_our_own_moves_and_stores_nothing_and_loads_little_before_it_is_opened(browser: Browser) -> None:
    own = element.ours()
    cost = element.measured(browser, own)

    assert (cost.shift, cost.stored) == (0, 0)
    assert cost.received < own.weight / 2
