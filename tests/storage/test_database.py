"""The way to the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from stiefwijzer.storage import database


def pragma(url: str, name: str) -> Any:
    engine = database.connect(url)
    try:
        with engine.connect() as connection:
            return connection.execute(sa.text(f"PRAGMA {name}")).scalar_one()
    finally:
        engine.dispose()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'deeper' / 'down' / 'stiefwijzer.db'}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 1),
        ("foreign_keys", 1),
        ("busy_timeout", database.BUSY_TIMEOUT * 1000),
        ("secure_delete", 1),
    ],
)
def test_sqlite_is_set_up_for_readers_beside_a_writer(url: str, name: str, value: object) -> None:
    assert pragma(url, name) == value


def test_the_directory_of_the_database_is_made(url: str, tmp_path: Path) -> None:
    pragma(url, "journal_mode")
    assert (tmp_path / "deeper" / "down" / "stiefwijzer.db").exists()


def test_a_database_in_memory_makes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pragma("sqlite:///:memory:", "foreign_keys")
    assert list(tmp_path.iterdir()) == []


def test_what_somebody_is_told_is_kept_survives_a_power_cut(url: str) -> None:
    engine = database.connect(url)
    with database.durable_transaction(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 1
    engine.dispose()


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("sqlite:////tmp/x.db", "/tmp/x.db"),
        ("sqlite:///file:/tmp/a%20b.db?mode=ro&uri=true", "/tmp/a b.db"),
        ("sqlite:///file:x.db?uri=true", "x.db"),
        ("sqlite:///:memory:", None),
        ("sqlite:///file::memory:?uri=true", None),
        ("sqlite://", None),
        ("postgresql://someone@somewhere/x", None),
    ],
)
def test_the_file_of_an_address_is_known_whatever_way_it_is_written(address: str, file: str | None) -> None:
    assert database.sqlite_file(address) == (Path(file) if file else None)


def test_an_address_of_sqlites_own_makes_no_stray_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    pragma(f"sqlite:///file:{tmp_path / 'x.db'}?mode=rwc&uri=true", "foreign_keys")
    assert list((tmp_path / "here").iterdir()) == []
    assert (tmp_path / "x.db").exists()


def test_an_address_that_is_none_is_an_error() -> None:
    with pytest.raises(sa.exc.ArgumentError):
        database.connect("no address at all")
