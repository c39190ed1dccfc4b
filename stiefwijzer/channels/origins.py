"""Which websites may talk with the assistant: the one it serves itself, and those on an exact list."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from sanic.request import Request

#: How long a browser may remember that it was allowed to ask, in seconds.
_REMEMBERED: Final = 24 * 3600
_METHODS: Final = "GET, POST, DELETE"
_HEADERS: Final = "Authorization, Content-Type"


class Origins:
    """Tells whether a page may talk with the channel, and says so to its browser.

    Args:
        allowed: Origins ("https://www.example.org") besides the server's own.
    """

    def __init__(self, allowed: Collection[str]) -> None:
        self._allowed = frozenset(allowed)

    def allow(self, request: Request) -> bool:
        """Tell whether a request may be answered.

        Every browser names the origin of a page that asks across sites, and of every POST and DELETE. Who names none is no
        page of another site.
        """
        origin = request.headers.get("origin")
        return origin is None or origin in self._allowed or self._is_own(origin, request)

    def headers(self, request: Request) -> dict[str, str]:
        """Return what lets the page of an allowed origin read the answer."""
        headers = {"Vary": "Origin"}
        if "origin" in request.headers and self.allow(request):
            headers["Access-Control-Allow-Origin"] = request.headers["origin"]
            headers["Access-Control-Expose-Headers"] = "Retry-After"
        return headers

    def preflight_headers(self, request: Request) -> dict[str, str]:
        """Return what a browser wants to know before it asks across sites; `headers` come with it."""
        if not self.allow(request):
            return {}
        return {
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": _HEADERS,
            "Access-Control-Max-Age": str(_REMEMBERED),
        }

    def _is_own(self, origin: str, request: Request) -> bool:
        # The scheme is not compared: behind a proxy the server speaks http where the browser sees https.
        return bool(urlsplit(origin).netloc == request.headers.get("host"))
