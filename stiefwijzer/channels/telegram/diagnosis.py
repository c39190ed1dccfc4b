"""What is wrong between Telegram and this server, one sentence a matter: token, address, certificate, secret."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from stiefwijzer import settings
from stiefwijzer.channels.telegram import profile, webhook
from stiefwijzer.channels.telegram.api import BotApi, RefusedError, TelegramError

_PATIENCE: Final = aiohttp.ClientTimeout(total=15)
_TOKEN_REFUSED: Final = (401, 404)
_OK: Final = 200
_FORBIDDEN: Final = 403
#: How many waiting updates show that nobody fetches them.
_MANY: Final = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One matter that was looked at.

    Attributes:
        about: What it is: token, address, certificate, secret, webhook.
        is_right: Whether it is in order.
        sentence: What was seen, and what to do when it is wrong. Never holds the token.
    """

    about: str
    is_right: bool
    sentence: str


def trouble(error: TelegramError) -> Finding:
    """Return what an error of the Bot API says about our settings."""
    if isinstance(error, RefusedError):
        if error.code in _TOKEN_REFUSED:
            return Finding(
                "token", False, "Telegram does not know TELEGRAM_TOKEN; BotFather shows the right one (/token)"
            )
        return Finding("telegram", False, f"Telegram refuses: {error.description}")
    return Finding("telegram", False, f"Telegram cannot be reached from this machine ({error})")


async def of_token(api: BotApi) -> Finding:
    """Tell whether Telegram knows the token."""
    try:
        return Finding("token", True, f"Telegram knows this bot as @{await profile.name_of(api)}")
    except TelegramError as error:
        return trouble(error)


async def of_address(public_url: str, secret: str) -> AsyncIterator[Finding]:
    """Look at the server as Telegram will: through its public address."""
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
        try:
            async with session.get(f"{public_url}/health") as response:
                health = await response.json(content_type=None) if response.status == _OK else None
        except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError):
            yield Finding(
                "certificate", False, f"the certificate of {public_url} is not trusted; Telegram wants one that is"
            )
            return
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            yield Finding(
                "address", False, f"{public_url} does not answer ({type(error).__name__}); see docs/telegram.md"
            )
            return
        if not isinstance(health, dict) or "telegram" not in health:
            yield Finding(
                "address", False, f"at {public_url} answers no Stiefwijzer that was started with TELEGRAM_TOKEN"
            )
            return
        yield Finding("address", True, f"this server answers at {public_url}")
        yield Finding("certificate", True, "its certificate is trusted")
        yield await _of_secret(session, public_url, secret)


async def of_webhook(api: BotApi, chosen: settings.Telegram) -> AsyncIterator[Finding]:
    """Tell what Telegram says about the webhook: where it is, and what went wrong lately."""
    try:
        info: dict[str, Any] = await api.call("getWebhookInfo")
    except TelegramError as error:
        yield trouble(error)
        return
    at, wanted = str(info.get("url", "")), webhook_address(chosen)
    if at != wanted:
        yield Finding("webhook", False, _elsewhere(at, wanted))
    elif wanted:
        yield Finding("webhook", True, f"Telegram brings updates to {wanted}")
    else:
        yield Finding("webhook", True, "no webhook is set, so the server can fetch updates itself")
    if waiting := int(info.get("pending_update_count", 0)):
        yield Finding("updates", waiting < _MANY, f"{waiting} updates wait at Telegram")
    if wanted and at == wanted and (last := str(info.get("last_error_message", ""))):
        yield Finding(*_last_trouble(last))


def webhook_address(chosen: settings.Telegram) -> str:
    """Return where Telegram has to bring updates; empty when they are fetched."""
    return f"{chosen.public_url}{webhook.PATH}" if chosen.mode == settings.WEBHOOK else ""


def _elsewhere(at: str, wanted: str) -> str:
    advice = "run: python -m stiefwijzer telegram setup"
    if not wanted:
        return f"a webhook is set, so the server can fetch nothing; {advice}"
    return f"Telegram brings updates elsewhere; {advice}" if at else f"no webhook is set; {advice}"


def _last_trouble(said: str) -> tuple[str, bool, str]:
    lower = said.lower()
    if "403" in lower:
        return (
            "secret",
            False,
            "lately the server refused Telegram's secret; run telegram setup with the server's own key",
        )
    if "ssl" in lower or "certificate" in lower:
        return "certificate", False, f"lately Telegram did not trust the certificate ({said})"
    return "address", False, f"lately Telegram could not deliver ({said})"


async def _of_secret(session: aiohttp.ClientSession, public_url: str, secret: str) -> Finding:
    """Deliver something that is no update: only whoever shares our key takes it."""
    try:
        async with session.post(
            public_url + webhook.PATH, json={}, headers={webhook.SECRET_HEADER: secret}
        ) as response:
            status = response.status
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Finding("secret", False, f"the webhook does not answer ({type(error).__name__})")
    if status == _OK:
        return Finding("secret", True, "the server takes the secret that Telegram will send")
    if status == _FORBIDDEN:
        return Finding("secret", False, "the server has another STIEFWIJZER_SECRET_KEY or token than this command")
    return Finding("secret", False, f"the webhook answers {status}; is TELEGRAM_MODE webhook where the server runs?")
