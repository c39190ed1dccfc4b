"""What a message does to an unfinished request. Pure: it knows neither Rasa nor a database.

`hear` reads one message as an answer to the question that was asked, a correction of an earlier answer, a wish to stop, or
something else altogether ("aside"), which the rest of the assistant answers before the question is asked again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from stiefwijzer import labels
from stiefwijzer.intake import fields
from stiefwijzer.intake.corrections import corrected
from stiefwijzer.intake.draft import ORDER, Draft

#: After so many answers that could not be read the coach's address is given.
MAX_FAILED: Final = 2

#: What is answered in between when nothing in the message answers the question.
_ASIDE: Final = frozenset(
    {
        *labels.SUBJECTS,
        "bot_challenge",
        "repeat",
        "back",
        "clarify",
        "thanks",
        "greet",
        "goodbye",
        labels.NON_DUTCH,
        "out_of_scope",
    }
    - {"request_intake"}
)
#: What is heard in a name now and then.
_HEARD_IN_NAMES: Final = frozenset({"out_of_scope", labels.NON_DUTCH})
#: What nobody tells the coach in the field for a question: it is asked of the assistant.
_ASKED_OF_ASSISTANT: Final = frozenset({*labels.PRIVACY, "ask_contact_price", "bot_challenge", "repeat", "clarify"})
_WORDS_OF_FIELDS: Final = (
    ("name", re.compile(r"\b(?:voor)?naam\b", re.IGNORECASE)),
    ("contact", re.compile(r"\be?-?mail\w*\b|\badres\b|\bnummer\b|\btelefoon\w*", re.IGNORECASE)),
    ("moments", re.compile(r"\bmoment\w*|\btijd\w*|\bdag(?:en)?\b", re.IGNORECASE)),
    ("question", re.compile(r"\bvraag\b|\bbericht\b", re.IGNORECASE)),
    ("role", re.compile(r"\brol\b|\bgezin\b", re.IGNORECASE)),
    ("safe", re.compile(r"\bveilig\b", re.IGNORECASE)),
)
#: The words of a short answer, for each question that has few: a message of nothing else says nothing besides.
_LITTLE: Final = (
    r"de|een|het|ik|ben|is|dat|hoor|graag|liever|alleen|enkel|en|of|op|om|in|na|voor|tot|tussen|vanaf|rond|wel|maar"
)
_YES_OR_NO: Final = r"ja|jawel|jazeker|nee|neen|nope|oke|oké|ok|prima|akkoord|klopt|zeker|niet|goed"
_ANSWER_WORDS: Final = {
    "safe": rf"{_YES_OR_NO}|veilig|onveilig|mail|mailen|e-mail|bel|bellen|app|appen",
    "moments": r"\d[\d:.u]*|(?:maan|dins|woens|donder|vrij|zater|zon)dag\w*|ma|di|wo|do|vr|za|zo"
    r"|\w*(?:ochtend|morgen|middag|avond)s?|'s|weekend|week|werkdag|werkdagen|overdag|altijd|elke|dag|dagen|uur"
    r"|maakt|niet|uit|werk|school|eten|flexibel|volgende|deze",
    "role": r"(?:stief|plus|bonus)?(?:ouder|moeder|vader|mama|papa|mam|pap)s?|allebei|beide|biologische?|eigen"
    r"|sla|over|overslaan|skip",
    "question": r"nee|neen|geen|vraag|vragen|niets|niks|nop|sla|over|overslaan|skip|volgende|bedankt|dank|je|hoeft|niet",
    "consent": _YES_OR_NO,
    "confirm": _YES_OR_NO,
}
_PLAINLY: Final = {
    asked: re.compile(rf"\W*(?:(?:{words}|{_LITTLE})(?:\W+|$))+", re.IGNORECASE)
    for asked, words in _ANSWER_WORDS.items()
}

Kind = Literal["answered", "corrected", "failed", "aside", "stopped", "refused", "unsafe", "confirmed", "change"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message did: what kind of thing it was, and the draft after it."""

    kind: Kind
    draft: Draft


def hear(draft: Draft, text: str, label: str, choice: str | None, *, version: str, now: float) -> Heard:
    """Read one message.

    Args:
        draft: Before it.
        text: What was typed.
        label: What the assistant heard in it.
        choice: The button of the form that was pressed, when one was.
        version: The version of the text that is agreed to.
        now: When, in seconds since 1970.
    """
    asked = draft.asks()
    if choice == "stop" or (choice is None and fields.is_stop(text, in_own_words=asked == "question")):
        return Heard("stopped", replace(draft, end="stopped"))
    if choice is None and (anew := corrected(draft, asked, text)):
        return Heard("corrected", replace(anew, failed=0, changing=False))
    said = choice or text
    match asked:
        case "consent" | "confirm":
            heard = _decided(draft, asked, said, label, version=version, now=now)
        case "safe":
            heard = _safe(draft, said)
        case "change":
            heard = _changing(draft, said)
        case _:
            heard = _given(draft, asked, said, label, pressed=choice is not None)
    if heard is not None:
        return heard
    if choice is None and label == "goodbye":  # nobody is asked for a name after "doei"
        return Heard("stopped", replace(draft, end="stopped"))
    if choice is None and label in _ASIDE and not (asked == "contact" and fields.looks_like_contact(text)):
        return Heard("aside", draft)
    return Heard("failed", replace(draft, failed=draft.failed + 1))


def answers_plainly(draft: Draft, text: str) -> bool:
    """Tell whether a message is nothing but a short answer to a question with few answers ("stiefmoeder").

    What the assistant guesses from such words alone, without the question, is worth nothing. One other word, and the guess
    counts: "nee, hij controleert alles" is more than a no. A name is no such answer, and an address is one by its form.
    """
    if draft.asks() == "contact":
        return fields.is_only_contact(text)
    words = _PLAINLY.get(draft.asks())
    return words is not None and words.fullmatch(text.strip()) is not None


def _answered(draft: Draft, **given: Any) -> Heard:
    return Heard("answered", replace(draft, failed=0, **given))


def _given(draft: Draft, asked: str, said: str, label: str, *, pressed: bool) -> Heard | None:
    """Return what an answer to an open question does; None when it is none."""
    if asked == "name":
        told = fields.said_name(said)
        # What a bare name is heard as means nothing, unless it is a question or small talk.
        name = told or (fields.first_name(said) if label not in _ASIDE - _HEARD_IN_NAMES else None)
        return _answered(draft, first_name=name) if name else None
    if asked == "contact":
        email, phone = fields.email(said), fields.phone(said)
        return _answered(draft, email=email, phone=phone) if email or phone else None
    if asked == "moments":
        is_asked = label in _ASKED_OF_ASSISTANT or (said.rstrip().endswith("?") and label in _ASIDE)
        moments = None if is_asked else fields.moments(said)
        return _answered(draft, moments=moments) if moments else None
    if asked == "role":
        role = said if said in fields.ROLES else fields.role(said)
        if said == "skip" or fields.is_skip(said):
            role = ""
        is_question = said.rstrip().endswith("?")
        return None if role is None or is_question else _answered(draft, role=role)
    if (pressed and said == "skip") or fields.is_skip(said):
        return _answered(draft, question="")
    return None if pressed or label in _ASKED_OF_ASSISTANT else _answered(draft, question=fields.question(said))


def _decided(draft: Draft, asked: str, said: str, label: str, *, version: str, now: float) -> Heard | None:
    """Return what a yes or a no does."""
    if said == "change":
        return Heard("change", replace(draft, changing=True, failed=0))
    no = said == "no" or fields.is_no(said) or label == "deny"
    yes = not no and (said == "yes" or fields.is_yes(said) or label == "affirm")
    if asked == "consent":
        if yes:
            return _answered(draft, consent=version, consent_at=now)
        return Heard("refused", replace(draft, end="refused")) if no else None
    if yes:
        return Heard("confirmed", replace(draft, end="confirmed"))
    if field := _named(said):
        return _answered(draft.without(field))
    return Heard("change", replace(draft, changing=True, failed=0)) if no else None


def _safe(draft: Draft, said: str) -> Heard | None:
    safe = said if said in ("mail", "call", "no") else fields.safe(said)
    if said == "yes":
        safe = "any"
    if safe is None:
        return None
    ways = {"any": draft.email or draft.phone, "mail": draft.email, "call": draft.phone}
    if ways.get(safe):
        return _answered(draft, safe=safe)
    # What was given may not be used: another way once, and then the person is asked to write when it is safe.
    if draft.unsafe:
        return Heard("refused", replace(draft, end="unreachable"))
    return Heard("unsafe", replace(draft, email=None, phone=None, unsafe=True, failed=0))


def _changing(draft: Draft, said: str) -> Heard | None:
    field = said if said in ORDER else _named(said)
    if field:
        return _answered(replace(draft, changing=False).without(field))
    if fields.is_no(said):
        return _answered(draft, changing=False)
    return None


def _named(said: str) -> str | None:
    return next((name for name, pattern in _WORDS_OF_FIELDS if pattern.search(said)), None)
