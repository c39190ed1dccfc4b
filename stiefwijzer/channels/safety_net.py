"""The safety net: an answer to danger comes, whatever else is broken. Every channel takes its messages through here.

The gate (`nlu/safety/`) hears a message before Rasa does. When it hears danger, Rasa answers as to any message: the rule of
that label, action_safety, content/safety.yml. When that fails, says something else, or takes too long, the same answer is
said from here. It needs the phrases and content/, both read when the server started: no model, action server, database
or network.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from stiefwijzer import labels
from stiefwijzer.content import Content, SafetyAnswer
from stiefwijzer.nlu.safety import Alarm, Gate, shared
from stiefwijzer.storage.turns import StaleConversationError

logger = logging.getLogger(__name__)

#: How long somebody in danger waits for Rasa, in seconds.
PATIENCE: Final = 10.0

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class SafetyNet:
    """Takes messages to Rasa, and answers danger when Rasa does not.

    Args:
        texts: Everything the assistant says.
        gate: Hears danger.
    """

    def __init__(self, texts: Content, gate: Gate | None = None) -> None:
        self._texts = texts
        self._gate = gate or shared(labels.SAFETY)

    def hear(self, text: str) -> Alarm | None:
        """Return the danger a text speaks of, if any."""
        return self._gate.hear(text)

    async def take(self, message: UserMessage, on_new_message: OnNewMessage) -> list[dict[str, Any]]:
        """Return the bubbles that answer a message, as an output channel collects them.

        Args:
            message: What somebody said; its output channel collects.
            on_new_message: Rasa.

        Raises:
            StaleConversationError: Somebody else has the conversation in hand; take the message anew.
            Exception: What Rasa raises, when the message speaks of no danger.
        """
        output = message.output_channel
        if not isinstance(output, CollectingOutputChannel):
            raise TypeError("the safety net looks at what was said, so it wants an output that collects")
        alarm = self.hear(message.text or "")
        if alarm is None:
            await on_new_message(message)
            return list(output.messages)
        try:
            await asyncio.wait_for(on_new_message(message), PATIENCE)
        except StaleConversationError:
            raise
        except Exception as error:
            # What went wrong may quote somebody; only its kind is logged.
            logger.error("%s was not answered as usual (%s)", alarm.label, type(error).__name__)
        if leads_to_people(output.messages):
            return list(output.messages)
        logger.error("%s is answered by the safety net", alarm.label)
        return self.answer(alarm)

    def answer(self, alarm: Alarm) -> list[dict[str, Any]]:
        """Return the answer to danger, as an output channel collects it; without buttons, which need a conversation."""
        chosen = self._texts.answers[alarm.label]
        if not isinstance(chosen, SafetyAnswer):
            raise TypeError(f"{alarm.label} is no kind of danger")
        links = [
            link for name in chosen.lines_to_call(alarm.about, None) for link in self._texts.helplines[name].links()
        ]
        return [*({"text": text} for text in chosen.bubbles(alarm.about)), {"custom": {"links": links}}]


def leads_to_people(bubbles: Sequence[dict[str, Any]]) -> bool:
    """Tell whether somebody is given a line to call: every answer to danger does that, and what is said after it."""
    links = [link for bubble in bubbles for link in (bubble.get("custom") or {}).get("links") or ()]
    return any(link["url"].startswith("tel:") for link in links)
