"""Which language somebody writes who does not write Dutch: English, German or French, by its small words.

That it is no Dutch is for the classifier to say, whose pieces of words see that better than a list. A detection library
that is good on short messages costs 80 MB and 0.7 s at the start (docs/architecture.md); to choose the second line of
one answer, a list of small words does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class SmallWords:
    """Tells languages apart.

    Args:
        languages: The small words of each language, by its code ("en").
    """

    def __init__(self, languages: Mapping[str, tuple[str, ...]]) -> None:
        self._languages = {code: frozenset(words) for code, words in languages.items()}

    def language(self, text: str) -> str | None:
        """Return the code of the language with the most small words in a text; None when there are none, or as many."""
        words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
        counts = sorted(
            ((sum(word in small for word in words), code) for code, small in self._languages.items()), reverse=True
        )
        if not counts or not counts[0][0] or (len(counts) > 1 and counts[0][0] == counts[1][0]):
            return None
        return counts[0][1]
