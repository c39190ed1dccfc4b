"""From what arrives on the wire to what a person said: the checks every channel makes before Rasa sees anything."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from rasa.core.channels.channel import OutputChannel, UserMessage

from stiefwijzer.channels.problems import Problem
from stiefwijzer.limits import MAX_MESSAGE_CHARACTERS
from stiefwijzer.nlu import firewall

#: Control characters carry no words; tabs and line breaks become spaces. Joiners (category Cf) stay: emoji need them.
_DROPPED: Final = frozenset({"Cc", "Cs"})


def free_text(text: str) -> str:
    """Return typed text as Rasa may see it: no control characters, and no slash that would make it an intent.

    Raises:
        Problem: Nothing is left, or it is longer than `MAX_MESSAGE_CHARACTERS`.
    """
    if len(text) > MAX_MESSAGE_CHARACTERS:
        raise Problem("message_too_long")
    spaced = "".join(" " if character in "\t\r\n" else character for character in text)
    readable = "".join(character for character in spaced if unicodedata.category(character) not in _DROPPED)
    said = readable[firewall.start_of_words(readable) :].rstrip()
    if not said:
        raise Problem("empty_message")
    return said


def typed(text: str, *, session_id: str, channel: str, message_id: str, output: OutputChannel) -> UserMessage:
    """Return a message somebody typed.

    Raises:
        Problem: As `free_text`.
    """
    return UserMessage(free_text(text), output, session_id, input_channel=channel, message_id=message_id)


def pressed(payload: str, *, session_id: str, channel: str, message_id: str, output: OutputChannel) -> UserMessage:
    """Return a message for a button the assistant offered; `payload` is "/" and a label, its signature checked.

    Of a button that is no subject ("/choice:stop") the intent stands before the colon, and which one behind it.
    """
    intent, _, choice = payload.removeprefix("/").partition(":")
    parse_data: dict[str, Any] = {
        "text": payload,
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [],
        "entities": [],
        **({"choice": choice} if choice else {}),
    }
    return UserMessage(payload, output, session_id, parse_data, channel, message_id)
