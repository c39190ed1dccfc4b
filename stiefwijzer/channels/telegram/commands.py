"""What begins with a slash in Telegram: the commands of the menu, and nothing else."""

from __future__ import annotations

import re
from typing import Final

#: Erases everything; done by the channel itself.
ERASE: Final = "verwijder"
#: The commands of the menu, in its order, and the label each stands for. Their descriptions stand in content/telegram.yml.
COMMANDS: Final = {
    "start": "greet",
    "stappen": "ask_steps",
    "tips": "ask_tips_family",
    "intake": "request_intake",
    "privacy": "ask_privacy",
    ERASE: "delete_data",
    "export": "export_data",
    "stop": "goodbye",
    "hulp": "ask_referral",
}
#: Commands that Telegram's own apps know (core.telegram.org/bots/features, "Global commands").
_ALSO: Final = {"help": "hulp"}

#: A command alone, maybe with the name of the bot; behind /start what a deep link (t.me/<bot>?start=intake) carries.
_COMMAND: Final = re.compile(r"/([a-z0-9_]{1,32})(?:@\w+)?(?:\s+([\w-]{1,64}))?\s*", re.IGNORECASE | re.ASCII)


def command_in(text: str) -> str | None:
    """Return the command of the menu that a message is, if it is one.

    A command with words behind it is something a person says, so it is none: "/stappen ik wil niet meer" must be heard.
    """
    match = _COMMAND.fullmatch(text)
    if match is None:
        return None
    name, argument = match[1].lower(), (match[2] or "").lower()
    name = _ALSO.get(name, name)
    if name not in COMMANDS:
        return None
    if not argument:
        return name
    if name != "start":
        return None
    # A link may lead anywhere but to where things are erased.
    return argument if argument in COMMANDS and argument != ERASE else None
