"""What the server does beside answering: mailing requests, and removing what has been kept long enough."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from typing import Any, Final

from sanic import Sanic
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from stiefwijzer import content, settings
from stiefwijzer.intake import delivery, smtp
from stiefwijzer.privacy import retention
from stiefwijzer.storage import outbox
from stiefwijzer.timing import Clock

logger = logging.getLogger(__name__)

#: How often it is seen whether a mail is due, and whether something is too old, in seconds.
MAIL_EVERY: Final = 2.0
PURGE_EVERY: Final = 3600.0


def keep_house(app: Sanic, engine: Engine, clock: Clock = time.time) -> None:
    """Mail and tidy up as long as the server runs.

    Raises:
        SettingError: The settings about mail, keeping or the address of this server cannot be used.
    """
    server, texts = smtp.from_environment(), content.texts()
    settings.chat_days(), settings.request_months(), settings.public_url()
    jobs: list[tuple[float, Callable[[], Any]]] = [(PURGE_EVERY, lambda: retention.purge(engine, clock()))]
    if server is not None:
        jobs.append((MAIL_EVERY, lambda: delivery.deliver_due(engine, server, texts, clock)))

    @app.after_server_start  # type: ignore[untyped-decorator]
    async def _begin(*_: object) -> None:
        app.ctx.jobs = [asyncio.create_task(again_and_again(seconds, job)) for seconds, job in jobs]

    @app.before_server_stop  # type: ignore[untyped-decorator]
    async def _end(*_: object) -> None:
        for task in app.ctx.jobs:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def again_and_again(seconds: float, job: Callable[[], Any]) -> None:
    """Do a job in a thread, so that nobody who talks waits for it; what goes wrong is logged and tried again."""
    while True:
        try:
            await asyncio.to_thread(job)
        except Exception as error:
            logger.error("%s while keeping house", type(error).__name__)
        await asyncio.sleep(seconds)


def state_of_mail(engine: Engine, clock: Clock = time.time) -> dict[str, Any]:
    """Return how mails stand, for the health page: "off", "ok" or "trouble", and how many wait, are late and dead.

    Without a database it is "unknown", and nothing more.
    """
    try:
        found = outbox.summary(engine, clock())
    except SQLAlchemyError:
        return {"state": "unknown"}
    state = "trouble" if found.dead or (smtp.configured() and found.late) else "ok" if smtp.configured() else "off"
    return {"state": state, "waiting": found.waiting, "late": found.late, "dead": found.dead}
