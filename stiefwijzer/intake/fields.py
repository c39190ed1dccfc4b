"""Reading one answer of the form: a name, an address, a number, moments, a role, yes or no.

Every function takes what somebody typed and returns the value, or None when it is none. Nothing here knows the
conversation; `draft.py` does.
"""

from __future__ import annotations

import re
from typing import Final

#: What is kept of a first name, of moments and of a question, in characters.
MAX_NAME: Final = 40
MAX_MOMENTS: Final = 200
MAX_QUESTION: Final = 500
_MAX_NAME_WORDS: Final = 3
_MAX_STOP_WORDS: Final = 5

#: What somebody can be in the family.
ROLES: Final = ("bioparent", "stepparent", "both")

#: Which questions a browser may know the answer to, by the names HTML has for them (WCAG 2.2, 1.3.5).
AUTOCOMPLETE: Final = {"name": "given-name", "contact": "email"}

#: Where a number without a country code may be from: the Netherlands first, then Belgium.
REGIONS: Final = ("NL", "BE")

_NAME_AFTER: Final = re.compile(
    r"(?:\bik heet|\bmijn (?:voor)?naam is|\bm['’]?n naam is|\bnoem me|\bnoem mij|\bze noemen me)"
    r" (?:eigenlijk |gewoon |maar |toch )?([^\W\d_][\w'’-]*(?:(?: (?:van|de|der|den|ter|ten)\b){1,3} [^\W\d_][\w'’-]*)?)",
    re.IGNORECASE,
)
_NAME_AFTER_AM: Final = re.compile(
    r"^(?:hoi|hallo|hey|dag)?[ ,]*(?:ik ben|'t is|het is|met) ([^\W\d_][\w'’-]*)$", re.IGNORECASE
)
_NAME: Final = re.compile(r"^[^\W\d_][\w'’. -]*$")
#: Words that are answered but are nobody's name.
_NO_NAME: Final = frozenset(
    [
        *("ja", "nee", "neen", "ok", "oke", "oké", "hoi", "hallo", "hey", "dag", "stop", "terug", "help", "waarom"),
        *("hoezo", "wat", "wie", "wanneer", "hoe", "geen", "niemand", "anoniem", "naam", "voornaam", "goed", "prima"),
        *(
            "graag",
            "dank",
            "dankje",
            "bedankt",
            "niet",
            "weet",
            "kan",
            "wil",
            "mijn",
            "mail",
            "bel",
            "is",
            "dat",
            "dit",
            "ik",
            "je",
            "jij",
        ),
    ]
)
_EMAIL: Final = re.compile(r"[^\s<>,;:()\"]+@[^\s<>,;()\"]+")
#: Words that stand before an address or a number, and say nothing: "mijn mail is ...".
_INTRODUCES_CONTACT: Final = re.compile(
    r"\b(?:mijn|(?:e-?)?mail(?:adres)?|adres|(?:telefoon|mobiele?)? ?nummer|mobiel|telefoon)\b", re.IGNORECASE
)
_PHONE: Final = re.compile(r"(?<![\w@.])(?:\+|00)?\(?\d[\d\s().\-/]{6,20}\d(?![\w@])")
_STOP: Final = re.compile(
    r"\b(?:stop|stoppen|annuleer|annuleren|cancel|afbreken|breek af|hou (?:maar )?op|ophouden|laat maar(?: zitten)?"
    r"|vergeet het|toch (?:maar )?niet\W*$|wil niet meer|hoeft niet meer|laat zitten|ik zie ervan af)(?!\w)",
    re.IGNORECASE,
)
_STOP_ALONE: Final = re.compile(r"^\W*(?:stop|stoppen|annuleer|annuleren|cancel)\W*$", re.IGNORECASE)
_YES: Final = re.compile(
    r"^\W*(?:ja|jawel|jazeker|jep|yes|oke|oké|ok|okay|prima|akkoord|zeker|klopt|helemaal goed|is goed"
    r"|dat is (?:goed|veilig)|dat klopt|doe maar|verstuur|graag|mee eens|veilig|natuurlijk|tuurlijk)\b",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"^\W*(?:nee|neen|nope|niet|nooit|liever niet|geen|klopt niet|dat klopt niet|niet akkoord)\b"
    r"|\bniet (?:veilig|akkoord|mee eens)\b|\bonveilig\b",
    re.IGNORECASE,
)
_SKIP: Final = re.compile(
    r"^\W*(?:nee|neen|geen(?: vraag| vragen)?|niets|niks|nop|sla (?:maar )?over|overslaan|skip|volgende|liever niet"
    r"|zeg ik liever niet|weet ik niet|nvt|n\.v\.t\.?"
    r"|nee,? (?:dank je|bedankt|hoor|dat hoeft niet)|hoeft niet|nu niet)\W*$",
    re.IGNORECASE,
)
_ONLY: Final = re.compile(r"\b(?:alleen|enkel|liever|liefst|wel)\b", re.IGNORECASE)
_BY_MAIL: Final = re.compile(r"\be?-?mail\w*|\bmail\w*", re.IGNORECASE)
_BY_CALL: Final = re.compile(r"\bbel\w*|\btelefo\w*|\bapp\w*|\bwhatsapp\w*|\bsms\w*", re.IGNORECASE)
_TIME: Final = re.compile(
    r"\d|\b(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\w*|ma|di|wo|do|vr|za"
    r"|\w*(?:ochtend|morgen|middag|avond|nacht)\w*|weekend\w*|weekeinde|(?:on)?even (?:week|weken)|door de week|doordeweeks"
    r"|overdag|altijd|maakt niet uit|elk moment|elke (?:dag|week|keer)|iedere (?:dag|week)|wanneer dan ook|uur|werkdag\w*"
    r"|\w*vakantie|na (?:het |de )?(?:werk|school|eten)|flexibel|alle dagen|om het even|deze week|volgende week)\b",
    re.IGNORECASE,
)
_STEP: Final = re.compile(
    r"\bstief|\bplus(?:mama|papa|moeder|vader|ouder)|\bbonus(?:moeder|vader|ouder|mama|papa)", re.IGNORECASE
)
_BIO: Final = re.compile(
    r"\b(?:biologische?|eigen|echte)\b|(?<!stief)(?<!plus)(?<!bonus)\b(?:ouder|moeder|vader|mama|papa|mam|pap)\b",
    re.IGNORECASE,
)
_BOTH: Final = re.compile(r"\b(?:allebei|beide|beiden|alletwee|alle twee|van alles)\b", re.IGNORECASE)


def first_name(text: str) -> str | None:
    """Return a first name, as typed and without what stands around it ("hoi, ik heet Sam" -> "Sam")."""
    said = said_name(text)
    if said:
        return said
    bare = _clean(text).strip(" .,!")
    if found := _NAME_AFTER_AM.search(bare):
        bare = found[1]
    words = bare.split()
    if not bare or len(bare) > MAX_NAME or len(words) > _MAX_NAME_WORDS or not _NAME.match(bare):
        return None
    return None if any(word.casefold().strip(".") in _NO_NAME for word in words) else bare


def said_name(text: str) -> str | None:
    """Return the name in "ik heet Sam" and the like; None when somebody does not say it in so many words."""
    found = _NAME_AFTER.search(_clean(text))
    name = found[1].strip(" .") if found else ""
    return name[:MAX_NAME] if name and name.split()[0].casefold() not in _NO_NAME else None


def email(text: str) -> str | None:
    """Return the address in a text, normalised, its domain in ASCII; None when there is no valid one. Asks no DNS."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - only who makes a request needs it

    for found in _EMAIL.findall(_clean(text)):
        try:
            valid = validate_email(found.strip(".'’"), check_deliverability=False, allow_smtputf8=False)
        except EmailNotValidError:
            continue
        return str(valid.ascii_email or valid.normalized)
    return None


def phone(text: str) -> str | None:
    """Return the number in a text as "+31612345678", Dutch or Belgian without a country code; None when none is valid."""
    import phonenumbers  # noqa: PLC0415 - as above

    for found in _PHONE.findall(_clean(text)):
        for region in REGIONS:
            try:
                number = phonenumbers.parse(found, region)
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_valid_number(number):
                return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


def looks_like_contact(text: str) -> bool:
    """Tell whether somebody tried to give an address or a number."""
    return "@" in text or len(re.sub(r"\D", "", text)) >= 6  # noqa: PLR2004 - the shortest local number


def is_only_contact(text: str) -> bool:
    """Tell whether a message is an address, a number or both, and says nothing besides."""
    rest = _INTRODUCES_CONTACT.sub(" ", _PHONE.sub(" ", _EMAIL.sub(" ", text)))
    return bool(email(text) or phone(text)) and not re.search(r"\w{3,}", rest)


def safe(text: str) -> str | None:
    """Return "any", "mail", "call" or "no"."""
    mail, call = bool(_BY_MAIL.search(text)), bool(_BY_CALL.search(text))
    if mail != call and re.search(r"\b(?:niet|geen)\b", text, re.IGNORECASE) and not _ONLY.search(text):
        return "call" if mail else "mail"  # "niet bellen" leaves mail
    if mail != call and (_ONLY.search(text) or not _NO.search(text)):
        return "mail" if mail else "call"
    if is_no(text):
        return "no"
    return "any" if is_yes(text) or (mail and call) else None


def moments(text: str) -> str | None:
    """Return moments as said, cut to `MAX_MOMENTS`; None when no time is in it."""
    return cut(_clean(text), MAX_MOMENTS) if _TIME.search(text) else None


def role(text: str) -> str | None:
    """Return "bioparent", "stepparent" or "both"."""
    step, bio = bool(_STEP.search(text)), bool(_BIO.search(text))
    if _BOTH.search(text) or (step and bio):
        return "both"
    return "stepparent" if step else "bioparent" if bio else None


def question(text: str) -> str:
    """Return a question in somebody's own words, cut to `MAX_QUESTION`."""
    return cut(_clean(text), MAX_QUESTION)


def is_yes(text: str) -> bool:
    """Tell whether somebody says yes."""
    return bool(_YES.match(text)) and not re.search(r"\bklopt niet\b|\bja,? maar\b", text, re.IGNORECASE)


def is_no(text: str) -> bool:
    """Tell whether somebody says no."""
    return bool(_NO.search(text))


def is_skip(text: str) -> bool:
    """Tell whether somebody leaves a question unanswered."""
    return bool(_SKIP.match(text))


def is_stop(text: str, *, in_own_words: bool = False) -> bool:
    """Tell whether somebody wants to stop; of a text in their own words only when it says nothing else."""
    if in_own_words:
        return bool(_STOP_ALONE.match(text))
    return bool(_STOP.search(text)) and len(text.split()) <= _MAX_STOP_WORDS


def cut(text: str, most: int) -> str:
    """Return a text of at most `most` characters, cut between words."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…"


def _clean(text: str) -> str:
    """Return a text on one line, without control characters: nothing of it can begin a new line in a mail."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
