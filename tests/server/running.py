"""A real program in a process of its own, the server among them, and a visitor who talks with it over HTTP."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import uuid
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NotRequired, TypedDict

import requests
from itsdangerous import URLSafeTimedSerializer
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

ROOT: Final = Path(__file__).parents[2]
#: A program that is not ready, or not gone, after this many seconds never will be.
LIMIT: Final = 90


class QuickReply(TypedDict):
    """A button as the channel hands it out."""

    title: str
    payload: str


class Link(TypedDict):
    """Something to call or to open."""

    title: str
    url: str


class Bubble(TypedDict):
    """One bubble of an answer."""

    text: str
    quick_replies: list[QuickReply]
    links: NotRequired[list[Link]]


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var: Path, **extra: str) -> dict[str, str]:
    """Return the environment for a program that keeps everything it writes in `var`."""
    own = {"STIEFWIJZER_VAR": str(var), "PYTHONUNBUFFERED": "1", "SANIC_HOST": "127.0.0.1"}
    # Tests ask more in a minute than a household does; those about the limits switch them on.
    own["STIEFWIJZER_RATES"] = "off"
    elsewhere = ("DATABASE_URL", "LOG_LEVEL", "STIEFWIJZER_ORIGINS", "STIEFWIJZER_PROXIES")
    inherited = {key: value for key, value in os.environ.items() if key not in elsewhere}
    return {**inherited, **own, **extra}


def wait_for(url: str) -> None:
    """Ask until it answers: Rasa's servers say that they are up a moment before they listen."""
    with requests.Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=Retry(connect=20, backoff_factor=0.1)))
        assert session.get(url, timeout=LIMIT).ok


class Program:
    """A program that says on stdout or stderr when it is ready."""

    def __init__(
        self, *command: str | Path, ready: str, env: Mapping[str, str], cwd: Path = ROOT, said: str = ""
    ) -> None:
        self.output = ""
        self._said = said
        self._command = [str(part) for part in command]
        self._ready = ready
        self._env = dict(env)
        self._cwd = cwd
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it is ready."""
        self._process = subprocess.Popen(
            self._command,
            cwd=self._cwd,
            env=self._env,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert self._process.stdin is not None
        self._process.stdin.write(self._said)
        self._process.stdin.flush()
        ready, before = threading.Event(), len(self.output)
        self._reader = threading.Thread(target=self._read, args=(self._process, ready), daemon=True)
        self._reader.start()
        if not ready.wait(LIMIT) or self._ready not in self.output[before:]:
            self.kill()
            raise AssertionError(f"never said {self._ready!r}, but:\n{self.output}")

    def stop(self) -> int:
        """End it as an operator does; return its exit status."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        """End it as a crash does."""
        return self._end(signal.SIGKILL)

    def _read(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.output += line
            if self._ready in line:
                ready.set()
        ready.set()

    def _end(self, number: signal.Signals) -> int:
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.send_signal(number)
        try:
            status = process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        finally:
            self._reader.join(LIMIT)
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                pipe.close()
        return status


class Server(Program):
    """`python -m stiefwijzer serve` on a free port, with a `var/` of its own."""

    def __init__(self, var: Path, *options: str, cwd: Path = ROOT, **extra: str) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.var = var
        command = (sys.executable, "-m", "stiefwijzer", "serve", "--port", str(port), *options)
        super().__init__(*command, ready="Ready", env=environment(var, **extra), cwd=cwd)

    @property
    def key(self) -> str:
        """Return the key that signs its tokens."""
        return (self.var / "secret.key").read_text(encoding="ascii")

    def visitor(self) -> Visitor:
        """Return somebody new."""
        answer = requests.post(f"{self.url}/chat/sessions", timeout=LIMIT)
        return Visitor(self.url, answer.json()["token"])

    def events(self, visitor: Visitor, kind: str) -> list[dict[str, Any]]:
        """Return what the database keeps of somebody's conversation, of one kind of event, in order."""
        with closing(sqlite3.connect(self.var / "stiefwijzer.db", timeout=LIMIT)) as database:
            query = "SELECT events FROM turns WHERE sender_id = ? ORDER BY number"
            rows = database.execute(query, (visitor.session_id,)).fetchall()
        return [event for row in rows for event in json.loads(row[0]) if event["event"] == kind]


@dataclass(frozen=True)
class Visitor:
    """Somebody with a session."""

    url: str
    token: str

    @property
    def session_id(self) -> str:
        """Return the id of the session, which only the server can sign."""
        return str(URLSafeTimedSerializer("").loads_unsafe(self.token)[1])

    def post(self, body: Any, **headers: str) -> requests.Response:
        """Send any body: bytes as they are, anything else as JSON."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.post(f"{self.url}/chat/messages", data=data, headers={**sent, **own}, timeout=LIMIT)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> requests.Response:
        """Ask anything else of the channel, as JSON."""
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Authorization": f"Bearer {self.token}", **own}
        return requests.request(method, f"{self.url}/chat/{path}", json=body, headers=sent, timeout=LIMIT)

    def history(self) -> list[dict[str, Any]]:
        """Return everything that was said, as the channel tells it."""
        answer = self.ask("GET", "history")
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def send(self, message_id: str | None = None, **said: str) -> list[Bubble]:
        """Send `text` or `payload`, which is answered."""
        answer = self.post({"id": message_id or str(uuid.uuid4()), **said})
        assert answer.status_code == 200, answer.text
        bubbles: list[Bubble] = answer.json()["messages"]
        return bubbles

    def say(self, text: str) -> list[Bubble]:
        """Type something."""
        return self.send(text=text)

    def press(self, reply: QuickReply) -> list[Bubble]:
        """Press a button."""
        return self.send(payload=reply["payload"])


def texts_of(bubbles: list[Bubble]) -> list[str]:
    """Return the texts of an answer."""
    return [bubble["text"] for bubble in bubbles]


def titles_of(bubbles: list[Bubble]) -> list[str]:
    """Return the titles of the buttons of an answer."""
    return [reply["title"] for bubble in bubbles for reply in bubble["quick_replies"]]
