"""`backup` and `restore`, for SQLite; a PostgreSQL has tools of its own (docs/running.md)."""

from __future__ import annotations

import argparse
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from stiefwijzer import settings
from stiefwijzer.commands.common import CommandError, Commands

#: What SQLite keeps beside a database.
_BESIDE: Final = ("-wal", "-shm")


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    save = commands.add_parser("backup", help="copy the database, also while the server runs (SQLite)")
    save.add_argument("file", type=Path, help="where to; must not be there yet")
    save.set_defaults(command=_backup)
    load = commands.add_parser(
        "restore", help="put a backup in the place of the database; stop the server first (SQLite)"
    )
    load.add_argument("file", type=Path, help="a file that `backup` made")
    load.add_argument("--yes", action="store_true", help="replace the database that is there")
    load.set_defaults(command=_restore)


def _database_file() -> Path:
    from stiefwijzer.storage import database

    file = database.sqlite_file(settings.database_url())
    if file is None:
        raise CommandError("This is for SQLite; use the tools of your database, such as pg_dump (docs/running.md)")
    return file


def _backup(options: argparse.Namespace) -> None:
    source = _database_file()
    if not source.exists():
        raise CommandError(f"There is no database at {source} yet")
    try:
        # Only its owner may read it, from the first byte on.
        os.close(os.open(options.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise CommandError(f"{options.file} cannot be made ({error.strerror})") from None
    try:
        with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(options.file)) as here:
            there.backup(here)
            here.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    except sqlite3.Error as error:
        options.file.unlink()
        raise CommandError(f"{source} cannot be copied ({type(error).__name__})") from None
    print(f"Copied to {options.file}. It holds what people wrote: keep it as carefully, and as short.")


def _restore(options: argparse.Namespace) -> None:
    from stiefwijzer.storage import database, schema

    target = _database_file()
    _check(options.file)
    if target.exists() and not options.yes:
        raise CommandError(f"{target} is there; stop the server, and say --yes to replace it")
    draft = target.with_name(f"{target.name}.restoring")
    draft.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600))
    try:
        with closing(sqlite3.connect(options.file)) as there, closing(sqlite3.connect(draft)) as here:
            there.backup(here)
        engine = database.connect(f"sqlite:///{draft}")
        try:
            schema.bring_up_to_date(engine)  # a newer one is refused before anything is replaced
            database.leave_nothing_behind(engine)
        finally:
            engine.dispose()
        _remove(target, *_BESIDE)
        draft.replace(target)
    finally:
        _remove(draft, "", *_BESIDE)  # what was refused leaves no copy of anybody's words
    print(
        f"Restored to {target}. What was to be erased since that backup is back: run `privacy purge`, and `intakes erase`."
    )


def _remove(file: Path, *endings: str) -> None:
    for ending in endings:
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _check(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as opened:
            whole = opened.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        whole, tables = False, set()
    if not whole or "turns" not in tables:
        raise CommandError(f"{file} is no backup of a database of this assistant, or it is damaged")
