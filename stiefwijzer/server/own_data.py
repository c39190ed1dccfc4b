"""The files behind the links that `wat weet je van mij` gives: for a person and for a program, for an hour."""

from __future__ import annotations

from typing import Final

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, raw
from sqlalchemy.engine import Engine

from stiefwijzer.privacy import people

_KINDS: Final = {
    "txt": (people.as_text, "text/plain; charset=utf-8"),
    "json": (people.as_json, "application/json; charset=utf-8"),
}


def own_data(engine: Engine) -> Blueprint:
    """Return the route `/privacy/<token>.txt` and `.json`; a link that is forged or too old leads nowhere."""
    routes = Blueprint("own_data")

    @routes.get("/privacy/<name:str>")  # type: ignore[untyped-decorator]
    async def _own_data(_: Request, name: str) -> HTTPResponse:
        token, _, kind = name.rpartition(".")
        sender_id = people.sender_of(token)
        if sender_id is None or kind not in _KINDS:
            raise NotFound("nothing here")
        write, content_type = _KINDS[kind]
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="stiefwijzer.{kind}"',
        }
        return raw(write(people.collect(engine, sender_id)).encode(), content_type=content_type, headers=headers)

    return routes
