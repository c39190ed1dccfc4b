"""The page a visitor can talk on, served from `widget/`."""

from __future__ import annotations

from typing import Final

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from stiefwijzer import settings

WIDGET_DIR: Final = settings.PROJECT_DIR / "widget"
#: Everything that is served: path, file in `widget/`, content type.
_FILES: Final = (
    ("/", "index.html", "text/html; charset=utf-8"),
    ("/page.css", "page.css", "text/css; charset=utf-8"),
    ("/page.js", "page.js", "text/javascript; charset=utf-8"),
)


def pages() -> Blueprint:
    """Return the routes of the page; files are read once."""
    routes = Blueprint("pages")
    for path, name, content_type in _FILES:
        _serve(routes, path, (WIDGET_DIR / name).read_bytes(), content_type)

    @routes.get("/favicon.ico")  # type: ignore[untyped-decorator]
    async def _no_icon(_: Request) -> HTTPResponse:
        return HTTPResponse(status=204)

    return routes


def _serve(routes: Blueprint, path: str, body: bytes, content_type: str) -> None:
    async def _file(_: Request) -> HTTPResponse:
        return raw(body, content_type=content_type, headers={"Cache-Control": "no-cache"})

    routes.add_route(_file, path, methods=["GET"], name=f"file_{content_type.partition(';')[0].partition('/')[2]}")
