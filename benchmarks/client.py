"""The visitors: one asyncio client that speaks both HTTP shapes there are, and takes the time of every answer."""

from __future__ import annotations

import itertools
import json
import time
import uuid
from collections.abc import Callable
from typing import Any, Final, Protocol

import aiohttp

from benchmarks.checks import Ledger, RefusedError
from benchmarks.script import LINES, Expected

#: No answer after this many seconds is no answer.
TIMEOUT: Final = 60
_JSON: Final = {"Content-Type": "application/json"}


class Person(Protocol):
    """Somebody in a conversation."""

    async def say(self, text: str) -> list[str]:
        """Say something; return the bubbles of the answer.

        Raises:
            RefusedError: There is no answer.
        """
        ...


class Door(Protocol):
    """Where new people come in."""

    async def enter(self) -> Person:
        """Begin a conversation."""
        ...


async def _post(http: aiohttp.ClientSession, url: str, body: bytes, headers: dict[str, str], status: int) -> Any:
    try:
        async with http.post(url, data=body, headers=headers) as response:
            answer = await response.read()
    except (aiohttp.ClientError, TimeoutError) as error:
        raise RefusedError(f"{type(error).__name__} {error}") from error
    if response.status != status:
        raise RefusedError(f"status {response.status}")
    try:
        return json.loads(answer)
    except ValueError as error:
        raise RefusedError("no JSON") from error


class WebsiteDoor:
    """The shape of our website channel: a token for a session, then messages with an id."""

    def __init__(self, http: aiohttp.ClientSession, base: str) -> None:
        self._http = http
        self._base = base

    async def enter(self) -> Person:
        """Begin a conversation."""
        answer = await _post(self._http, f"{self._base}/chat/sessions", b"", {}, 201)
        return _WebsiteVisitor(self._http, f"{self._base}/chat/messages", answer["token"])


class _WebsiteVisitor:
    def __init__(self, http: aiohttp.ClientSession, url: str, token: str) -> None:
        self._http = http
        self._url = url
        self._headers = {**_JSON, "Authorization": f"Bearer {token}"}

    async def say(self, text: str) -> list[str]:
        body = json.dumps({"id": str(uuid.uuid4()), "text": text}).encode()
        answer = await _post(self._http, self._url, body, self._headers, 200)
        try:
            return [str(bubble["text"]) for bubble in answer["messages"]]
        except (KeyError, TypeError) as error:
            raise RefusedError("no answer in the JSON") from error


class RestDoor:
    """The shape of Rasa's REST channel: the sender is named in every message."""

    def __init__(self, http: aiohttp.ClientSession, base: str) -> None:
        self._http = http
        self._base = base

    async def enter(self) -> Person:
        """Begin a conversation."""
        return _RestVisitor(self._http, f"{self._base}/webhooks/rest/webhook")


class _RestVisitor:
    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self._http = http
        self._url = url
        self._sender = uuid.uuid4().hex

    async def say(self, text: str) -> list[str]:
        body = json.dumps({"sender": self._sender, "message": text}).encode()
        answer = await _post(self._http, self._url, body, _JSON, 200)
        try:
            others = [bubble for bubble in answer if bubble["recipient_id"] != self._sender]
            said = [str(bubble["text"]) for bubble in answer]
        except (KeyError, TypeError) as error:
            raise RefusedError("no answer in the JSON") from error
        if others:
            raise RefusedError("an answer for somebody else")
        return said


def session() -> aiohttp.ClientSession:
    """Return an HTTP client that keeps its connections and lets everybody in at once."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT)
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=timeout)


class Conversation:
    """Somebody who says the script, over and over, and whose every answer is judged."""

    def __init__(self, person: Person, expected: Expected, ledger: Ledger, first: int) -> None:
        self._person = person
        self._expected = expected
        self._ledger = ledger
        start = first % len(LINES)
        self._lines = itertools.cycle(LINES[start:] + LINES[:start])

    async def turn(self) -> float | None:
        """Say the next line; return the seconds until its answer, or None when the answer is not right."""
        line = next(self._lines)
        expected = self._expected.to(line)
        self._ledger.sent += 1
        started = time.perf_counter()
        try:
            said = await self._person.say(line.text)
        except RefusedError as error:
            self._ledger.refuse(line.text, str(error))
            return None
        seconds = time.perf_counter() - started
        return seconds if self._ledger.judge(line.text, expected, said) else None


class Visitors:
    """Begins conversations, each at another line than the one before: no two neighbours expect the same answer."""

    def __init__(self, door: Door, expect: Callable[[], Expected], ledger: Ledger) -> None:
        self._door = door
        self._expect = expect
        self.ledger = ledger
        self._count = itertools.count()

    async def conversation(self) -> Conversation | None:
        """Let somebody in; None (and taken down as a fault) when nobody is let in."""
        try:
            person = await self._door.enter()
        except (RefusedError, KeyError, TypeError) as error:
            self.ledger.refuse("(a new conversation)", str(error))
            return None
        return Conversation(person, self._expect(), self.ledger, next(self._count))
