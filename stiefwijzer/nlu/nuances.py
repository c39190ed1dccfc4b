"""Nuances: what is heard beside the labels, and only chooses how they are answered.

Who somebody is in the family, that they are ashamed or angry, that they mean the second of what was offered. Phrases in
data/language/nuances.yml. The label contract knows nothing of them: they add no label and take none away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from stiefwijzer import labels
from stiefwijzer.nlu import context, wording
from stiefwijzer.nlu.phrasebook import PhraseBook
from stiefwijzer.nlu.utterance import Utterance

#: Said without a word: dots, or nothing one can read.
SILENCE: Final = "silence"
#: Every nuance that an action answers or remembers (actions/talking.py and what it calls).
KNOWN: Final = frozenset(
    {
        *("role_bioparent", "role_stepparent", "is_bioparent", "is_stepparent", "is_both"),
        *("word_bioparent", "word_stepparent"),
        *("stop", "skip", "where", "step_by_number", "first", "second", "third", "both", "wrong"),
        *("ashamed", "angry", "swearing", "no_help", "how_are_you", SILENCE),
        *(*labels.BORDER, *labels.ELSEWHERE),
    }
)

#: What somebody tells of themselves, and may deny: "ik ben de moeder niet", "ik heb geen eetstoornis".
_TOLD: Final = frozenset({*labels.BORDER, *(name for name in KNOWN if name.startswith("is_"))})


class Nuances:
    """Finds the phrases of data/language/nuances.yml in a message.

    Args:
        phrases: For each nuance its phrases, as they stand in the file.
        groups: The word groups that the phrases may name.

    Raises:
        ValueError: A nuance is not one of `KNOWN`, or a phrase cannot be read.
    """

    def __init__(self, phrases: Mapping[str, Sequence[str]], groups: Mapping[str, Sequence[str]]) -> None:
        if unknown := sorted(set(phrases) - KNOWN):
            raise ValueError(f"'{unknown[0]}' means nothing to the assistant; known are {', '.join(sorted(KNOWN))}")
        self._phrases = PhraseBook(
            [(name, wording.parse(str(text), groups)) for name in sorted(phrases) for text in phrases[name]]
        )

    def hear(self, utterance: Utterance) -> tuple[str, ...]:
        """Return the nuances of a message, in the order of their names; silence alone when it holds no word."""
        if not utterance.words:
            return (SILENCE,)
        return tuple(
            sorted(
                {
                    name
                    for name, _, where in self._phrases.find(utterance)
                    if name not in _TOLD or not context.of(utterance, where).denied
                }
            )
        )
