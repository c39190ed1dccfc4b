"""Whether danger that was found is meant, here and now, and whose it is.

Unlike for a feeling (`context.py`), doubt counts as danger: "hij slaat me niet vaak" denies nothing, and what is only
supposed ("ik zou er liever niet zijn") is heard.
"""

from __future__ import annotations

import re
from typing import Final

from stiefwijzer.nlu import context
from stiefwijzer.nlu.utterance import Stretch, Utterance, Word

#: "Niet elke dag" and "niet hard" deny how much, not that.
_ONLY_HOW_MUCH: Final = frozenset(
    {
        "altijd",
        "elke",
        "iedere",
        "vaak",
        "hard",
        "zo",
        "veel",
        "erg",
        "echt",
        "meteen",
        "eens",
        "de",
        "het",
        "in",
        "voor",
    }
)
_NUMBER: Final = (
    r"(\d+|een paar|paar|enkele|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|vijftien|twintig|dertig)"
)
_YOUNG: Final = r"(klein|jong|kind|puber|tiener|\d+|[a-z]+tig)"
_LONG_AGO: Final = re.compile(
    "|".join(
        [
            rf"\b{_NUMBER} (jaar|jaren) (geleden|terug)\b",
            r"\bjaren (geleden|terug)\b",
            r"\b(lang geleden|vroeger|destijds|indertijd|opgegroeid)\b",
            r"\bals (klein )?kind(je)?\b(?! van)",
            r"\bin (mijn|m'n|mn) (jeugd|kindertijd|kinderjaren|vorige? (relatie|huwelijk))\b",
            r"\bmijn (eigen )?jeugd\b",
            rf"\btoen (ik|we|hij|ze|zij) (nog )?(een )?(heel )?{_YOUNG}\b",
            r"\btoen (ik|hij|ze|zij|mijn \w+) \w+ (was|waren)\b",
            r"\bop (mijn|m'n|mn|zijn|haar) \w+(de|ste)\b",
            r"\b(rouw|rouwen|nabestaande|nabestaanden|overleden|jeugdvriend|weduwe|weduwnaar)\b",
            r"\b(in|sinds|uit) (19\d\d|200\d|201\d)\b",
            r"\bjaren (vijftig|zestig|zeventig|tachtig|negentig)\b",
            r"\beerste (man|vrouw|partner|vriend)\b",
        ]
    )
)
#: Made up, read, taught or met at work: told, but not of somebody's life here and now.
_TOLD: Final = re.compile(
    r"\b(film|serie|boek|boekverslag|roman|thriller|detective|podcast|documentaire|game|games|toneelstuk|musical|liedje|"
    r"scriptie|werkstuk|spreekbeurt|voorlichting|folder|flyer|training|cursus|studiedag|in het nieuws|in de krant|"
    r"opleiding|ik werk (als|in|op|bij)|werkzaam|les over|het journaal|sprookje|speelgoed|laster|vals beschuldig\w*)\b"
)
#: What was so long ago and is so again, or still.
_AGAIN: Final = re.compile(
    r"\b(nu (ook )?weer|weer|opnieuw|nog steeds|nog altijd|ook nu|sinds|vandaag|gisteren|vannacht|vanavond)\b"
)
#: Somebody of whom one is rid: what he did then is over, unless something says otherwise.
_FORMER: Final = re.compile(r"\b(ex|exman|exvrouw|ex-man|ex-vrouw|ex-vriend|vorige (man|vriend|partner))\b")
_DID: Final = frozenset(
    {"sloeg", "sloegen", "schopte", "mishandelde", "bedreigde", "stalkte", "wurgde", "kneep", "duwde"}
)

_FIRST: Final = frozenset({"ik", "mij", "me", "mezelf", "mijzelf", "ikzelf"})
_THIRD: Final = frozenset({"hij", "zij", "ze", "ie", "zichzelf", "iemand", "zich"})
#: How far before a find its subject is looked for, and how far after it.
_BEFORE: Final = 6
_AFTER: Final = 2


def is_meant(utterance: Utterance, found: Stretch) -> bool:
    """Tell whether a find is said to be so, not long over, and no tale.

    Args:
        utterance: The message.
        found: Which words of it were found.
    """
    sentence = context.text_of(utterance.words, context.around(utterance.sentences, found))
    if context.is_denied(utterance, found, _ONLY_HOW_MUCH) or _TOLD.search(sentence):
        return False
    return not _is_over(utterance, found, sentence)


def is_about_another(utterance: Utterance, found: Stretch, people: frozenset[str]) -> bool:
    """Tell whether somebody else than the person who writes is the subject of a find; in doubt it is the writer.

    Args:
        utterance: The message.
        found: Which words of it were found.
        people: Words for people in a family, as dictionary forms.
    """
    sentence = context.around(utterance.sentences, found)
    before = range(found.end - 1, max(sentence.first, found.first - _BEFORE) - 1, -1)
    after = range(found.end, min(sentence.end, found.end + _AFTER))
    for at in (*before, *after):
        word = utterance.words[at]
        if _is(word, _FIRST):
            return False
        if _is(word, _THIRD) or not people.isdisjoint(word.lemmas):
            return True
    return False


def _is(word: Word, forms: frozenset[str]) -> bool:
    return word.text in forms or not forms.isdisjoint(word.lemmas)


def _is_over(utterance: Utterance, found: Stretch, sentence: str) -> bool:
    if _AGAIN.search(sentence):
        return False
    if _LONG_AGO.search(sentence):
        return True
    did = any(word.text in _DID for word in utterance.words[found.first : found.end])
    return did and _FORMER.search(sentence) is not None
