"""What the environment says about the database and the key."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from stiefwijzer import settings


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is made in a directory of the test."""
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path / "var")
    monkeypatch.delenv("STIEFWIJZER_SECRET_KEY", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "var"


def test_the_database_is_a_file_under_var_by_default(var: Path) -> None:
    assert settings.database_url() == f"sqlite:///{var / 'stiefwijzer.db'}"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@host/db", "postgresql://u:p@host/db"),
        ("postgresql://u:p@host/db", "postgresql://u:p@host/db"),
        ("postgres://u:postgres://@host/db", "postgresql://u:postgres://@host/db"),
        ("sqlite:////elsewhere/x.db", "sqlite:////elsewhere/x.db"),
    ],
    ids=["short", "full", "once", "sqlite"],
)
def test_database_url_names_another_database(monkeypatch: pytest.MonkeyPatch, given: str, used: str) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    assert settings.database_url() == used


def test_an_empty_database_url_is_none(monkeypatch: pytest.MonkeyPatch, var: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    assert settings.database_url() == f"sqlite:///{var / 'stiefwijzer.db'}"


def test_a_key_is_made_once_and_kept(var: Path) -> None:
    key = settings.secret_key()
    assert len(key) >= 32
    assert settings.secret_key() == key == (var / "secret.key").read_text()


def test_two_installations_have_two_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    one = settings.secret_key()
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path / "another")
    assert settings.secret_key() != one


def test_the_kept_key_is_for_its_owner_only(var: Path) -> None:
    settings.secret_key()
    assert stat.S_IMODE((var / "secret.key").stat().st_mode) == 0o600


def test_a_key_in_the_environment_is_used_and_not_kept(monkeypatch: pytest.MonkeyPatch, var: Path) -> None:
    monkeypatch.setenv("STIEFWIJZER_SECRET_KEY", "k" * 32)
    assert settings.secret_key() == "k" * 32
    assert not var.exists()


@pytest.mark.parametrize("key", ["", "k" * 31])
def test_a_key_that_is_too_short_is_refused(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("STIEFWIJZER_SECRET_KEY", key)
    with pytest.raises(settings.SettingError, match="shorter than 32 characters"):
        settings.secret_key()


@pytest.mark.parametrize("damaged", ["", "short"], ids=["empty", "short"])
def test_a_kept_key_that_is_damaged_is_refused(var: Path, damaged: str) -> None:
    var.mkdir()
    (var / "secret.key").write_text(damaged)
    with pytest.raises(settings.SettingError, match=r"secret\.key"):
        settings.secret_key()
