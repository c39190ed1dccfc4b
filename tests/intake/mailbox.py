"""A real SMTP server with TLS and a login, that takes mail or does what the test wants instead."""

from __future__ import annotations

import asyncio
import contextlib
import email
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, Final

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.server.running import free_port

USER: Final = "stiefwijzer"
PASSWORD: Final = "geheim-wachtwoord"
SENDER: Final = "aanvraag@praktijk.nl"
COACH: Final = "coach@praktijk.nl"


@dataclass
class Mailbox:
    """What came in, and what to do with what comes.

    Attributes:
        reply: What the server says to a mail: "250 ..." takes it, "451 ..." and "550 ..." do not; "drop" closes the
            connection before it is taken, "dropped_after" after it, and "stall" says nothing for a long while.
    """

    port: int
    reply: str = "250 OK"
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    tried: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail, or not."""
        self.tried += 1
        if self.reply == "stall":
            await asyncio.sleep(3)
            return "250 OK"
        if self.reply == "drop":
            server.transport.abort()
            return "250 OK"
        if not self.reply.startswith(("250", "dropped_after")):
            return self.reply
        parsed = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(parsed, EmailMessage)
        with self.lock:
            self.mails.append(parsed)
            self.recipients += envelope.rcpt_tos
        if self.reply == "dropped_after":
            server.transport.abort()
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails to an address."""
        return [mail for mail in self.mails if str(mail["To"]) == address]


def environment(mailbox: Mailbox, authority: Path, **changed: str) -> dict[str, str]:
    """Return the settings that lead to a mailbox, whose certificate is vouched for by `authority`."""
    return {
        "SMTP_HOST": "localhost",
        "SMTP_PORT": str(mailbox.port),
        "SMTP_SECURITY": "starttls",
        "SMTP_USER": USER,
        "SMTP_PASSWORD": PASSWORD,
        "SMTP_FROM": SENDER,
        "SMTP_TIMEOUT": "1",
        "STIEFWIJZER_COACH_EMAIL": COACH,
        "SSL_CERT_FILE": str(authority),
        **changed,
    }


@contextlib.contextmanager
def running(place: Path, *, implicit_tls: bool = False) -> Iterator[tuple[Mailbox, dict[str, str]]]:
    """Run one on loopback; yield it with the settings that lead to it."""
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost")
    file = place / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    mailbox = Mailbox(free_port())

    def knows(_: Any, __: Any, ___: Any, mechanism: str, data: Any) -> AuthResult:
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=right or False)

    how: dict[str, Any] = {"authenticator": knows, "auth_required": True, "auth_require_tls": True}
    how |= {"ssl_context": context} if implicit_tls else {"tls_context": context, "require_starttls": True}
    if implicit_tls:
        how |= {"auth_require_tls": False, "auth_required": False}  # it knows of no TLS but its own
    controller = Controller(mailbox, hostname="localhost", port=mailbox.port, **how)
    if implicit_tls:
        ready = ssl.create_default_context(cafile=str(file))
        controller._trigger_server = lambda: _greeted(mailbox.port, ready)
    controller.start()
    try:
        changed = {"SMTP_SECURITY": "tls"} if implicit_tls else {}
        yield mailbox, environment(mailbox, file, **changed)
    finally:
        controller.stop()


def _greeted(port: int, context: ssl.SSLContext) -> None:
    import socket

    with (
        socket.create_connection(("localhost", port), 5) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as secure,
    ):
        secure.recv(1024)


def use(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> None:
    """Set the settings for this process."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
