"""Whether danger that was found is meant, here and now, and whose it is.

Unlike for a feeling (`context.py`), doubt counts as danger: "hij slaat me niet vaak" denies nothing, and what is only
supposed ("ik zou er liever niet zijn") is heard.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from stiefwijzer.nlu import context
from stiefwijzer.nlu.utterance import Stretch, Utterance, Word
from stiefwijzer.nlu.wording import Phrase

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
#: "Het is niet zo dat ...", "niet dat ik ...": these deny all that follows.
_NOT_SO: Final = re.compile(r"\b(niet zo dat|niet dat|geen sprake van|bedoel niet dat)\b")
_NUMBER: Final = (
    r"(\d+|een paar|paar|enkele|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|vijftien|twintig|dertig)"
)
_AGE: Final = r"(\d+|acht|negen|tien|elf|twaalf|[a-z]+tien|[a-z]+tig)"
_LONG_AGO: Final = re.compile(
    "|".join(
        [
            rf"\b{_NUMBER} (jaar|jaren) (geleden|terug)\b",
            r"\bjaren (geleden|terug)\b",
            r"\b(lang geleden|vroeger|destijds|indertijd|opgegroeid)\b",
            r"\bals (klein )?kind(je)?\b(?! van)",
            r"\bin (mijn|m'n|mn) (jeugd|kindertijd|kinderjaren|vorige? (relatie|huwelijk))\b",
            r"\bmijn (eigen )?jeugd\b",
            rf"\btoen (ik|we|hij|ze|zij) (nog )?(een )?(heel )?(klein|jong|kind|puber|tiener|{_AGE})\b",
            r"\bop (mijn|m'n|mn|zijn|haar) [a-z]*(tiende|tigste|elfde|twaalfde|achtste)\b(?! verjaardag)",
            r"\b(in|uit) (19\d\d|200\d|201\d)\b",
            r"\bjaren (vijftig|zestig|zeventig|tachtig|negentig)\b",
        ]
    )
)
#: Who mourns somebody tells of another's death; not so who wants to die.
_GRIEF: Final = re.compile(
    r"\b(rouw|rouwen|nabestaande|nabestaanden|overleden|jeugdvriend|weduwe|weduwnaar|verloren aan|"
    r"eerste (man|vrouw|partner))\b"
)
#: Made up, read, taught or met at work: told, but not of somebody's life here and now.
_TOLD: Final = re.compile(
    r"\b(film|serie|boek|boekverslag|roman|thriller|detective|podcast|documentaire|game|games|toneelstuk|musical|liedje|"
    r"scriptie|werkstuk|spreekbeurt|voorlichting|folder|flyer|training|cursus|studiedag|in het nieuws|in de krant|"
    r"opleiding|ik werk (als|in|op|bij)|werkzaam|les over|het journaal|sprookje|speelgoed|laster|vals beschuldig\w*)\b"
)
#: What was so long ago and is so again, still, or since then.
_AGAIN: Final = re.compile(
    r"\b(nu|weer|opnieuw|nog steeds|nog altijd|sinds|sindsdien|begon|begonnen|vandaag|gisteren|vannacht|vanavond|vanmorgen|"
    r"laatst|net|zonet|afgelopen|(vorige|deze) (week|maand)|van de week|al (weken|maanden|jaren))\b"
)
#: The same, of anything in the sentence: "vroeger sloeg hij mij, en nu weer".
_AND_AGAIN: Final = re.compile(
    r"\b(nu (ook )?weer|opnieuw|nog steeds|nog altijd|ook nu|sinds (kort|gisteren|vorige)|gisteren weer)\b"
)
#: Somebody of whom one is rid: what he did then is over, unless something says otherwise.
_FORMER: Final = re.compile(
    r"\b(ex|exman|exvrouw|ex-man|ex-vrouw|ex-vriend|(vorige|eerste) (man|vrouw|vriend|partner))\b"
)
_DID: Final = frozenset(
    {"sloeg", "sloegen", "schopte", "mishandelde", "bedreigde", "stalkte", "wurgde", "kneep", "duwde"}
)
#: Begins a clause that says when: what it says is about the clause beside it.
_SAYS_WHEN: Final = frozenset({"toen", "als"})

_FIRST: Final = frozenset({"ik", "mij", "me", "mezelf", "mijzelf", "ikzelf", "ich", "i"})
_THIRD: Final = frozenset({"hij", "zij", "ze", "ie", "zichzelf", "iemand", "zich"})
#: How far before a find its subject is looked for, and how far after it.
_BEFORE: Final = 6
_AFTER: Final = 2


def is_meant(utterance: Utterance, found: Stretch, phrase: Phrase, *, of_another: bool) -> bool:
    """Tell whether a find is said to be so, not long over, and no tale.

    Args:
        utterance: The message.
        found: Which words of it were found.
        phrase: The phrase that found them.
        of_another: Whether it is about somebody else than the person who writes.
    """
    return not (
        context.is_denied(utterance, found, _ONLY_HOW_MUCH)
        or _is_denied_within(utterance.words[found.first : found.end], phrase)
        or _NOT_SO.search(_text_before(utterance, found))
        or _is_over(utterance, found, of_another=of_another)
        or _is_told(utterance, found)
    )


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


def _is_denied_within(words: Sequence[Word], phrase: Phrase) -> bool:
    """Tell whether somebody denies between the parts of a find: "ik heb mijn kinderen nog nooit geslagen"."""
    if len(phrase.parts) == 1:
        return False  # a gap steps over no denial
    if any(not context.DENYING.isdisjoint(term.lemmas | term.forms) for part in phrase.parts for term in part):
        return False  # the phrase itself denies
    return any(
        not context.DENYING.isdisjoint(word.lemmas) and following.text not in _ONLY_HOW_MUCH
        for word, following in pairwise(words)
    )


def _text_before(utterance: Utterance, found: Stretch) -> str:
    clause = context.around(utterance.clauses, found)
    return context.text_of(utterance.words, Stretch(clause.first, found.first))


def _is_over(utterance: Utterance, found: Stretch, *, of_another: bool) -> bool:
    near = _with_when(utterance, found)
    sentence = context.text_of(utterance.words, context.around(utterance.sentences, found))
    if of_another and _GRIEF.search(sentence):
        return True
    if _AGAIN.search(near) or _AND_AGAIN.search(sentence):
        return False
    if _LONG_AGO.search(near):
        return True
    did = any(word.text in _DID for word in utterance.words[found.first : found.end])
    return did and _FORMER.search(near) is not None


def _with_when(utterance: Utterance, found: Stretch) -> str:
    """Return the clauses of a find, with those beside them that say when."""
    sentence, clause = context.around(utterance.sentences, found), context.around(utterance.clauses, found)
    beside = [
        each
        for each in utterance.clauses
        if sentence.first <= each.first < sentence.end
        and (each.end == clause.first or each.first == clause.end)
        and utterance.words[each.first].text in _SAYS_WHEN
    ]
    starts_when = utterance.words[clause.first].text in _SAYS_WHEN
    first = min([clause.first, *(each.first for each in beside)]) if not starts_when else clause.first
    last = max([clause.end, *(each.end for each in beside)])
    return context.text_of(utterance.words, Stretch(first, last))


def _is_told(utterance: Utterance, found: Stretch) -> bool:
    """Tell whether it is a tale: a single word by anything in its sentence, what somebody does or feels in its clause."""
    if found.end - found.first == 1:
        return _TOLD.search(context.text_of(utterance.words, context.around(utterance.sentences, found))) is not None
    if any(_is(word, _FIRST) for word in utterance.words[found.first : found.end]):
        return False
    return _TOLD.search(context.text_of(utterance.words, context.around(utterance.clauses, found))) is not None
