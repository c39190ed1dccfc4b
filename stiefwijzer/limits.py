"""Limits that more than one room holds to."""

from typing import Final

#: What one message may hold, in characters; the page and the Dutch sentence about it say the same (a test compares).
MAX_MESSAGE_CHARACTERS: Final = 2000

#: How much of a message is quoted back at most, in words. Texts leave room for it.
MAX_QUOTED_WORDS: Final = 12
