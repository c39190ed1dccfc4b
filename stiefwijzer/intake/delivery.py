"""Mailing what is due: once a mail, again later when that may help, never again when it cannot."""

from __future__ import annotations

import logging
import random
import time
from typing import Final

from sqlalchemy.engine import Engine

from stiefwijzer.content import Content
from stiefwijzer.intake import letters, smtp
from stiefwijzer.intake.smtp import PermanentError, Smtp, TemporaryError
from stiefwijzer.storage import intakes, outbox
from stiefwijzer.storage.outbox import Mail
from stiefwijzer.timing import Clock

logger = logging.getLogger(__name__)

#: How long one waits after each attempt that failed, in seconds: in all some four days, as RFC 5321 (4.5.4.1) advises.
BACKOFF: Final = (60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600, 24 * 3600, 24 * 3600)
#: More steps than mailing has, each of which may take as long as the server is given; after them somebody else may try.
_STEPS: Final = 20
#: A part more or less, so that mails that failed together do not come back together.
_SPREAD: Final = 0.1
#: A confirmation that comes later than this only frightens, in seconds.
_CONFIRMATION_LIVES: Final = 2 * 24 * 3600.0


def deliver_due(engine: Engine, server: Smtp, texts: Content, clock: Clock = time.time, *, most: int = 100) -> int:
    """Mail what is due; return how many mails the server took.

    Args:
        engine: The database.
        server: The mail server.
        texts: What mails say.
        clock: The time.
        most: How many mails are tried.
    """
    sent = 0
    for _ in range(most):
        mail = outbox.take(engine, clock(), server.timeout * _STEPS)
        if mail is None:
            break
        sent += _deliver(engine, mail, server, texts, clock)
    return sent


def _deliver(engine: Engine, mail: Mail, server: Smtp, texts: Content, clock: Clock) -> bool:
    intake = intakes.get(engine, mail.intake_id)
    if not _is_wanted(mail, intake, clock()):
        outbox.end(engine, mail, outbox.CANCELLED, now=clock())
        return False
    try:
        smtp.send(server, letters.write(mail, intake, server, texts, clock()))
    except (PermanentError, ValueError) as error:
        trouble = error.trouble if isinstance(error, PermanentError) else "unwritable"
        outbox.end(engine, mail, outbox.DEAD, now=clock(), trouble=trouble)
        logger.error(
            "Mail %s of request %s is dead (%s); see: python -m stiefwijzer doctor", mail.kind, mail.reference, trouble
        )
        return False
    except TemporaryError as error:
        _try_again(engine, mail, error.trouble, clock())
        return False
    outbox.end(engine, mail, outbox.SENT, now=clock())
    return True


def _is_wanted(mail: Mail, intake: intakes.Intake | None, now: float) -> bool:
    if mail.kind == outbox.DELETION:
        return True
    if intake is None or intake.status == "withdrawn" or intake.quarantine is not None:
        return False
    return mail.kind != outbox.CONFIRMATION or now - intake.at < _CONFIRMATION_LIVES


def _try_again(engine: Engine, mail: Mail, trouble: str, now: float) -> None:
    if mail.attempts > len(BACKOFF):
        outbox.end(engine, mail, outbox.DEAD, now=now, trouble=trouble)
        logger.error(
            "Mail %s of request %s is dead (%s); see: python -m stiefwijzer doctor", mail.kind, mail.reference, trouble
        )
        return
    pause = BACKOFF[mail.attempts - 1] * random.uniform(1 - _SPREAD, 1 + _SPREAD)  # noqa: S311 - no secret hangs on it
    outbox.postpone(engine, mail, now + pause, trouble)
    logger.warning("Mail %s of request %s waits (%s)", mail.kind, mail.reference, trouble)
