"""The table finds its place in a page, and the page that holds it has one."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import report
from stiefwijzer.settings import PROJECT_DIR

PAGE = PROJECT_DIR / "docs" / "performance.md"


def test_the_table_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    report.put_into(page, "| first |")
    report.put_into(page, "| second |\n")
    text = page.read_text(encoding="utf-8")
    assert "| second |" in text
    assert "| first |" not in text
    before, after = PAGE.read_text(encoding="utf-8").split("<!-- as printed by make bench -->")
    assert text.startswith(before)
    assert text.endswith(after.partition("<!-- end -->")[2])


def test_a_page_without_a_place_is_left_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Nothing here", encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.md has no"):
        report.put_into(page, "| table |")
    assert page.read_text(encoding="utf-8") == "# Nothing here"
