"""A real browser, on a phone and on a desk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.site import Site, running
from tests.server.running import Server

OpenPage = Callable[..., Page]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


# For each file anew: while it is open its event loop runs, and tests of another file may want one of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it these tests are skipped, except where everything must run."""
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "chromium is not on the PATH, so no browser was driven"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open an address as on a phone, or as the options say; an error in a script, or what a policy refuses, fails it."""
    errors: list[str] = []
    contexts: list[BrowserContext] = []

    def listen(opened: Page) -> None:
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda said: errors.append(said.text) if "Security Policy" in said.text else None)

    def open_it(url: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": PHONE, "locale": "nl-NL", **options})
        contexts.append(context)
        context.on("page", listen)
        opened = context.new_page()
        opened.goto(url)
        return opened

    yield open_it
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(open_page: OpenPage, server: Server) -> Page:
    """The page at "/", as somebody opens it on a phone."""
    return open_page(server.url)


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """A website of another origin that has the chat on its pages."""
    with running() as website:
        yield website


@pytest.fixture(scope="package")
def home(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that the website's pages talk with, and that lets them."""
    server = Server(tmp_path_factory.mktemp("var"), STIEFWIJZER_ORIGINS=site.origin)
    site.server = server.url
    server.start()
    try:
        yield server
    finally:
        server.stop()
