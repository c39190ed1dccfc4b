"""Making a request of a finished draft: stored with its mails, or refused."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Engine

from stiefwijzer.intake import smtp, spam
from stiefwijzer.intake.draft import Draft
from stiefwijzer.storage import intakes, outbox
from stiefwijzer.storage.intakes import Intake


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a request.

    Attributes:
        reference: What it is called from now on; None when it was refused.
        mailed: Whether the coach is going to get a mail.
        confirmed: Whether the person is.
    """

    reference: str | None
    mailed: bool = False
    confirmed: bool = False


def store(engine: Engine, draft: Draft, *, sender_id: str, channel: str, now: float) -> Stored:
    """Store a request and its mails in one transaction; one that is stored already stays as it is.

    Args:
        engine: The database, up to date.
        draft: Confirmed by the person.
        sender_id: The conversation it was made in.
        channel: The channel of that conversation.
        now: When, in seconds since 1970.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: It could not be stored.
    """
    known = intakes.get(engine, draft.id)
    if known is not None:
        return _told(known, kinds_for(known) if known.quarantine is None else ())
    doubt = spam.verdict(engine, draft, sender_id, now)
    if doubt == "refused":
        return Stored(None)
    intake = Intake(
        id=draft.id,
        reference=intakes.reference_of(draft.id),
        sender_id=sender_id,
        channel=channel,
        at=now,
        status="new",
        first_name=str(draft.first_name),
        email=draft.email,
        phone=draft.phone,
        moments=str(draft.moments),
        role=draft.role or None,
        question=draft.question or None,
        safe=str(draft.safe),
        consent_version=str(draft.consent),
        consent_at=float(draft.consent_at or now),
        quarantine=doubt,
    )
    kinds = () if doubt else kinds_for(intake)
    intakes.store(engine, intake, kinds)
    return _told(intake, kinds)


def kinds_for(intake: Intake) -> tuple[str, ...]:
    """Return which mails a request brings: without a way to mail, the coach's waits until there is one."""
    return (outbox.COACH, outbox.CONFIRMATION) if intake.may_mail and smtp.configured() else (outbox.COACH,)


def _told(intake: Intake, kinds: tuple[str, ...]) -> Stored:
    mails = smtp.configured() and intake.quarantine is None
    return Stored(intake.reference, mails, mails and outbox.CONFIRMATION in kinds)
