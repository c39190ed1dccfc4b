"""The one way to the database: SQLite with a write-ahead log by default, `DATABASE_URL` for another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import make_url

from stiefwijzer.settings import SettingError

#: How long a writer waits for another one before giving up, in seconds.
BUSY_TIMEOUT: Final = 10
#: How long tidying up waits, in milliseconds: it happens while somebody waits for an answer.
_SHORT_TIMEOUT: Final = 100

#: Every table of ours; schema.py makes them.
metadata = sa.MetaData()


def connect(url: str) -> Engine:
    """Return an engine for `url`, with SQLite set up for several readers beside one writer.

    Raises:
        sqlalchemy.exc.ArgumentError: `url` is no database address.
        SettingError: The directory of an SQLite file cannot be made.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return sa.create_engine(parsed, pool_pre_ping=True)
    file = sqlite_file(url)
    if file:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingError(f"The place DATABASE_URL names cannot be made ({error.strerror})") from error
    arguments = {"timeout": BUSY_TIMEOUT, "check_same_thread": False}
    # Without a pool SQLAlchemy 1.4 opens and closes the file in every turn, and the last to close writes out the log.
    engine = sa.create_engine(parsed, connect_args=arguments, poolclass=sa.pool.QueuePool)
    sa.event.listen(engine, "connect", _set_up_sqlite)
    return engine


def sqlite_file(url: str) -> Path | None:
    """Return the file of an SQLite database, also when its address is a URI of SQLite's own ("sqlite:///file:/x?mode=ro").

    Returns:
        None for a database in memory, and for another kind of database.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or ":memory:" in parsed.database:
        return None
    uri = urlsplit(parsed.database)
    return Path(unquote(uri.path)) if uri.scheme == "file" else Path(parsed.database)


@contextmanager
def durable_transaction(engine: Engine) -> Iterator[Connection]:
    """Give a transaction that a power cut cannot undo once it is committed: slower, for what somebody is told is kept."""
    is_sqlite = engine.dialect.name == "sqlite"  # PostgreSQL is as careful with every transaction
    with engine.connect() as connection:
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA synchronous=FULL")
        try:
            with connection.begin():
                yield connection
        finally:
            if is_sqlite:
                connection.exec_driver_sql("PRAGMA synchronous=NORMAL")


def leave_nothing_behind(engine: Engine) -> bool:
    """Bring what was overwritten or deleted out of SQLite's log, where it would stand until the log is written over.

    Returns:
        Whether it was done: not while somebody else is reading or writing, nor on a full disk; the hourly job tries again.
    """
    if engine.dialect.name != "sqlite":
        return True
    try:
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={_SHORT_TIMEOUT}")
            is_busy = bool(cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
            cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT * 1000}")
    except (sqlite3.Error, sa.exc.SQLAlchemyError):
        return False
    return not is_busy


def _set_up_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # With a write-ahead log NORMAL survives a crash of the process; a power cut may cost the last turns, not the file.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What is deleted or overwritten is gone from the file too, not only from its index.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()
