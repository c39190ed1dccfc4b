"""Tables and migrations are the same; an older database is upgraded with its data, a newer one refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

from stiefwijzer import cli, settings
from stiefwijzer.storage import alarms, database, schema
from stiefwijzer.storage.turns import Turn, Turns

#: The tables as they were made before there were revisions.
OLDEST = """
CREATE TABLE turns (sender_id VARCHAR(255) NOT NULL, number INTEGER NOT NULL, message_id VARCHAR(255),
  at FLOAT NOT NULL, since INTEGER NOT NULL, state TEXT, events TEXT NOT NULL,
  PRIMARY KEY (sender_id, number), UNIQUE (sender_id, message_id));
CREATE INDEX ix_turns_at ON turns (at);
"""
ALARMS = "CREATE TABLE alarms (id INTEGER NOT NULL PRIMARY KEY, kind VARCHAR(64) NOT NULL, at FLOAT NOT NULL);"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = database.connect(url)
    yield opened
    opened.dispose()


def run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


def revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return schema.revision_of(connection)


def test_the_migrations_make_what_the_modules_declare(engine: Engine) -> None:
    schema.bring_up_to_date(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.tables()) == []


def test_every_module_that_declares_a_table_is_named() -> None:
    rooms = Path(database.__file__).parent.glob("*.py")
    declaring = {file.stem for file in rooms if "= sa.Table(" in file.read_text(encoding="utf-8")}
    assert declaring == set(schema._TABLES)


def test_the_revisions_are_one_line_numbered_as_their_files() -> None:
    config: Any = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS_DIR))
    scripts = ScriptDirectory.from_config(config)
    line = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(line)) == schema.revisions()
    assert scripts.get_heads() == [schema.head()]


def test_an_empty_database_is_made_whole_and_knows_its_revision(engine: Engine) -> None:
    schema.bring_up_to_date(engine)
    assert revision(engine) == schema.head()
    assert set(sa.inspect(engine).get_table_names()) == {*schema.tables().tables, "alembic_version"}


@pytest.mark.parametrize("made", [[OLDEST], [OLDEST, ALARMS]], ids=["before alarms", "with alarms"])
def test_a_database_from_before_there_were_revisions_keeps_what_is_in_it(engine: Engine, made: list[str]) -> None:
    run(engine, *[statement for one in made for statement in one.split(";") if statement.strip()])
    events = json.dumps([{"event": "user", "text": "hoi"}])
    run(engine, f"INSERT INTO turns VALUES ('someone', 0, 'message', 1.5, 0, NULL, '{events}')")

    turns = Turns(engine)

    assert turns.all("someone") == [Turn(0, None, [{"event": "user", "text": "hoi"}])]
    assert turns.answering("someone", "message") == [{"event": "user", "text": "hoi"}]
    assert alarms.by_month(engine) == {}
    assert revision(engine) == schema.head()


def test_an_older_revision_is_upgraded_with_its_data(engine: Engine) -> None:
    schema.bring_up_to_date(engine)
    later = [name for name in schema.tables().tables if name not in ("turns", "alarms")]
    run(engine, *[f"DROP TABLE {name}" for name in later], "UPDATE alembic_version SET version_num = '0001'")
    run(engine, "INSERT INTO alarms VALUES (1, 'crisis_suicide', 0)")

    schema.bring_up_to_date(engine)

    assert revision(engine) == schema.head()
    assert alarms.by_month(engine)["1970-01"]["crisis_suicide"] == 1
    assert set(later) <= set(sa.inspect(engine).get_table_names())


def test_a_newer_database_is_refused_and_left_alone(engine: Engine) -> None:
    schema.bring_up_to_date(engine)
    run(engine, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(schema.SchemaError, match=r"newer version of Stiefwijzer \(revision 9999; .* up to \d{4}\)"):
        Turns(engine)
    assert revision(engine) == "9999"


def test_processes_that_start_at_once_make_one_schema(url: str) -> None:
    engines = [database.connect(url) for _ in range(6)]
    with ThreadPoolExecutor(len(engines)) as people:
        list(people.map(schema.bring_up_to_date, engines))
    assert {revision(engine) for engine in engines} == {schema.head()}
    for engine in engines:
        engine.dispose()


def test_a_migration_that_fails_leaves_nothing_half_done(engine: Engine) -> None:
    run(engine, *[statement for statement in OLDEST.split(";") if statement.strip()])
    run(engine, "CREATE TABLE drafts (of_somebody_else INTEGER)")  # so that 0002 cannot make its own

    with pytest.raises(sa.exc.SQLAlchemyError):
        schema.bring_up_to_date(engine)

    assert revision(engine) is None
    assert set(sa.inspect(engine).get_table_names()) == {"turns", "drafts"}


def test_a_database_that_is_up_to_date_imports_no_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    schema.bring_up_to_date(database.connect(url))
    program = (
        "import sys; from stiefwijzer.storage import database, schema;"
        f"schema.bring_up_to_date(database.connect({url!r})); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=settings.PROJECT_DIR, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_command_says_in_one_sentence_that_the_database_is_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    engine = database.connect(url)
    schema.bring_up_to_date(engine)
    run(engine, "UPDATE alembic_version SET version_num = '9999'")
    monkeypatch.setenv("DATABASE_URL", url)
    assert cli.main(["alarms"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
