"""The commands on what is kept: requests, privacy, backups, and whether all is well."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from stiefwijzer import cli, settings
from stiefwijzer.commands import doctor
from stiefwijzer.commands.intakes import table
from stiefwijzer.storage import database, intakes, outbox, schema
from stiefwijzer.storage.intakes import Intake
from stiefwijzer.storage.turns import Turn, Turns
from tests.storage.test_intakes import request as make

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'stiefwijzer.db'}")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("SMTP_HOST", raising=False)


def engine() -> sa.engine.Engine:
    return schema.opened(settings.database_url())


def store(**changed: object) -> Intake:
    from dataclasses import replace

    stored = replace(make(), **changed)  # type: ignore[arg-type]
    intakes.store(engine(), stored, () if stored.quarantine else (outbox.COACH,))
    return stored


def said(capsys: Out, *command: str, status: int = 0) -> str:
    assert cli.main(list(command)) == status
    told = capsys.readouterr()
    return told.err if status else told.out


def test_the_table_fits_the_terminal_and_shows_what_is_wrong(capsys: Out) -> None:
    fine, held, dead = store(), store(quarantine="links"), store(email=f"{'lang' * 20}@voorbeeld.nl")
    taken = {mail.intake_id: mail for mail in iter(lambda: outbox.take(engine(), 1e9), None)}
    outbox.end(engine(), taken[dead.id], outbox.DEAD, now=1.0, trouble="550")
    lines = said(capsys, "intakes", "list").splitlines()
    assert lines[0].split() == ["reference", "when", "status", "mail", "name", "reach"]
    assert all(len(line) <= 80 for line in lines)
    of = {line.split()[0]: line for line in lines[1:]}
    assert set(of) == {fine.reference, held.reference, dead.reference}
    assert "held:links" in of[held.reference]
    assert "dead:550" in of[dead.reference]


def test_what_is_done_is_listed_only_when_asked_for(capsys: Out) -> None:
    stored = store()
    assert said(capsys, "intakes", "done", stored.reference.lower()) == f"{stored.reference} is done\n"
    assert said(capsys, "intakes", "list") == "no requests\n"
    assert stored.reference in said(capsys, "intakes", "list", "--all")


def test_nothing_that_somebody_typed_can_steer_the_terminal() -> None:
    (_, row) = table([{"reference": "A", "reach": "\x1b[31mrood\r\n\x07"}], 80)
    assert row.isprintable()


def test_one_request_is_shown_whole_with_its_note(capsys: Out) -> None:
    stored = store()
    said(capsys, "intakes", "note", stored.reference, "gebeld, belt terug")
    shown = said(capsys, "intakes", "show", stored.reference)
    for piece in (
        "Sam",
        "sam@voorbeeld.nl",
        "+31612345678",
        "dinsdag",
        "één vraag 😀",
        "gebeld, belt terug",
        "mail coach",
    ):
        assert piece in shown


def test_a_number_that_is_none_is_named(capsys: Out) -> None:
    for command in (
        ["show", "X"],
        ["done", "X"],
        ["note", "X", "y"],
        ["ics", "X", "2026-12-01 20:00"],
        ["release", "X"],
    ):
        assert "There is no request X" in said(capsys, "intakes", *command, status=1)


def test_a_withdrawn_request_is_not_mailed_and_a_released_one_is(capsys: Out) -> None:
    withdrawn, held = store(), store(quarantine="fast")
    said(capsys, "intakes", "withdraw", withdrawn.reference)
    said(capsys, "intakes", "release", held.reference)
    assert "not in quarantine" in said(capsys, "intakes", "release", held.reference, status=1)
    mail = outbox.take(engine(), 1e12)
    assert mail is not None
    assert mail.intake_id == held.id
    assert outbox.take(engine(), 1e12 - 1) is None


def test_what_is_withdrawn_cannot_be_released_nor_does_the_doctor_want_it(capsys: Out) -> None:
    held = store(quarantine="fast")
    said(capsys, "intakes", "withdraw", held.reference)
    assert "is withdrawn" in said(capsys, "intakes", "release", held.reference, status=1)
    assert {name: well for well, name, _ in doctor.findings(engine(), 0.0)}["quarantine"]


def test_without_a_mail_server_nothing_is_late(capsys: Out) -> None:
    store()
    assert {name: well for well, name, _ in doctor.findings(engine(), 1e12)}["mails"]


def test_a_request_can_be_erased_for_who_asked_in_another_way(capsys: Out) -> None:
    gone, stays = store(), store()
    assert said(capsys, "intakes", "erase", gone.reference) == f"{gone.reference} is erased\n"
    assert intakes.all_of(engine()) == [stays]


def test_only_the_way_that_is_safe_is_in_the_table(capsys: Out) -> None:
    store(safe="call")
    listed = said(capsys, "intakes", "list")
    assert "+31612345678" in listed
    assert "sam@voorbeeld.nl" not in listed


def test_the_export_is_csv_or_json_and_no_formula(capsys: Out) -> None:
    stored = store(question='=cmd|"/c calc"!A1, met een komma\nen een regel')
    (row,) = csv.DictReader(io.StringIO(said(capsys, "intakes", "export")))
    assert row["reference"] == stored.reference
    assert row["question"] == f"'{stored.question}"
    assert row["phone"] == "'+31612345678"
    (told,) = json.loads(said(capsys, "intakes", "export", "--json"))
    assert told["question"] == stored.question


def test_the_calendar_file_holds_the_agreed_time_and_little_else(capsys: Out) -> None:
    stored = store()
    text = said(capsys, "intakes", "ics", stored.reference, "2026-12-01 20:00")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["dtstart"].dt.isoformat() == "2026-12-01T20:00:00+01:00"
    assert (event["dtend"].dt - event["dtstart"].dt).total_seconds() == 30 * 60
    assert not any(piece in text for piece in ("sam@", "+316", "vraag"))


def test_purging_can_be_tried_first(capsys: Out) -> None:
    Turns(engine()).add("someone", Turn(0, None, []), since=0, message_id=None, at=0.0)
    store(at=0.0)
    would = said(capsys, "privacy", "purge", "--dry-run")
    assert would.startswith("1 turns of conversations, 1 requests, 0 unfinished requests would be removed")
    assert said(capsys, "privacy", "purge").endswith("removed\n")
    assert said(capsys, "privacy", "purge").startswith("0 turns of conversations, 0 requests")


def test_a_backup_is_one_private_file_that_restores_whole(tmp_path: Path, capsys: Out) -> None:
    stored, copy = store(), tmp_path / "copy.db"
    said(capsys, "backup", str(copy))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert "cannot be made" in said(capsys, "backup", str(copy), status=1)
    intakes.erase(engine(), stored.sender_id, 1.0)
    engine().dispose()
    assert "--yes" in said(capsys, "restore", str(copy), status=1)
    said(capsys, "restore", str(copy), "--yes")
    assert intakes.all_of(engine()) == [stored]
    assert sorted(file.name for file in tmp_path.glob("*restoring*")) == []


@pytest.mark.parametrize("bad", ["missing", "text", "other"])
def test_what_is_no_backup_is_refused_and_replaces_nothing(tmp_path: Path, capsys: Out, bad: str) -> None:
    stored, file = store(), tmp_path / "bad.db"
    if bad == "text":
        file.write_text("hallo" * 1000)
    if bad == "other":
        with closing(sqlite3.connect(file)) as other:
            other.execute("CREATE TABLE x (y)")
    assert "no backup" in said(capsys, "restore", str(file), "--yes", status=1)
    assert intakes.all_of(engine()) == [stored]


def test_a_newer_backup_is_refused_and_replaces_nothing(tmp_path: Path, capsys: Out) -> None:
    stored, copy = store(), tmp_path / "copy.db"
    said(capsys, "backup", str(copy))
    with closing(sqlite3.connect(copy)) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in said(capsys, "restore", str(copy), "--yes", status=1)
    assert intakes.all_of(engine()) == [stored]
    assert [file.name for file in tmp_path.iterdir() if "restoring" in file.name] == []


def test_another_database_has_tools_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@127.0.0.1:1/x")
    assert "pg_dump" in said(capsys, "backup", str(tmp_path / "x"), status=1)


def test_the_doctor_says_what_needs_somebody(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    store(quarantine="many")
    stored = store()
    mail = outbox.take(engine(), 1e9)
    assert mail is not None
    outbox.end(engine(), mail, outbox.DEAD, now=1.0, trouble="550")
    assert cli.main(["doctor"]) == 1
    told = capsys.readouterr()
    found = {line[5:17].strip(): line[:4].strip() for line in told.out.splitlines()}
    assert found["dead mails"] == found["quarantine"] == "LOOK"
    assert found["database"] == found["mail server"] == "ok"
    assert "2 of these" in told.err
    monkeypatch.setenv("SMTP_HOST", "localhost")
    assert "SMTP_FROM" in (cli.main(["doctor", "--retry"]), capsys.readouterr().out)[1]
    assert outbox.state_of(engine(), stored.id) == {"coach": ("waiting", "550")}


def test_the_database_is_opened_by_the_settings(tmp_path: Path) -> None:
    assert database.sqlite_file(settings.database_url()) == tmp_path / "stiefwijzer.db"
