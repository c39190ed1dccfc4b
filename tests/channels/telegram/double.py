"""A Bot API to test against: over real HTTP, strict (rules.py), with limits, people, and trouble on demand.

It knows chats only of people who wrote first, refuses what is sent too fast, hands out updates, and can be slow, drop a
connection, answer rubbish, or fail with any code. Its limits can be made wider: `pace` 10 takes ten times as much
within a second, so that a test of many messages is over in a tenth of the time; both sides must then be told.
"""

from __future__ import annotations

import asyncio
import itertools
import math
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import web

from tests.channels.telegram import rules
from tests.channels.telegram.rules import Json, Refusal

TOKEN: Final = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
#: Methods that count for the limit over all chats; only messages count for that of a chat.
_COUNTED: Final = {"sendMessage", "sendChatAction", "answerCallbackQuery"}
#: What `trouble` may be, besides a code to refuse with.
SLOW, DROP, DROP_AFTER, RUBBISH = "slow", "drop", "drop after", "rubbish"


@dataclass(frozen=True)
class Sent:
    """A message that arrived."""

    chat_id: int
    text: str
    rows: list[list[Json]]
    at: float


@dataclass
class Webhook:
    """What setWebhook left."""

    url: str = ""
    secret: str = ""
    allowed: list[str] = field(default_factory=list)
    last_error: str = ""


class Double:
    """The Bot API for one bot, in a thread of its own."""

    def __init__(self, pace: float = 1.0) -> None:
        self.pace = pace
        self.sent: list[Sent] = []
        self.calls: list[tuple[str, Json]] = []
        self.refused: list[tuple[str, Refusal]] = []
        self.chats: set[int] = set()
        self.blocked: set[int] = set()
        self.queries: set[str] = set()
        self.webhook = Webhook()
        self.commands: list[Json] = []
        self.updates: deque[Json] = deque()
        self.numbers = itertools.count(700_000_001)
        self._trouble: dict[str, deque[str | int]] = defaultdict(deque)
        self._all: deque[float] = deque()
        self._in_chat: dict[int, float] = {}
        self._readers = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runner: web.AppRunner | None = None
        self.url = ""
        self.port = 0

    def start(self) -> None:
        if not self._thread.is_alive():
            self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    def go_away(self) -> None:
        """Be unreachable until `start`; the address stays the same."""
        if self._runner is not None:
            asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
            self._runner = None

    def stop(self) -> None:
        self.go_away()
        asyncio.run_coroutine_threadsafe(self._hang_up(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @staticmethod
    async def _hang_up() -> None:
        """End what is still being answered, such as a long poll."""
        answering = asyncio.all_tasks() - {asyncio.current_task()}
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)

    def trouble(self, method: str, *kinds: str | int) -> None:
        """Have the next calls of a method fail, one each."""
        self._trouble[method].extend(kinds)

    def called(self, method: str) -> list[Json]:
        """Return the parameters of every call of a method that was done."""
        return [parameters for name, parameters in list(self.calls) if name == method]

    def to(self, chat_id: int) -> list[Sent]:
        """Return the messages that arrived in a chat, in order."""
        return [message for message in list(self.sent) if message.chat_id == chat_id]

    async def _listen(self) -> None:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"

    async def _take(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            if request.match_info["token"] != TOKEN:
                raise Refusal(401, "Unauthorized")
            parameters = await request.json()
            answer = await self._troubled(method, parameters, request)
            if answer is not None:
                return answer
            return web.json_response({"ok": True, "result": await self._do(method, parameters)})
        except Refusal as refusal:
            self.refused.append((method, refusal))
            body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            if refusal.retry_after is not None:
                body["parameters"] = {"retry_after": refusal.retry_after}
            return web.json_response(body, status=refusal.code)

    async def _troubled(self, method: str, parameters: Json, request: web.Request) -> web.StreamResponse | None:
        kind = self._trouble[method].popleft() if self._trouble[method] else None
        if isinstance(kind, int):
            raise Refusal(kind, "as the test wanted", retry_after=1 if kind == 429 else None)
        if kind == SLOW:
            await asyncio.sleep(1.5)
        if kind == RUBBISH:
            return web.Response(text="<html>Bad Gateway</html>", status=502, content_type="text/html")
        if kind == DROP_AFTER:
            await self._do(method, parameters)
        if kind in (DROP, DROP_AFTER) and request.transport is not None:
            request.transport.abort()
            return web.Response()
        return None

    async def _do(self, method: str, parameters: Json) -> Any:
        rules.check(method, parameters)
        if method == "getUpdates":
            return await self._read_updates(parameters)
        own = getattr(self, f"_{method}", None)
        self._limit(method, parameters)
        result = own(parameters) if own else True
        self.calls.append((method, parameters))
        return result

    def _limit(self, method: str, parameters: Json) -> None:
        if method not in _COUNTED:
            return
        now, second = time.monotonic(), 1 / self.pace
        while self._all and self._all[0] <= now - second:
            self._all.popleft()
        if len(self._all) >= 30:
            raise Refusal(429, "Too Many Requests: retry after 1", 1)
        if method == "sendMessage":
            left = self._in_chat.get(parameters["chat_id"], 0) + second - now
            if left > 0:
                raise Refusal(429, "Too Many Requests: retry after 1", math.ceil(left))
            self._in_chat[parameters["chat_id"]] = now
        self._all.append(now)

    def _sendMessage(self, parameters: Json) -> Json:  # noqa: N802 - the name of the method
        chat_id = parameters["chat_id"]
        self._reachable(chat_id)
        rows = parameters.get("reply_markup", {}).get("inline_keyboard", [])
        text = rules.shown(parameters["text"], parameters.get("parse_mode"))
        self.sent.append(Sent(chat_id, text, rows, time.monotonic()))
        return {"message_id": len(self.sent), "chat": {"id": chat_id}, "text": text, "date": int(time.time())}

    def _sendChatAction(self, parameters: Json) -> bool:  # noqa: N802
        self._reachable(parameters["chat_id"])
        return True

    def _reachable(self, chat_id: int) -> None:
        if chat_id in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if chat_id not in self.chats:
            raise rules.bad("chat not found")

    def _answerCallbackQuery(self, parameters: Json) -> bool:  # noqa: N802
        if parameters["callback_query_id"] not in self.queries:
            raise rules.bad("query is too old and response timeout expired or query ID is invalid")
        self.queries.discard(parameters["callback_query_id"])
        return True

    def _getMe(self, _: Json) -> Json:  # noqa: N802
        return {"id": 123456789, "is_bot": True, "first_name": "Stiefwijzer", "username": "stiefwijzer_bot"}

    def _setMyCommands(self, parameters: Json) -> bool:  # noqa: N802
        self.commands = parameters["commands"]
        return True

    def _setWebhook(self, parameters: Json) -> bool:  # noqa: N802
        allowed = parameters.get("allowed_updates", [])
        self.webhook = Webhook(parameters["url"], parameters.get("secret_token", ""), allowed)
        return True

    def _deleteWebhook(self, _: Json) -> bool:  # noqa: N802
        self.webhook = Webhook()
        return True

    def _getWebhookInfo(self, _: Json) -> Json:  # noqa: N802
        info: Json = {"url": self.webhook.url, "pending_update_count": len(self.updates)}
        if self.webhook.last_error:
            info |= {"last_error_date": int(time.time()), "last_error_message": self.webhook.last_error}
        return {**info, "allowed_updates": self.webhook.allowed}

    async def _read_updates(self, parameters: Json) -> list[Json]:
        if self.webhook.url:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        self._readers += 1
        mine = self._readers
        self.calls.append(("getUpdates", parameters))
        until = time.monotonic() + parameters.get("timeout", 0)
        while self.updates and self.updates[0]["update_id"] < parameters.get("offset", 0):
            self.updates.popleft()
        while not self.updates and time.monotonic() < until:
            await asyncio.sleep(0.02)
            if mine != self._readers:
                raise Refusal(409, "Conflict: terminated by other getUpdates request")
        return list(self.updates)[: parameters.get("limit", 100)]
