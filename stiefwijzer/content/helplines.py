"""Helplines get old: each row must have been checked in the last three months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from stiefwijzer.content.schema import Helpline
from stiefwijzer.errors import UserError

#: How long a check holds.
GOOD_FOR: Final = timedelta(days=90)


class OldHelplineError(UserError):
    """Helplines were not checked for too long; the message (Dutch, for the coach) names them and says what to do."""


def check(helplines: Mapping[str, Helpline], today: date | None = None) -> None:
    """See that every row was checked lately.

    Args:
        helplines: The rows of content/helplines.yml.
        today: The day to count from; the real one when it is None.

    Raises:
        OldHelplineError: A row is older than `GOOD_FOR`, or was checked in the future.
    """
    now = today or date.today()
    old = [row for row in helplines.values() if not now - GOOD_FOR <= row.last_verified <= now]
    if old:
        lines = [f"  {row.name} ({row.number}): {row.last_verified}, kijk op {row.website}" for row in old]
        raise OldHelplineError(
            f"content/helplines.yml: langer dan {GOOD_FOR.days} dagen niet nagekeken, of de datum klopt niet:\n"
            + "\n".join(lines)
            + "\nKijk op elke site of naam, nummer en uren kloppen, en zet dan bij `last_verified` de datum van vandaag."
        )
