"""What stands around a find: denied, long ago, or only supposed.

Rules of thumb over the words of the sentence, each with the messages it is for in tests/nlu/test_context.py. Whose pattern
it is has no rule: who is the subject of a Dutch clause is hard to say without a parse, and the classifier learns it better
(`labels.OF_PARTNER`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from stiefwijzer.nlu.utterance import Stretch, Utterance, Word

DENYING: Final = frozenset(
    {"niet", "geen", "nooit", "nergens", "niks", "zonder", "nauwelijks", "amper", "allerminst", "noch", "allesbehalve"}
)
#: "Niet alleen ..." denies nothing, nor does "ik kan niet anders dan ...".
_NOT_DENYING_AFTER: Final = frozenset({"alleen", "zomaar", "eens", "normaal", "zo'n", "gewoon", "anders", "stoppen"})
#: "Ik weet niet waarom ik ..." denies that somebody knows, not what follows.
_OPENING_A_CLAUSE: Final = frozenset({"dat", "waarom", "hoe", "wat", "of"})
#: "Ik denk niet dat ik ..." does deny what follows.
_BELIEVING: Final = frozenset({"denken", "geloven", "geloof", "vinden"})
_HOW_FAR: Final = 5
#: "Jaloers ben ik niet."
_HOW_FAR_AFTER: Final = 4

#: "Meer dan vroeger" and "net als vroeger" are about now.
_LONG_AGO: Final = re.compile(
    r"(?<!\bdan )(?<!\bals )(?<!\bzoals )(?<!\bvan )(?<!\bover )\bvroeger\b"
    r"|\b(destijds|indertijd)\b"
    r"|\bin (mijn|m'n|mn) (jeugd|kindertijd|puberteit|vorige? (relatie|huwelijk))\b"
    r"|\bals (heel )?(klein |jong |kleine |jonge )?(kind|kleuter|puber|tiener|jongen|jongetje|meisje)\b(?! van)"
    r"|\btoen ik (nog )?(een )?(heel )?(klein|jong|kind|puber|tiener)\b"
)
_STILL: Final = re.compile(r"\b(nu|vandaag|tegenwoordig|inmiddels|alweer|weer|nog steeds|nog altijd)\b")
_NO_LONGER: Final = re.compile(r"\bniet meer\b")
_SUPPOSING: Final = re.compile(r"\b(zou|zouden|mocht|hypothetisch|stel (je|u|dat|nou|even))\b")


class Context(NamedTuple):
    """How a find is meant.

    Attributes:
        denied: Somebody says that it is not so.
        past: It was so once, and nothing says that it still is.
        supposed: It is only imagined.
    """

    denied: bool = False
    past: bool = False
    supposed: bool = False

    @property
    def holds(self) -> bool:
        """Whether what was found is so, here and now."""
        return not (self.denied or self.past or self.supposed)


def is_denied(utterance: Utterance, found: Stretch, how_much: frozenset[str] = frozenset()) -> bool:
    """Tell whether a denying word near a find, and not within it, is about it.

    Args:
        utterance: The message.
        found: Which words of it.
        how_much: Words behind a denying one that make it say how much ("niet vaak"), for those to whom that is no denial.
    """
    return _is_denied(utterance.words, found, around(utterance.clauses, found), how_much | _NOT_DENYING_AFTER)


def of(utterance: Utterance, found: Stretch) -> Context:
    """Return what stands around a find.

    Args:
        utterance: The message.
        found: Which words of it.
    """
    words = utterance.words
    clause = around(utterance.clauses, found)
    return Context(
        denied=_is_denied(words, found, clause, _NOT_DENYING_AFTER),
        past=_is_past(text_of(words, around(utterance.sentences, found))),
        supposed=_SUPPOSING.search(text_of(words, clause)) is not None,
    )


def around(stretches: Sequence[Stretch], found: Stretch) -> Stretch:
    """Return the stretches that hold a find, as one."""
    touching = [each for each in stretches if each.first < found.end and found.first < each.end]
    return Stretch(touching[0].first, touching[-1].end) if touching else found


def text_of(words: Sequence[Word], stretch: Stretch) -> str:
    """Return words as they were written, in lower case."""
    return " ".join(word.text for word in words[stretch.first : stretch.end])


def _is_past(sentence: str) -> bool:
    if _LONG_AGO.search(sentence) is None:
        return False
    return _STILL.search(sentence) is None or _NO_LONGER.search(sentence) is not None


def _is_denied(words: Sequence[Word], found: Stretch, clause: Stretch, unless: frozenset[str]) -> bool:
    """Tell whether a denying word near the find, and not within it, is about it."""
    before = range(max(clause.first, found.first - _HOW_FAR), found.first)
    after = range(found.end, min(clause.end, found.end + _HOW_FAR_AFTER))
    return any(_denies_following(words, at, found.first, unless) for at in before) or any(
        _denies_preceding(words, at, found.end, clause.end, unless) for at in after
    )


def _denies_following(words: Sequence[Word], at: int, found: int, unless: frozenset[str]) -> bool:
    """Tell whether the word at `at` denies what begins at `found`."""
    following = words[at + 1].text
    if DENYING.isdisjoint(words[at].lemmas) or (at + 1 < found and following in unless):
        return False
    if following == "meer":  # "ik ben niet meer jaloers"; "ik kan niet meer, dan ..." says something else
        return found - at <= 3  # noqa: PLR2004 - "niet meer zo" stands next to it
    if opening := [number for number in range(at + 1, found) if words[number].text in _OPENING_A_CLAUSE]:
        believed = any(not _BELIEVING.isdisjoint({word.text, *word.lemmas}) for word in words[max(0, at - 3) : at])
        return words[opening[0]].text == "dat" and (believed or words[opening[0] - 1].text == "zo")
    return True


def _denies_preceding(words: Sequence[Word], at: int, found_end: int, clause_end: int, unless: frozenset[str]) -> bool:
    """Tell whether the word at `at` denies what ended at `found_end`: next to it, or at the end of the clause."""
    following = words[at + 1].text if at + 1 < clause_end else ""
    if DENYING.isdisjoint(words[at].lemmas) or following in unless | _OPENING_A_CLAUSE | {"te"}:
        return False
    last = clause_end - (following in {"meer", "hoor", "echt"})
    return at < found_end + 2 or at == last - 1
