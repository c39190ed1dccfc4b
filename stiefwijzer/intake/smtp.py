"""Handing a mail to a mail server, and what the environment says about that server."""

from __future__ import annotations

import contextlib
import os
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Final

from stiefwijzer import settings
from stiefwijzer.settings import SettingError

#: How long the server may take for each step, in seconds.
TIMEOUT: Final = 30
_SECURITY: Final = ("starttls", "tls", "none")
_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
_NEVER_FROM: Final = 500


class MailError(Exception):
    """A mail could not be handed over; `trouble` says why in a word or a code, never in the words of the server."""

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class TemporaryError(MailError):
    """It may work later: no connection, a server that stalls or says 4xx, or a login that somebody must mend."""


class PermanentError(MailError):
    """It will never work: the server refuses this mail (5xx), or it cannot be written."""


@dataclass(frozen=True, slots=True)
class Smtp:
    """The mail server to use. Mails come from `sender`; requests go to `coach` (None: the address in content/coach.yml)."""

    host: str
    port: int
    security: str
    user: str | None
    password: str | None
    sender: str
    coach: str | None
    timeout: float = TIMEOUT


def configured() -> bool:
    """Tell whether there is a mail server to use."""
    return bool(os.environ.get("SMTP_HOST", "").strip())


def from_environment() -> Smtp | None:
    """Return the mail server of the environment; None when there is none.

    Raises:
        SettingError: A setting is missing or cannot be used.
    """
    if not configured():
        return None
    security = os.environ.get("SMTP_SECURITY", "starttls").strip().lower()
    if security not in _SECURITY:
        raise SettingError(f"SMTP_SECURITY is none of {', '.join(_SECURITY)}")
    sender = os.environ.get("SMTP_FROM", "").strip()
    if not sender:
        raise SettingError("SMTP_FROM is missing: the address that mails come from")
    return Smtp(
        host=os.environ["SMTP_HOST"].strip(),
        port=settings.whole_number("SMTP_PORT", _PORTS[security]),
        security=security,
        user=os.environ.get("SMTP_USER") or None,
        password=os.environ.get("SMTP_PASSWORD") or None,
        sender=_address("SMTP_FROM", sender),
        coach=_address("STIEFWIJZER_COACH_EMAIL", os.environ.get("STIEFWIJZER_COACH_EMAIL", "").strip()) or None,
        timeout=settings.whole_number("SMTP_TIMEOUT", TIMEOUT),
    )


def _address(setting: str, value: str) -> str:
    """Return one bare address, as a header may hold it, or nothing."""
    try:
        return str(Address(addr_spec=value).addr_spec) if value else ""
    except (ValueError, IndexError, MessageError):
        raise SettingError(f"{setting} is no mail address; write one, without a name, like coach@example.nl") from None


def send(server: Smtp, message: EmailMessage) -> None:
    """Hand a mail over; it returns when the server has taken it.

    Raises:
        TemporaryError: Try again later.
        PermanentError: Never try again.
    """
    try:
        with _connected(server) as connection:
            connection.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        raise _by_code(max(code for code, _ in error.recipients.values())) from None
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError) as error:
        # The mail is not at fault: somebody must mend the settings, and then it may go.
        raise TemporaryError(f"login {getattr(error, 'smtp_code', '')}".strip()) from None
    except smtplib.SMTPResponseException as error:
        raise _by_code(error.smtp_code) from None
    except (OSError, smtplib.SMTPException) as error:
        raise TemporaryError(type(error).__name__) from None
    except ValueError:
        raise PermanentError("unwritable") from None


def greet(server: Smtp) -> None:
    """Connect and log in, and send nothing.

    Raises:
        TemporaryError: That does not work.
    """
    try:
        with _connected(server) as connection:
            connection.noop()
    except (OSError, smtplib.SMTPException) as error:
        raise TemporaryError(f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()) from None


@contextlib.contextmanager
def _connected(server: Smtp) -> Iterator[smtplib.SMTP]:
    """Connect and log in; how the goodbye goes does not matter, the mail has been taken by then."""
    connection = _connect(server)
    try:
        yield connection
    finally:
        try:
            connection.quit()
        except (OSError, smtplib.SMTPException):
            connection.close()


def _connect(server: Smtp) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        if server.security == "starttls":
            connection.starttls(context=context)
        if server.user and server.password:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _by_code(code: int) -> MailError:
    """Return the error of a reply: 5xx is for ever, anything else may pass."""
    return PermanentError(str(code)) if code >= _NEVER_FROM else TemporaryError(str(code))
