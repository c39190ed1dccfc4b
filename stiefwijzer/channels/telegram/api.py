"""The one seam to the Bot API: a method and its parameters go out, its result or a typed error comes back.

The token stands in every address, so nothing of an address, and no error of the HTTP library, ever leaves this module.
"""

from __future__ import annotations

from typing import Any, Final

import aiohttp

#: How long a request may take, in seconds; `getUpdates` waits longer.
PATIENCE: Final = 20.0


class TelegramError(Exception):
    """A request of ours had no result."""


class UnreachableError(TelegramError):
    """Telegram gave no answer one can read; `reason` is the kind of trouble."""

    def __init__(self, method: str, reason: str) -> None:
        super().__init__(f"{method}: {reason}")
        self.reason = reason


class RefusedError(TelegramError):
    """Telegram answered that it will not do it.

    Attributes:
        code: 400 for a wrong request, 401 a wrong token, 403 blocked, 409 two readers, 429 too fast, 5xx its own trouble.
        description: What Telegram says of it. It may quote a message, so it is shown to an operator and never logged.
        retry_after: How many seconds one has to wait, with 429.
    """

    def __init__(self, method: str, code: int, description: str, retry_after: float | None = None) -> None:
        super().__init__(f"{method}: {code}")
        self.code = code
        self.description = description
        self.retry_after = retry_after


class BotApi:
    """Calls methods of the Bot API for one bot.

    Args:
        token: What BotFather gave.
        address: Where the Bot API is, without a slash at the end.
    """

    def __init__(self, token: str, address: str) -> None:
        self._base = f"{address}/bot{token}/"
        self._session: aiohttp.ClientSession | None = None

    async def call(self, method: str, *, patience: float = PATIENCE, **parameters: Any) -> Any:
        """Return the result of a method.

        Args:
            method: Its name.
            patience: How long to wait for the answer, in seconds.
            parameters: Its parameters; those that are None are left out.

        Raises:
            RefusedError: Telegram says no.
            UnreachableError: There was no answer, or none of Telegram's.
        """
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100))
        body = {name: value for name, value in parameters.items() if value is not None}
        timeout = aiohttp.ClientTimeout(total=patience)
        try:
            async with self._session.post(self._base + method, json=body, timeout=timeout) as response:
                status, answer = response.status, await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise UnreachableError(method, type(error).__name__) from None
        if not isinstance(answer, dict):
            raise UnreachableError(method, f"status {status}")
        if answer.get("ok") is True:
            return answer.get("result")
        raise RefusedError(method, _code(answer, status), str(answer.get("description", "")), _retry_after(answer))

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _code(answer: dict[str, Any], status: int) -> int:
    code = answer.get("error_code")
    return code if isinstance(code, int) else status


def _retry_after(answer: dict[str, Any]) -> float | None:
    parameters = answer.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(seconds) if isinstance(seconds, int | float) else None
