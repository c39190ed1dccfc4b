"""The website channel: plain HTTP, a server-signed session, and a message id that makes sending again harmless.

POST   /chat/sessions                                    -> 201 {"token": "..."}
POST   /chat/sessions  with a token                      -> 201, the same session, good from now on
POST   /chat/sessions  with a token, {"anew": true}      -> 201, a new session; the one before is erased
POST   /chat/messages  {"id": "<uuid>", "text": "..."} or {"id": "<uuid>", "payload": "<of a quick reply>"}
                                                         -> 200 {"messages": [{"text", "quick_replies": [...]}]}
                                                         -> 202 {"state": "typing"}: send the same again
GET    /chat/history                                     -> 200 {"messages": [...]}
DELETE /chat/session                                     -> 204, and everything said is erased

The token comes as `Authorization: Bearer <token>`. With an answer to danger come `links` as well: [{"title", "url"}],
each to call (tel:) or to open (https:); to one's own data they may be paths of this server. docs/openapi.yml says all of it
exactly.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response

from stiefwijzer import content, settings
from stiefwijzer.channels import bubbles, history, incoming, problems, reading
from stiefwijzer.channels.origins import Origins
from stiefwijzer.channels.problems import Problem
from stiefwijzer.channels.rates import Rates
from stiefwijzer.channels.safety_net import OnNewMessage, SafetyNet
from stiefwijzer.channels.signing import ExpiredTokenError, QuickReplies, Sessions, UnknownTokenError
from stiefwijzer.channels.turn_taking import TurnTaking
from stiefwijzer.storage import database
from stiefwijzer.storage.beginning_anew import begin_anew
from stiefwijzer.storage.turns import Turns

NAME: Final = "website"
#: A turn that takes longer is answered with "typing" first, in seconds; it goes on, and asking again finds its answer.
PATIENCE: Final = 8.0
_PATHS: Final = ("/sessions", "/messages", "/history", "/session")


class WebsiteInput(InputChannel):
    """Lets visitors of a website talk with the assistant."""

    def __init__(self, turns: Turns, key: str, origins: Origins, rates: Rates) -> None:
        self._turns = turns
        self._sessions = Sessions(key, NAME)
        self._quick_replies = QuickReplies(key)
        self._origins = origins
        self._rates = rates
        self._texts = content.texts()
        self._net = SafetyNet(self._texts)
        # One turn at a time in a session, in the order in which they came.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        # The turns being taken, by session and message: a message sent again meanwhile waits for the same answer.
        self._taking: dict[tuple[str, str], asyncio.Task[list[dict[str, Any]]]] = {}

    @classmethod
    def name(cls) -> str:
        """Return the name the conversation events carry."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebsiteInput:
        """Build the channel; what it needs comes from the settings. The plain `rasa run` calls this too."""
        turns = Turns(database.connect(settings.database_url()))
        origins = Origins(settings.allowed_origins())
        return cls(turns, settings.secret_key(), origins, Rates(on=settings.rates_on()))

    def url_prefix(self) -> str:
        """Return the path under which Rasa mounts the channel."""
        return "chat"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes of the channel."""
        routes = Blueprint("website")
        turn_taking = TurnTaking(self._turns, self._texts, self._net, on_new_message)
        self._guard(routes)

        @routes.post("/sessions")  # type: ignore[untyped-decorator]
        async def _start_session(request: Request) -> HTTPResponse:
            anew = reading.wish_of(request, "anew")
            if "authorization" in request.headers:
                before = self._session_of(request)
                token = await self._anew(request, before) if anew else self._sessions.token_for(before)
            else:
                self._rates.count_session(reading.address_of(request))
                token = self._sessions.start()
            return json_response({"token": token}, status=201)

        @routes.post("/messages")  # type: ignore[untyped-decorator]
        async def _take_message(request: Request) -> HTTPResponse:
            messages = await self._answer(request, turn_taking)
            if messages is None:
                return json_response({"state": "typing"}, status=202, headers={"Retry-After": "1"})
            return json_response({"messages": messages})

        @routes.get("/history")  # type: ignore[untyped-decorator]
        async def _show_history(request: Request) -> HTTPResponse:
            return json_response({"messages": await self._history(self._session_of(request))})

        @routes.delete("/session")  # type: ignore[untyped-decorator]
        async def _erase(request: Request) -> HTTPResponse:
            session_id = self._session_of(request)
            async with self._lock(session_id):
                self._turns.erase(session_id)
            return empty()

        return routes

    def _guard(self, routes: Blueprint) -> None:
        """Keep out pages of other sites, and say to browsers what they may do."""

        @routes.exception(Problem)  # type: ignore[untyped-decorator]
        async def _problem(_: Request, problem: Problem) -> HTTPResponse:
            return problems.response(problem, self._texts)

        @routes.on_request  # type: ignore[untyped-decorator]
        async def _check_origin(request: Request) -> None:
            if not self._origins.allow(request):
                raise Problem("wrong_origin")

        @routes.on_response  # type: ignore[untyped-decorator]
        async def _tell_browsers(request: Request, response: HTTPResponse) -> None:
            response.headers.update({"Cache-Control": "no-store", **self._origins.headers(request)})

        for path in _PATHS:

            @routes.options(path, name=f"preflight_{path[1:]}")  # type: ignore[untyped-decorator]
            async def _preflight(request: Request) -> HTTPResponse:
                return empty(headers=self._origins.preflight_headers(request))

    def _session_of(self, request: Request) -> str:
        try:
            return self._sessions.session_of(reading.token_of(request))
        except ExpiredTokenError:
            raise Problem("expired_session") from None
        except UnknownTokenError:
            raise Problem("unknown_session") from None

    def _lock(self, session_id: str) -> asyncio.Lock:
        return self._locks.setdefault(session_id, asyncio.Lock())

    async def _anew(self, request: Request, before: str) -> str:
        """Return the token of a new session in place of another, whose words are erased."""
        after = self._sessions.new_id()
        async with self._lock(before):
            begin_anew(self._turns, before, after)
        return self._sessions.token_for(after)

    async def _history(self, session_id: str) -> list[dict[str, Any]]:
        async with self._lock(session_id):
            turns = self._turns.latest(session_id, history.MOST_TURNS)
        return await history.entries(
            session_id,
            turns,
            shown=lambda collected: self._shown(session_id, collected),
            signed=lambda payload: self._quick_replies.offer(session_id, payload),
        )

    async def _answer(self, request: Request, turn_taking: TurnTaking) -> list[dict[str, Any]] | None:
        """Return the answer to a message, or None when it is not there yet.

        The turn is taken in a task of its own: it is taken whole, also when the connection is lost meanwhile.
        """
        session_id = self._session_of(request)
        body = reading.body_of(request)
        key = session_id, reading.message_id_of(body)
        task = self._taking.get(key)
        if task is None:
            try:
                self._rates.count_message(session_id, reading.address_of(request))
            except Problem as problem:
                return self._answer_to_danger(session_id, str(body.get("text", "")), problem)
            task = asyncio.create_task(self._turn(*key, body, turn_taking))
            self._taking[key] = task
            task.add_done_callback(lambda done: self._taken(key, done))
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        return task.result() if done else None

    def _taken(self, key: tuple[str, str], task: asyncio.Task[list[dict[str, Any]]]) -> None:
        del self._taking[key]
        # Whoever waited gets the error. When nobody did, asyncio would log it, and it may quote somebody.
        if not task.cancelled():
            task.exception()

    async def _turn(
        self, session_id: str, message_id: str, body: dict[str, Any], turn_taking: TurnTaking
    ) -> list[dict[str, Any]]:
        """Answer one message, in the order in which the messages of a session came."""

        def message_for(output: CollectingOutputChannel) -> UserMessage:
            return self._read(session_id, message_id, body, output)

        async with self._lock(session_id):
            try:
                return self._shown(session_id, await turn_taking.take(message_for))
            except Problem as problem:
                if problem.code != "message_too_long":
                    raise
                return self._answer_to_danger(session_id, str(body["text"]), problem)

    def _answer_to_danger(self, session_id: str, text: str, problem: Problem) -> list[dict[str, Any]]:
        """Answer danger in a message that cannot be taken.

        Raises:
            Problem: It speaks of no danger; `problem` stands.
        """
        if alarm := self._net.hear(text):
            return self._shown(session_id, self._net.answer(alarm))
        raise problem

    def _read(
        self, session_id: str, message_id: str, body: dict[str, Any], output: CollectingOutputChannel
    ) -> UserMessage:
        text, payload = body.get("text"), body.get("payload")
        common = {"session_id": session_id, "channel": NAME, "message_id": message_id, "output": output}
        if isinstance(text, str) and payload is None:
            return incoming.typed(text, **common)
        if isinstance(payload, str) and text is None:
            try:
                return incoming.pressed(self._quick_replies.accept(session_id, payload), **common)
            except UnknownTokenError:
                raise Problem("unknown_button") from None
        raise Problem("wrong_type")

    def _shown(self, session_id: str, collected: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return bubbles.shown(self._quick_replies, session_id, collected)
