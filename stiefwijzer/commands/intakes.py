"""`intakes`: list, show, mark, release, erase, note, export and plan the requests, for the coach and whoever helps."""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from stiefwijzer.commands.common import CommandError, Commands, with_database

_WIDTHS: Final = {"reference": 9, "when": 16, "status": 9, "mail": 11, "name": 12}
_LEAST: Final = 60


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the command."""
    own = commands.add_parser("intakes", help="requests for the free talk: list, show, note, done, export, ics")
    which = own.add_subparsers(required=True, metavar="what")
    listing = which.add_parser("list", help="print a table of the requests, the newest last")
    listing.add_argument("--all", action="store_true", help="also those that are done or withdrawn")
    listing.set_defaults(command=with_database(_list))
    for name, text, work in (
        ("show", "print one request whole", _show),
        ("done", "mark one as done", _mark("done")),
        ("contacted", "mark one as contacted", _mark("contacted")),
        ("withdraw", "mark one as withdrawn: what is not mailed yet never will be", _mark("withdrawn")),
        ("release", "take one out of quarantine and mail it", _release),
        ("erase", "remove one, for somebody who asked for that in another way", _erase),
    ):
        one = which.add_parser(name, help=text)
        one.add_argument("reference", help="its number, as `intakes list` prints it")
        one.set_defaults(command=with_database(work))
    note = which.add_parser("note", help="write something down about one")
    note.add_argument("reference")
    note.add_argument("text")
    note.set_defaults(command=with_database(_note))
    export = which.add_parser("export", help="print every request as CSV or JSON")
    export.add_argument("--json", action="store_true", help="as JSON instead of CSV")
    export.set_defaults(command=with_database(_export))
    ics = which.add_parser("ics", help="print a calendar file for a time that was agreed")
    ics.add_argument("reference")
    ics.add_argument("time", type=_moment, help='when, in the Netherlands: "2026-12-01 20:00"')
    ics.set_defaults(command=with_database(_ics))


def _moment(value: str) -> datetime:
    try:
        return datetime.strptime(value, "%Y-%m-%d %H:%M")
    except ValueError:
        raise argparse.ArgumentTypeError(f'{value} is no time; write it as "2026-12-01 20:00"') from None


def _list(options: argparse.Namespace, engine: Any) -> None:
    from stiefwijzer.storage import intakes
    from stiefwijzer.timing import shown

    found = [each for each in intakes.all_of(engine) if options.all or each.status in intakes.OPEN]
    if not found:
        print("no requests")
        return
    rows = [
        {
            "reference": each.reference,
            "when": shown(each.at),
            "status": each.status,
            "mail": _mail_of(engine, each),
            "name": each.first_name,
            "reach": each.reach,
        }
        for each in found
    ]
    for line in table(rows, shutil.get_terminal_size().columns):
        print(line)


def table(rows: Sequence[dict[str, str]], columns: int) -> list[str]:
    """Return rows under their names, in lines of at most `columns` characters; what is too long ends in an ellipsis."""
    last = max(columns, _LEAST) - sum(_WIDTHS.values()) - len(_WIDTHS)
    widths = {**_WIDTHS, **{name: last for name in rows[0] if name not in _WIDTHS}}
    named = {name: name for name in rows[0]}
    return [" ".join(_fitted(printable(row[name]), widths[name]) for name in row).rstrip() for row in (named, *rows)]


def printable(text: str) -> str:
    """Return a text without what could move the cursor or change colours: people type it, a terminal shows it."""
    return "".join(character if character.isprintable() else " " for character in text)


def _fitted(text: str, width: int) -> str:
    return (text if len(text) <= width else f"{text[: width - 1]}…").ljust(width)


def _mail_of(engine: Any, intake: Any) -> str:
    """Return how the mail to the coach stands, in a word."""
    from stiefwijzer.storage import outbox

    if intake.quarantine:
        return f"held:{intake.quarantine}"
    state, trouble = outbox.state_of(engine, intake.id).get(outbox.COACH, ("none", None))
    return f"{state}:{trouble}" if trouble and state != outbox.SENT else state


def _one(engine: Any, reference: str) -> Any:
    from stiefwijzer.storage import intakes

    found = intakes.get(engine, reference.strip())
    if found is None:
        raise CommandError(
            f"There is no request {reference}, or more than one; see: python -m stiefwijzer intakes export --json"
        )
    return found


def _show(options: argparse.Namespace, engine: Any) -> None:
    from stiefwijzer.storage import outbox
    from stiefwijzer.timing import shown

    found = _one(engine, options.reference)
    for name, value in asdict(found).items():
        if value not in (None, ""):
            told = shown(value) if name in ("at", "consent_at") else str(value)
            print(f"{name:16} {printable(told) if name != 'note' else told}")
    for kind, (state, trouble) in outbox.state_of(engine, found.id).items():
        print(f"{f'mail {kind}':16} {state}{f' ({trouble})' if trouble else ''}")


def _mark(status: Any) -> Any:
    def work(options: argparse.Namespace, engine: Any) -> None:
        from stiefwijzer.storage import intakes

        found = _one(engine, options.reference)
        intakes.set_status(engine, found.id, status)
        print(f"{found.reference} is {status}")

    return work


def _release(options: argparse.Namespace, engine: Any) -> None:
    from stiefwijzer.intake import requests
    from stiefwijzer.storage import intakes

    found = _one(engine, options.reference)
    if not found.quarantine:
        raise CommandError(f"{found.reference} is not in quarantine")
    if found.status == "withdrawn":
        raise CommandError(f"{found.reference} is withdrawn, so it is never mailed")
    intakes.release(engine, found, requests.kinds_for(found), time.time())
    print(f"{found.reference} is out of quarantine and will be mailed")


def _erase(options: argparse.Namespace, engine: Any) -> None:
    from stiefwijzer.storage import intakes

    found = _one(engine, options.reference)
    mailed = intakes.erase_one(engine, found.id, time.time())
    print(f"{found.reference} is erased" + ("; it was mailed, so delete that mail too" if mailed else ""))


def _note(options: argparse.Namespace, engine: Any) -> None:
    from stiefwijzer.storage import intakes

    found = _one(engine, options.reference)
    intakes.add_note(engine, found.id, options.text)
    print(f"noted with {found.reference}")


def _export(options: argparse.Namespace, engine: Any) -> None:
    from stiefwijzer.storage import intakes
    from stiefwijzer.timing import shown

    rows = [
        {**asdict(each), "at": shown(each.at), "consent_at": shown(each.consent_at)} for each in intakes.all_of(engine)
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    names = list(intakes.Intake.__dataclass_fields__)
    writer = csv.writer(sys.stdout)
    writer.writerow(names)
    writer.writerows([_harmless(row[name]) for name in names] for row in rows)


def _harmless(value: Any) -> str:
    """Return a value that a spreadsheet takes for text, not for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _ics(options: argparse.Namespace, engine: Any) -> None:
    from zoneinfo import ZoneInfo

    from icalendar import Calendar, Event

    from stiefwijzer import content

    found = _one(engine, options.reference)
    coach = content.texts().coach
    begin = options.time.replace(tzinfo=ZoneInfo("Europe/Amsterdam"))
    event = Event()
    event.add("uid", f"{found.id}@stiefwijzer.invalid")
    event.add("dtstamp", datetime.now(ZoneInfo("UTC")))
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(minutes=coach.offer_minutes))
    event.add("summary", f"Kennismaking {found.first_name} ({found.reference})")
    calendar = Calendar()
    calendar.add("prodid", "-//Stiefwijzer//NL")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    sys.stdout.write(calendar.to_ical().decode())
