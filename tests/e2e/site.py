"""A website that is not ours, with the chat on it: pages of another origin, under a strict Content-Security-Policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: What a page needs to allow for the chat, and nothing else (docs/insluiten.md says the same; a test compares).
POLICY = "script-src {server}; connect-src {server}"
STRICT = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'self'; require-trusted-types-for 'script'; "
)

_STYLE = (
    "html { font-size: 62.5% } body { font: 1em serif; min-height: 200vh } button { all: unset } * { color: #a00000 }"
)
_PAGE = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>De website</title><link rel="stylesheet" href="/style.css"></head>
<body><h1>De website</h1><p>Tekst. <a href="/next">Volgende bladzijde</a></p>{embedded}</body></html>"""
_MODULE = '<script type="module" src="{server}/stiefwijzer-{name}.js"></script>'
_ELEMENT = '<stiefwijzer-chat server="{server}" leave-to="https://weer.example/" {more}></stiefwijzer-chat>'


class Site:
    """The website; its pages talk with the assistant at `server`."""

    def __init__(self, http: ThreadingHTTPServer) -> None:
        self.origin = f"http://127.0.0.1:{http.server_address[1]}"
        self.server = ""
        self.asked: list[str] = []

    def page(self, path: str) -> str:
        """Return a page of it."""
        kinds = {
            "/": (_MODULE.format(name="chat", server=self.server), ""),
            "/next": (_MODULE.format(name="chat", server=self.server), ""),
            "/inline": (_MODULE.format(name="chat", server=self.server), "inline"),
            "/one-line": (_MODULE.format(name="add", server=self.server), None),
            "/plain": ("", None),
        }
        script, more = kinds[path]
        element = "" if more is None else _ELEMENT.format(server=self.server, more=more)
        return _PAGE.format(embedded=f"{element}{script}")

    @property
    def policy(self) -> str:
        """Return the policy of its pages."""
        return STRICT + POLICY.format(server=self.server)


@contextmanager
def running() -> Iterator[Site]:
    """Serve the website on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            kind, body = ("text/css", _STYLE) if self.path == "/style.css" else ("text/html", "")
            try:
                body = body or site.page(self.path)
            except KeyError:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Security-Policy", site.policy)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(http)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
