"""Where things are and what the environment says: read once, here."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from pathlib import Path
from typing import Final

from stiefwijzer.errors import UserError

PROJECT_DIR: Final = Path(__file__).parents[1]
#: What this installation makes and keeps: the database, the key, logs. Never in git.
VAR_DIR: Final = Path(os.environ.get("STIEFWIJZER_VAR", PROJECT_DIR / "var"))
MODELS_DIR: Final = PROJECT_DIR / "models"

#: What a browser calls the origin of a page: no path, no wildcard, and the port only when it is another than usual.
_ORIGIN: Final = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]+)?")
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


def allowed_origins() -> frozenset[str]:
    """Return the websites that may use the chat besides the server's own page: `STIEFWIJZER_ORIGINS`, with spaces between.

    Raises:
        SettingError: One of them is no exact origin.
    """
    origins = os.environ.get("STIEFWIJZER_ORIGINS", "").replace(",", " ").split()
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingError(
                f"STIEFWIJZER_ORIGINS has {origin}, which is no origin; write each like https://www.example.org, "
                "in small letters and without anything after the name"
            )
    return frozenset(origins)


def rates_on() -> bool:
    """Tell whether visitors are held to the limits of `limits.py`: unless `STIEFWIJZER_RATES` is "off"."""
    return os.environ.get("STIEFWIJZER_RATES", "on").lower() != "off"


def proxies() -> int:
    """Return how many proxies of ours stand before the server: `STIEFWIJZER_PROXIES`, which tells whose address is whose.

    Raises:
        SettingError: It is no number.
    """
    value = os.environ.get("STIEFWIJZER_PROXIES", "0")
    if not (value.isascii() and value.isdigit()):
        raise SettingError(
            f"STIEFWIJZER_PROXIES is {value}, which is no number; write how many proxies stand before this"
        )
    return int(value)
