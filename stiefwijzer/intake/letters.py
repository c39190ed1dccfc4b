"""Writing the mails: plain text, and a clean HTML part that says the same.

Everything a person gave is text in a body, or goes through `email.headerregistry`, which refuses what could begin a header
of its own. Bodies say nothing of a person but the coach's.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from stiefwijzer.content import Content
from stiefwijzer.content.intake import Letter, filled
from stiefwijzer.intake.smtp import Smtp
from stiefwijzer.storage import outbox
from stiefwijzer.storage.intakes import Intake
from stiefwijzer.timing import amsterdam

_PAGE: Final = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body style="font:16px/1.5 sans-serif;color:#222;max-width:40em">{body}</body></html>'
)
_ROW: Final = '<tr><th align="left" valign="top" style="padding-right:1em">{name}</th><td>{value}</td></tr>'


def write(mail: outbox.Mail, intake: Intake | None, server: Smtp, texts: Content, at: float) -> EmailMessage:
    """Return the mail of a row.

    Args:
        mail: The row.
        intake: Its request; None only for a mail that asks to delete one that is gone.
        server: Whose address mails come from.
        texts: What they say.
        at: Its date, in seconds since 1970.

    Raises:
        ValueError: The request has no address, or one that cannot stand in a header.
    """
    letter: Letter = getattr(texts.intake.letters, mail.kind)
    rows: list[tuple[str, str]] = []
    to = server.coach or str(texts.coach.email)
    if mail.kind != outbox.DELETION:
        if intake is None:
            raise ValueError("the request of this mail is gone")
        if mail.kind == outbox.CONFIRMATION:
            to = intake.email or ""
        else:
            rows = table_of(intake, texts)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = filled(letter.subject, reference=mail.reference)
    message["From"] = Address(addr_spec=server.sender)
    message["To"] = Address(addr_spec=to)
    message["Date"] = format_datetime(amsterdam(at))
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"  # so that no holiday answers to it
    if mail.kind == outbox.COACH and intake is not None and intake.may_mail:
        message["Reply-To"] = Address(display_name=intake.first_name, addr_spec=intake.email)
    paragraphs = [filled(text, reference=mail.reference) for text in letter.text]
    message.set_content(_plain(paragraphs, rows))
    message.add_alternative(_html(str(message["Subject"]), paragraphs, rows), subtype="html")
    return message


def table_of(intake: Intake, texts: Content) -> list[tuple[str, str]]:
    """Return a request as rows of a name and a value, as the coach reads it; what was left open is not in it."""
    words = texts.intake
    values = {
        "reference": intake.reference,
        "first_name": intake.first_name,
        "email": intake.email,
        "phone": intake.phone,
        "safe": words.word(intake.safe),
        "moments": intake.moments,
        "role": words.word(intake.role) if intake.role else None,
        "question": intake.question,
    }
    return [(name, str(values[key])) for key, name in words.letters.coach.table.items() if values.get(key)]


def _plain(paragraphs: Sequence[str], rows: Sequence[tuple[str, str]]) -> str:
    return "\n\n".join([*paragraphs, *(["\n".join(f"{name}: {value}" for name, value in rows)] if rows else [])]) + "\n"


def _html(title: str, paragraphs: Sequence[str], rows: Sequence[tuple[str, str]]) -> str:
    body = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    if rows:
        shown = "".join(_ROW.format(name=html.escape(name), value=html.escape(value)) for name, value in rows)
        body += f"<table>{shown}</table>"
    return _PAGE.format(title=html.escape(title), body=body)
