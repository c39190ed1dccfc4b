"""Where things are and what the environment says: read once, here."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from stiefwijzer.errors import UserError

PROJECT_DIR: Final = Path(__file__).parents[1]
#: What this installation makes and keeps: the database, the key, logs. Never in git.
VAR_DIR: Final = Path(os.environ.get("STIEFWIJZER_VAR", PROJECT_DIR / "var"))
MODELS_DIR: Final = PROJECT_DIR / "models"

#: How they may be written (BotFather; Bot API, setWebhook).
_TELEGRAM_TOKEN: Final = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{30,100}")
_PUBLIC_ADDRESS: Final = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[^\s?#]*)?")
TELEGRAM_API: Final = "https://api.telegram.org"
POLLING: Final = "polling"
WEBHOOK: Final = "webhook"

#: What a browser calls the origin of a page: no path, no wildcard, and the port only when it is another than usual.
_ORIGIN: Final = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]+)?")
_SECRET_BYTES: Final = 32
_SECRET_MINIMUM: Final = 32


class SettingError(UserError):
    """A setting cannot be used; the message says which and what would do."""


class NoTelegramTokenError(SettingError):
    """There is no Telegram without a token."""

    def __init__(self) -> None:
        super().__init__("TELEGRAM_TOKEN is not set; BotFather gives one, see docs/telegram.md")


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
    """Return where visitors reach this server: `STIEFWIJZER_PUBLIC_URL` without a slash at its end, or nothing.

    Raises:
        SettingError: It is no https address.
    """
    url = os.environ.get("STIEFWIJZER_PUBLIC_URL", "").strip().rstrip("/")
    if url and not _PUBLIC_ADDRESS.fullmatch(url):
        raise SettingError("STIEFWIJZER_PUBLIC_URL is no https address, such as https://chat.example.nl")
    return url


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


@dataclass(frozen=True, slots=True)
class Telegram:
    """How to be reached in Telegram.

    Attributes:
        token: What BotFather gave.
        mode: `POLLING` or `WEBHOOK`.
        public_url: The address of this server for the outside world, without a slash at the end; None when it has none.
        api_url: Where the Bot API is.
        pace: How many times Telegram's ordinary limits may be used.
    """

    token: str = field(repr=False)
    mode: str
    public_url: str | None
    api_url: str
    pace: float


def telegram() -> Telegram | None:
    """Return how to be reached in Telegram: `TELEGRAM_TOKEN` and what goes with it; None without a token.

    Raises:
        SettingError: One of them cannot be used.
    """
    token = os.environ.get("TELEGRAM_TOKEN", "").strip()
    if not token:
        return None
    if not _TELEGRAM_TOKEN.fullmatch(token):
        raise SettingError("TELEGRAM_TOKEN is no token; copy it whole from BotFather, like 123456789:AAE...")
    url = public_url() or None
    mode = os.environ.get("TELEGRAM_MODE", "").strip().lower() or (WEBHOOK if url else POLLING)
    if mode not in (POLLING, WEBHOOK):
        raise SettingError(f"TELEGRAM_MODE is {POLLING} or {WEBHOOK}")
    if mode == WEBHOOK and not url:
        raise SettingError(
            f"TELEGRAM_MODE={WEBHOOK} needs STIEFWIJZER_PUBLIC_URL, where Telegram can reach this server"
        )
    api_url = os.environ.get("TELEGRAM_API_URL", "").strip().rstrip("/") or TELEGRAM_API
    return Telegram(token, mode, url, api_url, _pace())


def _pace() -> float:
    try:
        pace = float(os.environ.get("TELEGRAM_PACE", "").strip() or 1)
    except ValueError:
        pace = 0.0
    if not 0 < pace < 1000:  # noqa: PLR2004 - also no infinity and no NaN
        raise SettingError("TELEGRAM_PACE is a number, 1 unless Telegram grants this bot more")
    return pace
