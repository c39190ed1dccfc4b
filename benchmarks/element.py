"""`python -m benchmarks.element`: what a chat costs the page it stands on, before anybody opens it; beside two others.

The same page for each, from the same server, everything compressed. deep-chat and rasa-webchat come from the npm registry,
pinned, and are put on the page as their own documentation does. Exit status 1 when ours weighs more than it may.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from benchmarks.contestant import BENCH_DIR
from stiefwijzer import content
from stiefwijzer.server import pages

_HOME: Final = BENCH_DIR / "element"
#: What the project wants the whole of it to weigh at most, in bytes.
WANTED: Final = 12_000
#: After the page has loaded, elements still fetch and draw; this long, in ms.
_SETTLED: Final = 1500
_PAGE: Final = """<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>De website</title><h1>De website</h1><p>Tekst.</p>{embedded}<p>Onderaan.</p></html>"""
_MEASURED: Final = """() => new Promise(resolve => {
  let shift = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) shift += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  const loaded = performance.getEntriesByType("resource").filter(one => !one.name.endsWith("/favicon.ico"));
  setTimeout(() => resolve([loaded.length, loaded.reduce((sum, one) => sum + one.encodedBodySize, 0), shift,
    sessionStorage.length + localStorage.length]), 100);
})"""


class CannotRunError(Exception):
    """Something that is needed is not there; the message says what."""


@dataclass(frozen=True, slots=True)
class Element:
    """A chat for a website.

    Attributes:
        name: As it is called.
        files: What it consists of, by path.
        embedded: What stands on the page.
    """

    name: str
    files: dict[str, bytes]
    embedded: str

    @property
    def weight(self) -> int:
        """Return what all of it weighs, each file compressed, in bytes."""
        return sum(len(gzip.compress(body, 9)) for body in self.files.values())


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page pays before the chat is opened: requests, bytes on the wire, layout shift, and how much is stored."""

    requests: int
    received: int
    shift: float
    stored: int


def ours() -> Element:
    """Return our own, as the server sends it."""
    files = {name: file.plain for name, file in pages.files(content.texts()).items() if name.endswith(".js")}
    return Element("stiefwijzer-chat", files, '<script type="module" src="/stiefwijzer-add.js"></script>')


def peers() -> list[Element]:
    """Return the others, from the registry."""
    return [
        Element(
            "deep-chat",
            {"deep-chat.js": _packed("deep-chat", "2.4.2", "dist/deepChat.bundle.js")},
            '<script type="module" src="/deep-chat.js"></script><deep-chat></deep-chat>',
        ),
        Element(
            "rasa-webchat",
            {"rasa-webchat.js": _packed("rasa-webchat", "1.0.1", "lib/index.js")},
            '<script src="/rasa-webchat.js" async onload="WebChat.default({ socketUrl: location.origin }, null)"></script>',
        ),
    ]


def table(elements: list[Element]) -> str:
    """Measure every element and a page without one; return a table."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise CannotRunError("there is no Chromium here; install it, for example with: apt-get install chromium")
    rows = [
        "| element | all of it, gzip | requests before it is opened | received before | layout shift | stored before |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for element in [Element("(a page without one)", {}, ""), *elements]:
            cost = measured(browser, element)
            rows.append(
                f"| {element.name} | {element.weight / 1000:.1f} kB | {cost.requests} | {cost.received / 1000:.1f} kB "
                f"| {cost.shift:.3f} | {cost.stored} |"
            )
        browser.close()
    return "\n".join(rows)


def measured(browser: Browser, element: Element) -> Cost:
    """Open a page with the element on it as on a phone, and touch nothing."""
    with _served(element) as url:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(url)
        page.wait_for_timeout(_SETTLED)
        requests, received, shift, stored = page.evaluate(_MEASURED)
        page.close()
    return Cost(int(requests), int(received), float(shift), int(stored))


@contextmanager
def _served(element: Element) -> Iterator[str]:
    bodies = {f"/{name}": ("text/javascript", body) for name, body in element.files.items()}
    bodies["/"] = ("text/html", _PAGE.format(embedded=element.embedded).encode())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in bodies:
                self.send_error(404)
                return
            kind, body = bodies[self.path]
            sent = gzip.compress(body, 9)
            self.send_response(200)
            for header in (("Content-Type", kind), ("Content-Encoding", "gzip"), ("Content-Length", str(len(sent)))):
                self.send_header(*header)
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_address[1]}/"
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def _packed(name: str, version: str, file: str) -> bytes:
    """Return a file of a package, fetched once."""
    archive = _HOME / f"{name}-{version}.tgz"
    if not archive.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise CannotRunError("there is no npm here, which fetches the others")
        _HOME.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(  # noqa: S603 - fixed words
            [npm, "pack", "--silent", f"{name}@{version}"], cwd=_HOME, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise CannotRunError(f"{name} {version} cannot be fetched from the registry")
    with tarfile.open(archive) as opened:
        member = opened.extractfile(f"package/{file}")
        if member is None:
            raise CannotRunError(f"{name} {version} has no {file}")
        return member.read()


def main() -> int:
    """Print the table; return the exit status."""
    mine = ours()
    try:
        print(table([mine, *peers()]))  # noqa: T201 - this is what it is for
    except CannotRunError as error:
        print(f"It cannot be measured: {error}.", file=sys.stderr)  # noqa: T201
        return 1
    return 0 if mine.weight < WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
