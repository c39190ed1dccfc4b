"""The slash firewall: what somebody types is text, never a command to Rasa.

Rasa reads any message that begins with a slash as an intent with entities ("/pattern_anxious{...}", "/restart"). Only the
buttons the assistant itself offered may do that, and those do not pass through here.
"""

from __future__ import annotations


def start_of_words(text: str) -> int:
    """Return where the words of a typed message begin: behind any spaces and slashes in front."""
    return next((at for at, character in enumerate(text) if character != "/" and not character.isspace()), len(text))
