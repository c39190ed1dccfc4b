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
from stiefwijzer.channels.safety_net import SafetyNet

_CHANNEL = "terminal"


def talk(agent: Agent) -> None:
    """Hold one conversation on stdin and stdout, until the end of input."""
    asyncio.run(_talk(agent))


async def _talk(agent: Agent) -> None:
    texts = content.texts()
    net = SafetyNet(texts)
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
        bubbles = await net.take(message, agent.handle_message)
        offered = [button for bubble in bubbles for button in bubble.get("buttons") or []]
        for bubble in bubbles:
            if bubble.get("text"):
                print(f"\n  {bubble['text']}")  # noqa: T201
            for link in (bubble.get("custom") or {}).get("links", []):
                print(f"  {link['title']} ({link['url']})")  # noqa: T201
        for number, button in enumerate(offered, start=1):
            print(f"  [{number}] {button['title']}")  # noqa: T201
