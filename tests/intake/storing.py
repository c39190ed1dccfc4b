"""The part of the server that stores and mails, alone in a process that can be killed: `python -m tests.intake.storing`.

Every line of stdin is the id of a request that somebody said yes to; it is stored, and "kept <id>" is printed, as the bot
says that a request is kept only when it is. Mail goes out from a thread beside it, as in the server.
"""

from __future__ import annotations

import os
import sys
import threading
import time

from stiefwijzer import content, settings
from stiefwijzer.intake import delivery, requests, smtp
from stiefwijzer.intake.draft import Draft
from stiefwijzer.storage import schema


def main() -> None:
    """Store and mail until stdin ends or somebody kills us."""
    moved = float(os.environ.get("MOVED", "0"))  # so that what a killed process had in hand is due again
    engine, server, texts = schema.opened(settings.database_url()), smtp.from_environment(), content.texts()
    assert server is not None

    def mail() -> None:
        while True:
            delivery.deliver_due(engine, server, texts, lambda: time.time() + moved)
            time.sleep(0.01)

    threading.Thread(target=mail, daemon=True).start()
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        own = line.strip()
        draft = Draft(
            id=own, at=0.0, first_name="Sam", phone=f"+316{own[:8]}", safe="call", moments="dinsdag", role="", question="",
            consent="2026", consent_at=1.0,
        )  # fmt: skip
        stored = requests.store(engine, draft, sender_id=own, channel="website", now=time.time())
        print(f"kept {own}" if stored.mailed else "refused", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
