"""`doctor`: is all well? One line each, and an exit status of 1 when somebody must do something."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from typing import Any

from stiefwijzer import settings
from stiefwijzer.commands.common import CommandError, Commands, with_database
from stiefwijzer.errors import UserError

#: What a check found: whether it is well, its name, and what there is to say.
Finding = tuple[bool, str, str]


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the command."""
    own = commands.add_parser("doctor", help="see whether all is well: database, mail, requests, helplines")
    own.add_argument("--retry", action="store_true", help="try dead mails again")
    own.set_defaults(command=with_database(_doctor))


def _doctor(options: argparse.Namespace, engine: Any) -> None:
    from stiefwijzer.storage import outbox

    if options.retry:
        print(f"{outbox.revive(engine, time.time())} dead mails are tried again")
    ill = 0
    for well, name, said in findings(engine, time.time()):
        print(f"{'ok  ' if well else 'LOOK'} {name:12} {said}")
        ill += not well
    if ill:
        raise CommandError(f"{ill} of these need somebody to look at them")


def findings(engine: Any, now: float) -> Iterator[Finding]:
    """Yield what every check finds."""
    from stiefwijzer import content
    from stiefwijzer.content import helplines
    from stiefwijzer.intake import smtp
    from stiefwijzer.nlu import dutch
    from stiefwijzer.storage import intakes, outbox, schema

    model = settings.MODELS_DIR / "stiefwijzer.tar.gz"
    yield model.exists(), "model", model.name if model.exists() else "there is none: make train"
    yield True, "dutch", dutch.in_use()
    yield True, "database", f"{engine.dialect.name}, revision {schema.head()}"
    yield _mail_server()
    mails = outbox.summary(engine, now)
    yield not mails.dead, "dead mails", f"{mails.dead}; see `intakes list`, mend the cause, and run `doctor --retry`"
    yield (
        not (mails.late and smtp.configured()),
        "mails",
        f"{mails.waiting} wait, {mails.late} of them for more than an hour",
    )
    requests = intakes.all_of(engine)
    held = sum(each.quarantine is not None and each.status in intakes.OPEN for each in requests)
    yield not held, "quarantine", f"{held} requests are kept aside; see `intakes list`, and `intakes release`"
    yield True, "requests", f"{sum(each.status == 'new' for each in requests)} new of {len(requests)}"
    try:
        helplines.check(content.texts().helplines)
        yield True, "helplines", "all checked in time"
    except UserError as error:
        yield False, "helplines", str(error)


def _mail_server() -> Finding:
    from stiefwijzer.intake import smtp

    try:
        server = smtp.from_environment()
        if server is None:
            return True, "mail server", "none is set (SMTP_HOST): requests are stored and shown, not mailed"
        smtp.greet(server)
    except settings.SettingError as error:
        return False, "mail server", str(error)
    except smtp.MailError as error:
        return False, "mail server", f"cannot be used ({error.trouble})"
    return True, "mail server", "answers, and lets us in"
