"""The least a turn can cost on this machine: the same server, one fixed line, one row on disk.

python -m benchmarks.floor_server <port> <database>
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
import uuid
from typing import Final

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

LINE: Final = "Ik hoor je. Vertel gerust verder."


def create_app(database: str) -> Sanic:
    """Return the app; it keeps its turns in `database`."""
    app = Sanic("floor", configure_logging=False)

    @app.before_server_start  # type: ignore[untyped-decorator]
    async def _open(*_: object) -> None:
        app.ctx.rows = sqlite3.connect(database, isolation_level=None)
        app.ctx.rows.execute("PRAGMA journal_mode=WAL")
        app.ctx.rows.execute("PRAGMA synchronous=NORMAL")
        app.ctx.rows.execute("CREATE TABLE turns (session TEXT, message TEXT, at REAL)")

    @app.get("/health")  # type: ignore[untyped-decorator]
    async def _health(_: Request) -> HTTPResponse:
        return json_response({"status": "ok"})

    @app.post("/chat/sessions")  # type: ignore[untyped-decorator]
    async def _start_session(_: Request) -> HTTPResponse:
        return json_response({"token": uuid.uuid4().hex}, status=201)

    @app.post("/chat/messages")  # type: ignore[untyped-decorator]
    async def _take_message(request: Request) -> HTTPResponse:
        session = request.headers["authorization"].removeprefix("Bearer ")
        text = json.loads(request.body)["text"]
        app.ctx.rows.execute("INSERT INTO turns VALUES (?, ?, ?)", (session, text, time.time()))
        return json_response({"messages": [{"text": LINE, "quick_replies": []}]})

    return app


if __name__ == "__main__":
    create_app(sys.argv[2]).run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False, motd=False)
