"""Taking a turn, in any channel: a message goes to the assistant once, and its answer comes back as bubbles.

A message that was answered before is answered again, and not heard again. When another process has the same person in hand,
the turn is taken anew. When Rasa cannot answer, danger is, and everything else is apologised for: whoever wrote waits for
something, and what comes behind it must not wait for ever.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from stiefwijzer.channels import kept_answers
from stiefwijzer.channels.safety_net import OnNewMessage, SafetyNet
from stiefwijzer.content import Content
from stiefwijzer.storage.turns import StaleConversationError, Turns

logger = logging.getLogger(__name__)

#: How often a turn is taken when another process keeps coming in between; each time it waits so much longer, in seconds.
_ATTEMPTS: Final = 10
_PAUSE: Final = 0.02

Bubbles = list[dict[str, Any]]


@dataclass(frozen=True)
class TurnTaking:
    """Takes turns.

    Attributes:
        turns: The log of every conversation.
        texts: Everything the assistant says.
        net: Sees danger, and answers it when Rasa does not.
        on_new_message: Rasa.
    """

    turns: Turns
    texts: Content
    net: SafetyNet
    on_new_message: OnNewMessage

    async def take(self, message_for: Callable[[CollectingOutputChannel], UserMessage]) -> Bubbles:
        """Return the bubbles that answer a message, as an output channel collects them; there is always one.

        Args:
            message_for: Makes the message, around an output that collects; each attempt needs a new one. What it raises
                the first time is raised.
        """
        message = message_for(CollectingOutputChannel())
        for attempt in range(_ATTEMPTS):
            if attempt:
                # Whoever came second lets the other go on for a moment, or it may come second for ever.
                await asyncio.sleep(random.uniform(0, _PAUSE * attempt))  # noqa: S311 - no secret hangs on it
                message = message_for(CollectingOutputChannel())
            known = await kept_answers.answer_to(self.turns, message)
            if known is not None:
                return known or self._trouble()
            try:
                return await self.net.take(message, self.on_new_message) or self._trouble()
            except StaleConversationError:
                continue
            except Exception as error:
                # What went wrong may quote somebody; only its kind is logged.
                logger.error("A message was not answered (%s)", type(error).__name__)
                return self._trouble()
        return self.apology(message.text or "")

    def apology(self, text: str) -> Bubbles:
        """Return what is said when nothing else could be: where to turn to when the text speaks of danger."""
        alarm = self.net.hear(text)
        return self.net.answer(alarm) if alarm else self._trouble()

    def _trouble(self) -> Bubbles:
        return [{"text": self.texts.moments.trouble.text}]
