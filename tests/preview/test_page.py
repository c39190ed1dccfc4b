"""The page of all texts: everything is on it, with its place, and nothing of it can be taken for markup."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from stiefwijzer.content import Content
from stiefwijzer.content.errors import Entry
from stiefwijzer.content.loader import entries
from stiefwijzer.content.spoken import spoken
from stiefwijzer.preview.page import page
from stiefwijzer.preview.places import Place, places, source_of
from tests.server.running import LIMIT, ROOT


class Shown(HTMLParser):
    """What somebody sees of a page, where its links lead, and what they may lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.links, self.anchors = "", [], set()  # type: ignore[var-annotated]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if "id" in known:
            self.anchors.add(known["id"])
        if tag == "a":
            self.links.append(str(known["href"]).removeprefix("#"))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def everything() -> list[Place]:
    return places(entries())


@pytest.fixture(scope="module")
def shown(everything: list[Place], texts: Content) -> Shown:
    return Shown(page(everything, texts.sections))


def place(everything: list[Place], key: str) -> Place:
    (found,) = [each for each in everything if each.entry.key == key]
    return found


def test_every_text_is_on_the_page(shown: Shown) -> None:
    assert [text.place for entry in entries() for text in spoken(entry) if text.text not in shown.text] == []


def test_every_link_leads_somewhere(shown: Shown) -> None:
    assert shown.links
    assert set(shown.links) <= shown.anchors


def test_a_text_is_shown_with_its_file_line_section_and_ease(shown: Shown) -> None:
    assert re.search(r"about_causes in explain\.yml, regel \d+", shown.text)
    assert "uit: Insiders en outsiders" in shown.text
    assert re.search(r"\d+ woorden · \d+ per zin, leest \d+", shown.text)


def test_what_leads_to_an_answer_and_what_it_leads_to_is_shown(everything: list[Place], texts: Content) -> None:
    causes = place(everything, "about_causes")
    assert causes.before == ("explain_stepfamily",)
    assert list(causes.after) == list(texts.answers["about_causes"].leads_to)


@pytest.mark.parametrize(
    ("key", "how"),
    [
        ("about_causes", None),
        ("explain_styles", "als iemand dit schrijft"),
        ("border_grief", "als iemand daarover schrijft (data/language/border.yml)"),
        ("crisis_suicide", "als iemand over gevaar schrijft"),
        ("welcome", "op een vast moment"),
        ("bad_json", "als er iets misgaat"),
    ],
)
def test_how_else_somebody_comes_to_it_is_said(everything: list[Place], key: str, how: str | None) -> None:
    assert place(everything, key).how == how


def test_the_section_of_a_text_is_that_beside_it() -> None:
    entry = Entry(Path("x.yml"), "answers", "x", {"picture": {"text": "Een zin.", "source": "tips"}, "quiet": "Zin."})
    assert [source_of(text) for text in spoken(entry)] == ["tips", None]


def test_a_text_is_never_markup(tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    file.write_text("answers:\n  x:\n    text: a\n", encoding="utf-8")
    html = page(places([Entry(file, "answers", "x", {"text": "1 < 2 & <b>vet</b>"})]), {})
    assert "1 &lt; 2 &amp; &lt;b&gt;vet&lt;/b&gt;" in html
    assert "<b>" not in html


@pytest.mark.slow
def test_the_command_writes_the_page_and_says_where() -> None:
    run = subprocess.run(["make", "-s", "preview"], cwd=ROOT, capture_output=True, text=True, timeout=LIMIT, check=True)
    written = ROOT / re.findall(r"\S+\.html", run.stdout)[0]
    assert "Alle teksten van de assistent" in written.read_text(encoding="utf-8")
