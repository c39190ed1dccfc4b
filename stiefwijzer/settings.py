"""Where things are and what the environment says: read once, here."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Final

from stiefwijzer.errors import UserError

PROJECT_DIR: Final = Path(__file__).parents[1]
#: What this installation makes and keeps: the database, the key, logs. Never in git.
VAR_DIR: Final = Path(os.environ.get("STIEFWIJZER_VAR", PROJECT_DIR / "var"))
MODELS_DIR: Final = PROJECT_DIR / "models"

_SECRET_BYTES: Final = 32
_SECRET_MINIMUM: Final = 32


class SettingError(UserError):
    """A setting cannot be used; the message says which and what would do."""


def database_url() -> str:
    """Return the SQLAlchemy address of the database: `DATABASE_URL`, or SQLite under `var/`."""
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("postgres://"):  # what many hosts hand out; SQLAlchemy knows it by the full name only
        return url.replace("postgres://", "postgresql://", 1)
    return url or f"sqlite:///{VAR_DIR / 'stiefwijzer.db'}"


def secret_key() -> str:
    """Return the key that signs session tokens: `STIEFWIJZER_SECRET_KEY`, or one made and kept in `var/`.

    Raises:
        SettingError: The key in the environment is too short to be one.
    """
    key = os.environ.get("STIEFWIJZER_SECRET_KEY")
    if key is not None:
        if len(key) < _SECRET_MINIMUM:
            raise SettingError(
                f"STIEFWIJZER_SECRET_KEY is shorter than {_SECRET_MINIMUM} characters; "
                'make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"'
            )
        return key
    file = var_dir() / "secret.key"
    if not file.exists():
        _make_key(file)
    return _kept_key(file)


def public_url() -> str:
    """Return where visitors reach this server: `STIEFWIJZER_URL` without a slash at its end, or nothing."""
    return os.environ.get("STIEFWIJZER_URL", "").strip().rstrip("/")


def chat_days() -> int:
    """Return how long a conversation is kept after its last message, in days: `STIEFWIJZER_CHAT_DAYS`, or 30."""
    return whole_number("STIEFWIJZER_CHAT_DAYS", 30)


def request_months() -> int:
    """Return how long a request is kept, in months: `STIEFWIJZER_REQUEST_MONTHS`, or 6."""
    return whole_number("STIEFWIJZER_REQUEST_MONTHS", 6)


def whole_number(name: str, default: int, least: int = 1) -> int:
    """Return a setting that counts something.

    Raises:
        SettingError: It is no whole number, or less than `least`.
    """
    given = os.environ.get(name, "").strip()
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or int(given) < least:
        raise SettingError(f"{name} is no whole number of {least} or more")
    return int(given)


def _make_key(file: Path) -> None:
    """Write a new key whole or not at all, also when two processes start at once."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(_SECRET_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    except OSError as error:
        raise SettingError(
            f"{file} cannot be written ({error.strerror}); make it writable, or set STIEFWIJZER_VAR"
        ) from None


def var_dir() -> Path:
    """Return the directory for what this installation keeps, made when it is not there.

    Raises:
        SettingError: It cannot be made.
    """
    try:
        VAR_DIR.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(
            f"{VAR_DIR} cannot be made ({error.strerror}); set STIEFWIJZER_VAR to another place"
        ) from None
    return VAR_DIR


def _kept_key(file: Path) -> str:
    key = file.read_text(encoding="ascii", errors="replace").strip()
    if len(key) < _SECRET_MINIMUM:
        raise SettingError(f"{file} is damaged; remove it to have a new key made (every session then ends)")
    return key
