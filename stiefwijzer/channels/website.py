"""The website channel: plain HTTP, a server-signed session, and a message id that makes sending again harmless.

POST /chat/sessions                                      -> 201 {"token": "..."}
POST /chat/messages   Authorization: Bearer <token>
     {"id": "<uuid>", "text": "..."} or {"id": "<uuid>", "payload": "<of a quick reply>"}
                                                         -> 200 {"messages": [{"text", "quick_replies": [...]}]}

With an answer to danger come `links` as well: [{"title", "url"}], each to call (tel:) or to open (https:).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, Final
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from stiefwijzer import content, settings
from stiefwijzer.channels import incoming, kept_answers, problems
from stiefwijzer.channels.problems import Problem
from stiefwijzer.channels.safety_net import SafetyNet
from stiefwijzer.channels.signing import ExpiredTokenError, QuickReplies, Sessions, UnknownTokenError
from stiefwijzer.storage import database
from stiefwijzer.storage.turns import StaleConversationError, Turns

NAME: Final = "website"
MAX_REQUEST_BYTES: Final = 16 * 1024
#: How often a turn is taken when other processes keep coming in between.
_ATTEMPTS: Final = 10
#: How long one waits before the second attempt at most, in seconds; before the third twice as long, and so on.
_PAUSE: Final = 0.02


class WebsiteInput(InputChannel):
    """Lets visitors of a website talk with the assistant."""

    def __init__(self, turns: Turns, key: str, net: SafetyNet | None = None) -> None:
        self._turns = turns
        self._sessions = Sessions(key, NAME)
        self._quick_replies = QuickReplies(key)
        self._texts = content.texts()
        self._net = net or SafetyNet(self._texts)
        # One turn at a time in a session, so that a retry finds the answer to its first try.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def name(cls) -> str:
        """Return the name the conversation events carry."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebsiteInput:
        """Build the channel for the plain `rasa run`; what it needs comes from the settings."""
        return cls(Turns(database.connect(settings.database_url())), settings.secret_key())

    def url_prefix(self) -> str:
        """Return the path under which Rasa mounts the channel."""
        return "chat"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes of the channel."""
        routes = Blueprint("website")

        @routes.exception(Problem)  # type: ignore[untyped-decorator]
        async def _problem(_: Request, problem: Problem) -> HTTPResponse:
            return problems.response(problem, self._texts)

        @routes.post("/sessions")  # type: ignore[untyped-decorator]
        async def _start_session(_: Request) -> HTTPResponse:
            return json_response({"token": self._sessions.start()}, status=201)

        @routes.post("/messages")  # type: ignore[untyped-decorator]
        async def _take_message(request: Request) -> HTTPResponse:
            session_id = self._session_of(request)
            body = _body_of(request)
            return json_response({"messages": await self._turn(session_id, body, on_new_message)})

        return routes

    def _session_of(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise UnknownTokenError
            return self._sessions.session_of(token.strip())
        except ExpiredTokenError:
            raise Problem("expired_session") from None
        except UnknownTokenError:
            raise Problem("unknown_session") from None

    async def _turn(
        self, session_id: str, body: dict[str, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> list[dict[str, Any]]:
        """Answer one message, or answer again what was answered before to the same message."""
        lock = self._locks.setdefault(session_id, asyncio.Lock())
        for attempt in range(_ATTEMPTS):
            if attempt:
                # Whoever came second lets the other go on for a moment, or it may come second for ever.
                await asyncio.sleep(random.uniform(0, _PAUSE * attempt))  # noqa: S311 - no secret hangs on it
            output = CollectingOutputChannel()
            try:
                message = self._read(session_id, body, output)
            except Problem as problem:
                if problem.code == "message_too_long" and (alarm := self._net.hear(str(body["text"]))):
                    return self._shown(session_id, self._net.answer(alarm))
                raise
            async with lock:
                known = await kept_answers.answer_to(self._turns, message)
                if known is not None:
                    return self._shown(session_id, known)
                # Another process may have the same person in hand; whoever comes second takes the turn anew.
                with contextlib.suppress(StaleConversationError):
                    return self._shown(session_id, await self._net.take(message, on_new_message))
        if alarm := self._net.hear(message.text or ""):
            return self._shown(session_id, self._net.answer(alarm))
        raise Problem("server_error")

    def _read(self, session_id: str, body: dict[str, Any], output: CollectingOutputChannel) -> UserMessage:
        text, payload = body.get("text"), body.get("payload")
        common = {
            "session_id": session_id,
            "channel": NAME,
            "message_id": _message_id(body.get("id")),
            "output": output,
        }
        if isinstance(text, str) and payload is None:
            return incoming.typed(text, **common)
        if isinstance(payload, str) and text is None:
            try:
                return incoming.pressed(self._quick_replies.accept(session_id, payload), **common)
            except UnknownTokenError:
                raise Problem("unknown_button") from None
        raise Problem("wrong_type")

    def _shown(self, session_id: str, bubbles: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return bubbles as the page gets them; an apology when the assistant failed to say anything."""
        shown: list[dict[str, Any]] = []
        for bubble in bubbles:
            if "custom" in bubble:  # what one can press with the bubble before it
                shown[-1]["links"] = bubble["custom"].get("links", [])
            else:
                shown.append(self._bubble(session_id, bubble))
        return shown or [{"text": self._texts.moments.trouble.text, "quick_replies": []}]

    def _bubble(self, session_id: str, bubble: dict[str, Any]) -> dict[str, Any]:
        quick_replies = [
            {"title": button["title"], "payload": self._quick_replies.offer(session_id, button["payload"])}
            for button in bubble.get("buttons") or []
        ]
        return {"text": bubble.get("text", ""), "quick_replies": quick_replies}


def _body_of(request: Request) -> dict[str, Any]:
    if len(request.body) > MAX_REQUEST_BYTES:
        raise Problem("request_too_large")
    # A page of another site can post a form or plain text without asking; JSON it cannot.
    if request.content_type is None or request.content_type.partition(";")[0].strip().lower() != "application/json":
        raise Problem("not_json")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Problem("bad_json") from None
    if not isinstance(body, dict):
        raise Problem("wrong_type")
    return body


def _message_id(value: Any) -> str:
    if value is None:
        raise Problem("missing_id")
    try:
        return str(uuid.UUID(value))
    except (ValueError, TypeError, AttributeError):
        raise Problem("wrong_type") from None
