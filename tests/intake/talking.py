"""The trained assistant in this process, with a database and mail settings of the test's own, and somebody who talks."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel

from stiefwijzer import content, settings
from stiefwijzer.channels import incoming
from stiefwijzer.channels.safety_net import SafetyNet
from stiefwijzer.storage import schema


@dataclass
class Person:
    """Somebody in a conversation, on a channel."""

    agent: Agent
    net: SafetyNet
    channel: str = "website"
    sender_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    buttons: list[dict[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)

    def say(self, text: str) -> list[str]:
        """Type something, or press the button with that title; return the bubbles that answer it."""
        output = CollectingOutputChannel()
        common = {
            "session_id": self.sender_id,
            "channel": self.channel,
            "message_id": uuid.uuid4().hex,
            "output": output,
        }
        payload = next((button["payload"] for button in self.buttons if button["title"] == text), None)
        message = incoming.pressed(payload, **common) if payload else incoming.typed(text, **common)
        bubbles = asyncio.run(self.net.take(message, self.agent.handle_message))
        self.buttons = [button for bubble in bubbles for button in bubble.get("buttons") or []]
        self.links = [link for bubble in bubbles for link in (bubble.get("custom") or {}).get("links", [])]
        return [bubble["text"] for bubble in bubbles if bubble.get("text")]

    def say_all(self, *texts: str) -> list[str]:
        """Say several things; return the bubbles that answer the last."""
        said: list[str] = []
        for text in texts:
            said = self.say(text)
        return said

    def ask_for_talk(self, *, email: str = "sam@voorbeeld.nl", name: str = "Sam", question: str = "nee") -> list[str]:
        """Give everything up to the summary; return the bubbles that show it."""
        return self.say_all(
            "kan ik een afspraak maken", name, email, "ja dat is veilig", "dinsdagavond na acht uur",
            "stiefouder", question, "ja, akkoord",
        )  # fmt: skip


def database() -> Any:
    """Return the engine of the database that `DATABASE_URL` names."""
    return schema.opened(settings.database_url())


def net() -> SafetyNet:
    """Return a safety net, whose phrases take a second to read."""
    return SafetyNet(content.texts())
