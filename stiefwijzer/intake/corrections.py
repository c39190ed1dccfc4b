"""Earlier answers said anew: "nee, mijn mail is ...", "ik heet eigenlijk ...", "ik kan toch liever op vrijdag"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from stiefwijzer.intake import fields
from stiefwijzer.intake.draft import Draft

_MOMENTS_ANEW: Final = re.compile(
    r"(?:\b(?:mijn |de )?(?:beste )?(?:momenten|moment|tijden|tijd)\s*(?:is|zijn|wordt|worden|:)\s*"
    r"|\bik kan (?:(?:toch|liever|alleen|beter|eigenlijk|ook) )+)(.{3,})",
    re.IGNORECASE,
)
_ROLE_ANEW: Final = re.compile(r"\bik ben (?:toch |eigenlijk |ook |geen |wel )", re.IGNORECASE)
_QUESTION_ANEW: Final = re.compile(
    r"\bmijn vraag (?:is|wordt|moet zijn)\s*(?:eigenlijk|toch)?[:, ]*(.{3,})", re.IGNORECASE
)
_BEGINS_ANEW: Final = re.compile(
    r"^\W*(?:nee|neen|wacht|sorry|oeps|correctie|fout|verkeerd|ik bedoel|o nee|oh nee|nee wacht)\b"
    r"|\b(?:mijn|m['’]?n) (?:e-?mail|mail|mailadres|e-mailadres|adres|nummer|telefoonnummer|mobiel|naam|voornaam)\b",
    re.IGNORECASE,
)


def corrected(draft: Draft, asked: str, text: str) -> Draft | None:
    """Return the draft with an earlier answer replaced, when the message says one anew."""
    anew = bool(_BEGINS_ANEW.search(text))
    if asked == "question" and not anew and not _MOMENTS_ANEW.search(text):
        return None  # their own words may hold anything
    return _reached_anew(draft, asked, text) or _named_anew(draft, asked, text) or _other_anew(draft, asked, text)


def _reached_anew(draft: Draft, asked: str, text: str) -> Draft | None:
    email, phone = fields.email(text), fields.phone(text)
    if asked == "contact" or not (email or phone) or not (draft.email or draft.phone):
        return None
    kept = replace(draft, email=email or draft.email, phone=phone or draft.phone)
    # Of another way nobody asked whether it is safe.
    is_another_way = bool((email and not draft.email) or (phone and not draft.phone))
    return replace(kept, safe=None) if is_another_way else kept


def _named_anew(draft: Draft, asked: str, text: str) -> Draft | None:
    name = fields.said_name(text)
    is_new = asked != "name" and draft.first_name and name and name != draft.first_name
    return replace(draft, first_name=name) if is_new else None


def _other_anew(draft: Draft, asked: str, text: str) -> Draft | None:
    if asked != "moments" and draft.moments and (found := _MOMENTS_ANEW.search(text)) and fields.moments(found[1]):
        return replace(draft, moments=fields.moments(found[1]))
    if asked != "role" and draft.role is not None and _ROLE_ANEW.search(text) and (role := fields.role(text)):
        return replace(draft, role=role)
    if draft.question is not None and (found := _QUESTION_ANEW.search(text)):
        return replace(draft, question=fields.question(found[1]))
    return None
