"""The page and the element as they are sent: small, once, and with what stands in content/."""

from __future__ import annotations

import gzip
import json

import pytest
import requests

from stiefwijzer.content import Content
from stiefwijzer.server import pages
from tests.server.running import LIMIT, Server

#: What the whole element may weigh on the wire, compressed, in bytes.
MOST_BYTES = 12_000


@pytest.fixture(scope="module")
def sent(texts: Content) -> dict[str, pages.File]:
    return pages.files(texts)


def test_the_whole_element_weighs_less_than_12_kb_compressed(sent: dict[str, pages.File]) -> None:
    element = {name: len(file.compressed) for name, file in sent.items() if name.endswith(".js")}

    assert len(element) > 5
    assert sum(element.values()) < MOST_BYTES, element


def test_only_lines_that_are_a_comment_are_left_out_of_a_script(sent: dict[str, pages.File]) -> None:
    for file in pages.WIDGET_DIR.rglob("*.js"):
        lines = file.read_text(encoding="utf-8").split("\n")
        served = sent[str(file.relative_to(pages.WIDGET_DIR))].plain.decode().split("\n")
        assert [line for line in served if line] == [
            line for line in lines if line and not line.strip().startswith("//")
        ]
        assert len(served) == len(lines)  # so that an error names the right line


def test_element_knows_whose_practice_it_is_and_whom_to_call(sent: dict[str, pages.File], texts: Content) -> None:
    module = sent[pages.PRACTICE].plain.decode()
    told = json.loads(module.removeprefix("export default ").rstrip(";\n"))

    assert told["coach"] == {"name": texts.coach.name, "email": texts.coach.email}
    assert [line["url"] for line in told["lines"]] == ["tel:112", "tel:113", "tel:1813"]


def test_page_is_filled_in_and_escaped(texts: Content) -> None:
    coach = texts.coach.copy(update={"name": "A & <b>B</b>"})

    page = pages.files(texts.copy(update={"coach": coach}))[""].plain.decode()

    assert "A &amp; &lt;b&gt;B&lt;/b&gt;" in page
    assert "{coach_" not in page


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/stiefwijzer-chat.js"])
def test_what_the_browser_has_is_not_sent_again(path: str, server: Server) -> None:
    first = requests.get(f"{server.url}{path}", timeout=LIMIT)
    again = requests.get(f"{server.url}{path}", headers={"If-None-Match": first.headers["ETag"]}, timeout=LIMIT)

    assert (first.headers["Content-Encoding"], first.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.slow
def test_who_reads_nothing_compressed_gets_it_plain(server: Server, sent: dict[str, pages.File]) -> None:
    plain = requests.get(f"{server.url}/stiefwijzer-chat.js", headers={"Accept-Encoding": "identity"}, timeout=LIMIT)

    assert "Content-Encoding" not in plain.headers
    assert plain.content == sent["stiefwijzer-chat.js"].plain == gzip.decompress(sent["stiefwijzer-chat.js"].compressed)


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["/stiefwijzer-chat.js", "/stiefwijzer-add.js", "/parts/panel.js", "/parts/practice.js"]
)
def test_pages_of_other_sites_may_load_the_element(path: str, server: Server) -> None:
    headers = requests.get(f"{server.url}{path}", headers={"Origin": "https://x.example"}, timeout=LIMIT).headers

    assert headers["Access-Control-Allow-Origin"] == "*"
