"""The shape of the database, and bringing an existing one up to it: numbered migrations, run when a process starts.

To add a migration:

1. Declare the table with `database.metadata` in the module that uses it, and name that module in `_TABLES`.
2. Copy the latest file of `migrations/versions/` to the next number, say `0004_feedback.py`; set `revision = "0004"` and
   `down_revision = "0003"`; write `upgrade()` with `op.create_table(...)`, the same columns once more.
3. Run `pytest tests/storage/test_schema.py`: it compares the two on SQLite and PostgreSQL.

Alembic takes a tenth of a second and megabytes to import, so it is imported only when there is something to do: the
revision a database is at is compared with the names of the files first.
"""

from __future__ import annotations

import importlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stiefwijzer.errors import UserError
from stiefwijzer.storage import database

MIGRATIONS_DIR: Final = Path(__file__).parent / "migrations"
#: The modules that declare tables.
_TABLES: Final = ("alarms", "drafts", "feedback", "intakes", "lease", "outbox", "telegram", "turns")
#: One process at a time changes the schema of a PostgreSQL; the number means nothing.
_LOCK: Final = 7_243_912


class SchemaError(UserError):
    """The database cannot be used with this version; the message says why and what to do."""


@lru_cache(maxsize=1)
def revisions() -> tuple[str, ...]:
    """Return the revisions there are, oldest first, by the names of their files ("0001_conversations.py")."""
    names = sorted(file.name for file in (MIGRATIONS_DIR / "versions").glob("*.py"))
    return tuple(match[1] for name in names if (match := re.match(r"(\d{4})_", name)))


def head() -> str:
    """Return the newest revision."""
    return revisions()[-1]


def revision_of(connection: Connection) -> str | None:
    """Return the revision a database is at; None when it never heard of revisions."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def bring_up_to_date(engine: Engine) -> None:
    """Make the tables in an empty database, add what an older one misses, and leave one that is up to date alone.

    Raises:
        SchemaError: The database was made by a newer version.
    """
    with engine.connect() as connection:
        if _is_up_to_date(connection):
            return
    if engine.dialect.name == "sqlite":
        # One transaction that locks others out from its beginning; pysqlite would begin none for a change of tables.
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection, connection.begin():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            _upgrade(connection)
        return
    with engine.begin() as connection:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        _upgrade(connection)


@lru_cache(maxsize=4)
def opened(url: str) -> Engine:
    """Return the database of an address, up to date, opened once in a process.

    Raises:
        SchemaError: It was made by a newer version.
        sqlalchemy.exc.SQLAlchemyError: It cannot be used.
    """
    engine = database.connect(url)
    bring_up_to_date(engine)
    return engine


def tables() -> sa.MetaData:
    """Return the metadata with every table in it."""
    for name in _TABLES:
        importlib.import_module(f"stiefwijzer.storage.{name}")
    return database.metadata


def _is_up_to_date(connection: Connection) -> bool:
    revision = revision_of(connection)
    if revision is not None and revision not in revisions():
        raise SchemaError(
            f"The database was made by a newer version of Stiefwijzer (revision {revision}; this one knows up to "
            f"{head()}): install that version, or restore a backup"
        )
    return revision == head()


def _upgrade(connection: Connection) -> None:
    if _is_up_to_date(connection):  # somebody else was first
        return
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config: Any = Config()
    config.set_main_option("script_location", str(MIGRATIONS_DIR).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
