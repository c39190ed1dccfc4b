"""A real HTTP server that speaks both shapes of the benchmark, and lies in the way it is told to."""

from __future__ import annotations

import itertools
import json
import os
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, cast

from benchmarks.client import RestDoor, WebsiteDoor
from benchmarks.contestant import Contestant, Running
from benchmarks.script import LINES, Expected, PlainAnswers
from stiefwijzer import content

#: Every so many turns it lies: rarely enough that most answers are right, too often to be missed.
EVERY = 7
LABELS = {line.text: line.label for line in LINES}


class Lie:
    """The truth; each lie overrides what it lies about."""

    def answer(self, right: list[str], others: list[str]) -> list[str]:
        """Return the bubbles to say instead of the right ones; `others` is what another session was told last."""
        return right

    def status(self) -> int:
        """Return the status to answer with; 0 to hang up instead."""
        return 200

    def kept(self) -> int:
        """Return how many rows are kept of a turn."""
        return 1

    def recipient(self, sender: str) -> str:
        """Return whom a REST answer says it is for."""
        return sender


class _InProcess(Running):
    """A server in a thread of this process."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        base = f"http://127.0.0.1:{server.server_address[1]}"
        super().__init__(base, [f"{base}/health"])
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def pids(self) -> list[int]:
        return [os.getpid()]

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Liar(Contestant):
    """Tells a lie every few turns, and the truth otherwise."""

    name: ClassVar[str] = "liar"

    def __init__(self, lie: Lie, door: type[WebsiteDoor | RestDoor] = WebsiteDoor) -> None:
        self.texts = content.load()
        self.lie = lie
        self.door = door  # type: ignore[misc]
        self.kept = 0
        self.turns = itertools.count(1)
        self.last: dict[str, list[str]] = {}
        self.lock = threading.Lock()

    def start(self, home: Path, core: int | None) -> Running:
        handler = type("Handler", (_Handler,), {"liar": self})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        return _InProcess(server)

    def expected(self) -> Expected:
        return PlainAnswers(self.texts)

    def kept_turns(self, home: Path) -> int:
        return self.kept

    def turn(self, session: str, text: str) -> tuple[int, list[str], str]:
        """Answer one message: the status, the bubbles, and for whom they are."""
        right = self.texts.answers[LABELS[text]].bubbles(None)
        with self.lock:
            lie = self.lie if next(self.turns) % EVERY == 0 else Lie()
            others = next((said for other, said in reversed(self.last.items()) if other != session), right)
            self.last.pop(session, None)
            self.last[session] = right
            self.kept += lie.kept()
        return lie.status(), lie.answer(right, others), lie.recipient(session)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one piece, or each answer waits for the acknowledgement of its head
    liar: Liar

    def do_GET(self) -> None:
        self._send(200, {"status": "ok"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        {"/chat/sessions": self._enter, "/chat/messages": self._talk}.get(self.path, self._rest)(body)

    def _enter(self, _: bytes) -> None:
        self._send(201, {"token": os.urandom(8).hex()})

    def _talk(self, body: bytes) -> None:
        session = self.headers["Authorization"].removeprefix("Bearer ")
        status, said, _ = self.liar.turn(session, json.loads(body)["text"])
        self._send(status, {"messages": [{"text": text, "quick_replies": []} for text in said]})

    def _rest(self, body: bytes) -> None:
        message = json.loads(body)
        status, said, recipient = self.liar.turn(message["sender"], message["message"])
        self._send(status, [{"recipient_id": recipient, "text": text} for text in said])

    def _send(self, status: int, body: Any) -> None:
        if not status:
            self.close_connection = True
            return
        sent = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def lie(**told: Callable[..., Any]) -> Lie:
    """Return a lie that overrides some of what `Lie` says."""
    kind = type("ToldLie", (Lie,), {name: staticmethod(function) for name, function in told.items()})
    return cast("Lie", kind())
