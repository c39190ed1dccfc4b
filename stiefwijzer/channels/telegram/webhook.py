"""The webhook: Telegram brings an update, and is told at once that it arrived.

Anything but a 2xx makes Telegram bring it again, so only a wrong secret is refused; what cannot be read is dropped.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Callable
from typing import Any, Final

from sanic.request import Request
from sanic.response import HTTPResponse, empty

logger = logging.getLogger(__name__)

#: Where it stands under the public address of the server.
PATH: Final = "/telegram/webhook"
SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name
#: No update is as large as this, in bytes.
_LARGEST: Final = 1024 * 1024

#: Takes an update as JSON holds it, whatever it is.
Taking = Callable[[Any], None]


def secret(key: str, token: str) -> str:
    """Return the secret that Telegram sends along: derived, so that there is nothing to keep, and it changes with either.

    Args:
        key: The key of this installation.
        token: The token of the bot.
    """
    return hmac.new(key.encode(), f"stiefwijzer.telegram.webhook.{token}".encode(), hashlib.sha256).hexdigest()


class Webhook:
    """Takes in what Telegram brings.

    Args:
        expected: The secret.
        take: What is done with an update.
    """

    def __init__(self, expected: str, take: Taking) -> None:
        self._expected = expected.encode()
        self._take = take

    async def receive(self, request: Request) -> HTTPResponse:
        """Answer one delivery: 403 without looking at it, or 200."""
        sent = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(sent, self._expected):
            return empty(status=403)
        update = _parsed(await _body_of(request))
        if update is not None:
            self._take(update)
        return empty(status=200)


async def _body_of(request: Request) -> bytes:
    """Read the body to its end, but keep no more of it than an update can be."""
    body = b""
    while (part := await request.stream.read()) is not None:
        if len(body) <= _LARGEST:
            body += part
    return body


def _parsed(body: bytes) -> Any:
    if len(body) > _LARGEST:
        logger.warning("An update of Telegram was too large to be one")
        return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        logger.warning("An update of Telegram was no JSON")
        return None
