"""The one way to the database: SQLite with a write-ahead log by default, `DATABASE_URL` for another."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import make_url

from stiefwijzer.settings import SettingError

#: How long a writer waits for another one before giving up, in seconds.
BUSY_TIMEOUT: Final = 10

#: Every table of ours; Rasa's `events` table is declared by its tracker store.
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
    if parsed.database and parsed.database != ":memory:":
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingError(f"The place DATABASE_URL names cannot be made ({error.strerror})") from error
    arguments = {"timeout": BUSY_TIMEOUT, "check_same_thread": False}
    # Without a pool SQLAlchemy 1.4 opens and closes the file in every turn, and the last to close writes out the log.
    engine = sa.create_engine(parsed, connect_args=arguments, poolclass=sa.pool.QueuePool)
    sa.event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # With a write-ahead log NORMAL survives a crash of the process; a power cut may cost the last turns, not the file.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
