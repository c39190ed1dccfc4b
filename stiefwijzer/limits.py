"""Limits that more than one room holds to."""

from dataclasses import dataclass
from typing import Final

#: What one message may hold, in characters; the page and the Dutch sentence about it say the same (a test compares).
MAX_MESSAGE_CHARACTERS: Final = 2000

#: How much of a message is quoted back at most, in words. Texts leave room for it.
MAX_QUOTED_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something may happen.

    Attributes:
        at_once: So many times without a pause.
        seconds: After so many seconds it may happen once more.
    """

    at_once: int
    seconds: float


#: What one person may send to the website; nobody types faster for long. docs/running.md has these three (a test compares).
MESSAGES_PER_SESSION: Final = Rate(20, 2)
#: What one address may send: several people of one household or office.
MESSAGES_PER_ADDRESS: Final = Rate(120, 0.5)
#: How many conversations may begin from one address.
SESSIONS_PER_ADDRESS: Final = Rate(60, 30)
