"""`python -m stiefwijzer telegram setup|status|remove`; what they print never holds the token."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any

from stiefwijzer import settings
from stiefwijzer.errors import UserError

if TYPE_CHECKING:
    from stiefwijzer.channels.telegram.api import BotApi
    from stiefwijzer.channels.telegram.diagnosis import Finding

#: A command of ours, given the settings and the Bot API.
_Work = Callable[[settings.Telegram, "BotApi"], Awaitable[None]]


class TelegramTroubleError(UserError):
    """Something between Telegram and this server is wrong; the message says what, one sentence a line."""


def add_to(commands: Any) -> None:
    """Add the commands to those of the program."""
    telegram = commands.add_parser("telegram", help="set up, look at or end the connection with Telegram")
    actions = telegram.add_subparsers(required=True, metavar="action")
    works: tuple[tuple[str, _Work, str], ...] = (
        ("setup", _setup, "tell Telegram where this server is, and set the menu"),
        ("status", _status, "say what is right and what is wrong"),
        ("remove", _remove, "have Telegram bring nothing to this server any more"),
    )
    for name, work, does in works:
        actions.add_parser(name, help=does).set_defaults(command=_command(work))


def _command(work: _Work) -> Callable[[argparse.Namespace], None]:
    def run(_: argparse.Namespace) -> None:
        chosen = settings.telegram()
        if chosen is None:
            raise settings.NoTelegramTokenError
        asyncio.run(_with_api(chosen, work))

    return run


async def _with_api(chosen: settings.Telegram, work: _Work) -> None:
    from stiefwijzer.channels.telegram import diagnosis  # noqa: PLC0415 - the HTTP library takes time to import
    from stiefwijzer.channels.telegram.api import BotApi, TelegramError  # noqa: PLC0415

    api = BotApi(chosen.token, chosen.api_url)
    try:
        await work(chosen, api)
    except TelegramError as error:
        raise TelegramTroubleError(_line(diagnosis.trouble(error))) from None
    finally:
        await api.close()


async def _setup(chosen: settings.Telegram, api: BotApi) -> None:
    from stiefwijzer import content  # noqa: PLC0415
    from stiefwijzer.channels.telegram import diagnosis, profile, updates  # noqa: PLC0415

    _told([await diagnosis.of_token(api)])
    address = diagnosis.webhook_address(chosen)
    if not address:
        await api.call("deleteWebhook")
        print("webhook: not needed, the server fetches updates itself: make run")
    else:
        secret = _secret(chosen)
        _told([finding async for finding in diagnosis.of_address(str(chosen.public_url), secret)])
        await api.call("setWebhook", url=address, secret_token=secret, allowed_updates=list(updates.WANTED))
        print(f"webhook: Telegram brings updates to {address}")
    await profile.introduce(api, content.texts())
    print("menu: set")


async def _status(chosen: settings.Telegram, api: BotApi) -> None:
    from stiefwijzer.channels.telegram import diagnosis  # noqa: PLC0415

    _told([await diagnosis.of_token(api)])
    found = [finding async for finding in diagnosis.of_webhook(api, chosen)]
    if chosen.mode == settings.WEBHOOK:
        found += [finding async for finding in diagnosis.of_address(str(chosen.public_url), _secret(chosen))]
    _told(found)


async def _remove(_: settings.Telegram, api: BotApi) -> None:
    await api.call("deleteWebhook")
    print("webhook: removed; what people write waits at Telegram for a day")


def _secret(chosen: settings.Telegram) -> str:
    from stiefwijzer.channels.telegram import webhook  # noqa: PLC0415

    return webhook.secret(settings.secret_key(), chosen.token)


def _told(findings: Iterable[Finding]) -> None:
    """Print what is right; what is wrong ends the command."""
    wrong = []
    for finding in findings:
        if finding.is_right:
            print(_line(finding))
        else:
            wrong.append(_line(finding))
    if wrong:
        raise TelegramTroubleError("\n".join(wrong))


def _line(finding: Finding) -> str:
    return f"{finding.about}: {finding.sentence}"
