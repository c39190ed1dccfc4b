"""Telling requests that people make from those that programs make.

Nothing is lost in silence: what is in doubt is kept aside for the coach to look at, and what is refused is said to be.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from sqlalchemy.engine import Engine

from stiefwijzer import settings
from stiefwijzer.intake.draft import Draft
from stiefwijzer.storage import intakes

DAY: Final = 24 * 3600.0
#: Requests a day from one conversation, address or number: beyond the first they are kept aside, beyond the second refused.
SOME: Final = 3
MANY: Final = 10
#: Links in what somebody wrote; one may be meant well.
MAX_LINKS: Final = 1
_LINK: Final = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|net|ru|cn|xyz|top|info|biz|link|shop)\b", re.IGNORECASE)

Verdict = Literal["many", "links", "fast", "refused"]


def verdict(engine: Engine, draft: Draft, sender_id: str, now: float) -> Verdict | None:
    """Return why a request is kept aside or refused; None when nothing is wrong with it.

    Args:
        engine: The database, in which earlier requests are counted.
        draft: The request.
        sender_id: The conversation it is made in.
        now: When, in seconds since 1970.
    """
    earlier = intakes.recent(engine, since=now - DAY, sender_id=sender_id, email=draft.email, phone=draft.phone)
    if earlier >= MANY:
        return "refused"
    if earlier >= SOME:
        return "many"
    if len(_LINK.findall(f"{draft.question or ''} {draft.moments or ''} {draft.first_name or ''}")) > MAX_LINKS:
        return "links"
    # Seven questions take a person far longer than this; a program answers them at once.
    return "fast" if now - draft.at < settings.whole_number("STIEFWIJZER_INTAKE_SECONDS", 8, least=0) else None
