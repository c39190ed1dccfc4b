"""How the bot shows itself: its name, what it says before anybody writes, and its menu."""

from __future__ import annotations

from typing import Any

from stiefwijzer.channels.telegram.api import BotApi
from stiefwijzer.channels.telegram.commands import COMMANDS
from stiefwijzer.content import Content


async def name_of(api: BotApi) -> str:
    """Return the bot's user name.

    Raises:
        TelegramError: As `BotApi.call`.
    """
    bot = await api.call("getMe")
    return str(bot.get("username", "")) if isinstance(bot, dict) else ""


def menu(texts: Content) -> list[dict[str, Any]]:
    """Return the commands as setMyCommands takes them."""
    return [{"command": name, "description": getattr(texts.telegram.commands, name)} for name in COMMANDS]


async def introduce(api: BotApi, texts: Content) -> None:
    """Set the menu and the descriptions.

    Raises:
        TelegramError: As `BotApi.call`.
    """
    private = {"type": "all_private_chats"}
    await api.call("setMyCommands", commands=menu(texts), scope=private)
    await api.call("setMyDescription", description=texts.telegram.about)
    await api.call("setMyShortDescription", short_description=texts.telegram.about_short)
