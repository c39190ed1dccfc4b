"""How easily a Dutch text reads: sentences, syllables, and the Flesch-Douma reading ease.

Pyphen's Dutch patterns were tried for syllables first. They are made for hyphens, which never stand beside a single vowel:
"open", "idee" and "energie" lost a syllable. Dutch spelling shows its syllables well
enough to count them: a vowel or a fixed pair of vowels is one.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: What is one sound in Dutch, longest first; a trema begins a syllable of its own, but for "ïe" and "ëi".
_VOWELS: Final = re.compile(
    r"aai|ooi|oei|eeu|ieu|oa(?=ch)|ea(?=m)|aa|ee|oo|uu|ie|ïe|oe|eu|ui|ij|ei|ëi|au|ou|ai"
    r"|[aeiouáéíóúàèìòùâêîôûäëïöü]|y(?![aeiou])"
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
#: Where a sentence ends: a mark, any quotation marks behind it, and a space or the end.
_END: Final = re.compile(r"[.!?…]+[”’\")]*(?=\s|$)")
#: Addresses are looked at, not read.
_ADDRESS: Final = re.compile(r"\S+@[\w.-]*\w|https?://\S*[\w/]|\b[\w-]+\.(?:nl|be|com)\b")


class Ease(NamedTuple):
    """How a text reads: its words, sentences and syllables."""

    words: int
    sentences: int
    syllables: int

    @property
    def words_a_sentence(self) -> float:
        """The mean length of a sentence in words."""
        return self.words / self.sentences

    @property
    def flesch_douma(self) -> float:
        """The reading ease, about 0 (hard) to 100 (easy).

        Source: W.H. Douma, De leesbaarheid van landbouwbladen (1960): 206.84 - 0.77 x syllables a hundred words
        - 0.93 x words a sentence.
        """
        return 206.84 - 77.0 * self.syllables / self.words - 0.93 * self.words_a_sentence


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without marks; parts of "co-ouder" are words of their own."""
    return [word.lower() for word in _WORD.findall(text)]


def syllables(word: str) -> int:
    """Return how many syllables a word in lower case has; at least one, also for a number."""
    return max(1, len(_VOWELS.findall(word)))


def ease(text: str) -> Ease | None:
    """Return how a text reads; None when it holds no words."""
    read = _ADDRESS.sub("", text)
    found = words(read)
    if not found:
        return None
    sentences = [piece for piece in _END.split(read) if words(piece)]
    return Ease(len(found), len(sentences), sum(map(syllables, found)))
