"""Talking with the assistant in the terminal."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel

from stiefwijzer import content
from stiefwijzer.channels import incoming
from stiefwijzer.channels.problems import Problem

_CHANNEL = "terminal"


def talk(agent: Agent) -> None:
    """Hold one conversation on stdin and stdout, until the end of input."""
    asyncio.run(_talk(agent))


async def _talk(agent: Agent) -> None:
    texts = content.texts()
    session_id = uuid.uuid4().hex
    offered: list[dict[str, Any]] = []
    print("Typ een bericht, of het nummer van een knop. Ctrl+D stopt.")  # noqa: T201
    while True:
        try:
            said = input("\n> ").strip()
        except EOFError:
            return
        output = CollectingOutputChannel()
        common = {"session_id": session_id, "channel": _CHANNEL, "message_id": uuid.uuid4().hex, "output": output}
        try:
            if said.isdecimal() and 0 < int(said) <= len(offered):
                message = incoming.pressed(offered[int(said) - 1]["payload"], **common)
            else:
                message = incoming.typed(said, **common)
        except Problem as problem:
            print(texts.problems[problem.code])  # noqa: T201
            continue
        await agent.handle_message(message)
        offered = [button for bubble in output.messages for button in bubble.get("buttons") or []]
        for bubble in output.messages:
            print(f"\n  {bubble.get('text', '')}")  # noqa: T201
        for number, button in enumerate(offered, start=1):
            print(f"  [{number}] {button['title']}")  # noqa: T201
