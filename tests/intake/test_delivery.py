"""Mail goes out once, again later when that may help; to a real server that refuses, stalls and drops."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from stiefwijzer import settings
from stiefwijzer.content import Content
from stiefwijzer.intake import delivery, requests, smtp
from stiefwijzer.intake.smtp import Smtp
from stiefwijzer.settings import SettingError
from stiefwijzer.storage import database, intakes, outbox, schema
from stiefwijzer.storage.intakes import Intake
from tests.intake import mailbox as mail
from tests.intake.mailbox import COACH, SENDER, Mailbox

pytestmark = pytest.mark.slow
NOW = 1_800_000_000.0


@pytest.fixture
def mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with mail.running(tmp_path) as (box, where):
        mail.use(monkeypatch, where)
        yield box


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = database.connect(f"sqlite:///{tmp_path / 'x.db'}")
    schema.bring_up_to_date(opened)
    yield opened
    opened.dispose()


def server(**changed: Any) -> Smtp:
    found = smtp.from_environment()
    assert found is not None
    return dataclasses.replace(found, **changed)


def store(engine: Engine, **changed: Any) -> Intake:
    own = str(uuid.uuid4())
    stored = Intake(
        id=own, reference=intakes.reference_of(own), sender_id="someone", channel="website", at=NOW, status="new",
        first_name="Sam", email="sam@voorbeeld.nl", phone=None, moments="dinsdag", role="stepparent",
        question="Wat <b>nu</b> & dan?", safe="any", consent_version="2026", consent_at=NOW,
    )  # fmt: skip
    stored = dataclasses.replace(stored, **changed)
    intakes.store(engine, stored, requests.kinds_for(stored))
    return stored


def deliver(engine: Engine, texts: Content, at: float = NOW, **changed: Any) -> int:
    return delivery.deliver_due(engine, server(**changed), texts, lambda: at)


def states(engine: Engine, intake: Intake) -> dict[str, str]:
    return {kind: state for kind, (state, _) in outbox.state_of(engine, intake.id).items()}


def test_the_coach_gets_the_request_and_can_answer_it(engine: Engine, mailbox: Mailbox, texts: Content) -> None:
    stored = store(engine)
    assert deliver(engine, texts) == 2
    (letter,) = mailbox.to(COACH)
    assert letter["Reply-To"].addresses[0].addr_spec == "sam@voorbeeld.nl"
    assert letter["Reply-To"].addresses[0].display_name == "Sam"
    assert letter["From"] == SENDER
    assert stored.reference in letter["Subject"]
    assert "Sam" not in letter["Subject"]
    plain, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert "Vraag: Wat <b>nu</b> & dan?" in plain.get_content()
    assert "Wat &lt;b&gt;nu&lt;/b&gt; &amp; dan?" in page.get_content()
    assert "<b>" not in page.get_content()
    assert "http" not in page.get_content()


def test_who_may_only_be_called_is_not_offered_for_a_reply(engine: Engine, mailbox: Mailbox, texts: Content) -> None:
    store(engine, safe="call", phone="+31612345678")
    assert deliver(engine, texts) == 1
    (letter,) = mailbox.to(COACH)
    assert letter["Reply-To"] is None


def test_the_person_gets_a_neutral_word_and_none_of_their_own(engine: Engine, mailbox: Mailbox, texts: Content) -> None:
    store(engine)
    deliver(engine, texts)
    (letter,) = mailbox.to("sam@voorbeeld.nl")
    said = letter.as_string().casefold()
    assert "nog geen afspraak" in said
    assert not any(word in said for word in ("dinsdag", "nu</b>", "stiefouder", "stiefgezin", "coach"))
    assert not any(word in str(letter["Subject"]).casefold() for word in ("stief", "coach", "kennismaking"))
    assert letter["Reply-To"] is None


def test_a_mail_is_sent_once(engine: Engine, mailbox: Mailbox, texts: Content) -> None:
    stored = store(engine)
    assert [deliver(engine, texts, NOW + day * 86400) for day in range(3)] == [2, 0, 0]
    assert states(engine, stored) == {"coach": "sent", "confirmation": "sent"}
    assert len({letter["Message-ID"] for letter in mailbox.mails}) == 2


@pytest.mark.parametrize(
    "changed", [{"safe": "call", "phone": "+31612345678"}, {"email": None, "phone": "+31612345678"}]
)
def test_who_may_not_be_mailed_is_not(
    engine: Engine, mailbox: Mailbox, texts: Content, changed: dict[str, Any]
) -> None:
    store(engine, **changed)
    assert deliver(engine, texts) == 1
    assert mailbox.recipients == [COACH]


@pytest.mark.parametrize("reply", ["451 later", "421 busy", "drop", "stall"])
def test_what_may_pass_is_tried_again_with_the_same_message_id(
    engine: Engine, mailbox: Mailbox, texts: Content, reply: str
) -> None:
    stored = store(engine, safe="call", phone="+31612345678")
    mailbox.reply = reply
    assert deliver(engine, texts) == 0
    assert states(engine, stored) == {"coach": "waiting"}
    mailbox.reply = "250 OK"
    assert deliver(engine, texts, NOW + 10) == 0, "it waits a minute first"
    assert deliver(engine, texts, NOW + 100) == 1
    assert len(mailbox.mails) == 1


def test_a_server_that_dies_after_taking_it_gets_it_again_under_the_same_message_id(
    engine: Engine, mailbox: Mailbox, texts: Content
) -> None:
    store(engine, safe="call", phone="+31612345678")
    mailbox.reply = "dropped_after"
    assert deliver(engine, texts) == 0
    mailbox.reply = "250 OK"
    assert deliver(engine, texts, NOW + 100) == 1
    assert len(mailbox.mails) == 2
    assert len({letter["Message-ID"] for letter in mailbox.mails}) == 1


def test_what_never_passes_is_dead_at_once_and_seen(
    engine: Engine, mailbox: Mailbox, texts: Content, caplog: pytest.LogCaptureFixture
) -> None:
    stored = store(engine, safe="call", phone="+31612345678")
    mailbox.reply = "550 sam@voorbeeld.nl is unknown here"
    deliver(engine, texts)
    assert outbox.state_of(engine, stored.id) == {"coach": ("dead", "550")}
    assert deliver(engine, texts, NOW + 1e6) == 0
    assert mailbox.tried == 1
    assert stored.reference in caplog.text
    assert not any(word in caplog.text for word in ("sam@", "Sam", "+316", "dinsdag"))


def test_it_gives_up_after_days_with_longer_and_longer_pauses(engine: Engine, mailbox: Mailbox, texts: Content) -> None:
    stored = store(engine, safe="call", phone="+31612345678")
    mailbox.reply = "451 later"
    at, tries = NOW, 0
    while states(engine, stored) == {"coach": "waiting"}:
        deliver(engine, texts, at)
        at, tries = at + 2 * 86400, tries + 1
    assert tries == len(delivery.BACKOFF) + 1
    assert states(engine, stored) == {"coach": "dead"}
    assert list(delivery.BACKOFF) == sorted(delivery.BACKOFF)


@pytest.mark.parametrize("wrong", [{"password": "fout"}, {"port": 1}, {"host": "nergens.invalid"}])
def test_settings_that_are_wrong_cost_no_mail(
    engine: Engine, mailbox: Mailbox, texts: Content, wrong: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    stored = store(engine)
    assert deliver(engine, texts, **wrong) == 0
    assert set(states(engine, stored).values()) == {"waiting"}
    assert mail.PASSWORD not in caplog.text
    assert deliver(engine, texts, NOW + 100) == 2


def test_a_certificate_nobody_vouches_for_is_refused(
    engine: Engine, mailbox: Mailbox, texts: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = store(engine)
    monkeypatch.delenv("SSL_CERT_FILE")
    assert deliver(engine, texts) == 0
    assert {trouble for _, trouble in outbox.state_of(engine, stored.id).values()} == {"SSLCertVerificationError"}
    assert mailbox.tried == 0


def test_tls_from_the_first_byte_works_too(
    engine: Engine, tmp_path: Path, texts: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail.running(tmp_path, implicit_tls=True) as (box, where):
        mail.use(monkeypatch, where)
        store(engine)
        assert deliver(engine, texts) == 2
        assert len(box.mails) == 2


def test_what_is_withdrawn_or_kept_aside_is_not_mailed(engine: Engine, mailbox: Mailbox, texts: Content) -> None:
    withdrawn = store(engine)
    intakes.set_status(engine, withdrawn.id, "withdrawn")
    store(engine, quarantine="links")
    assert deliver(engine, texts) == 0
    assert mailbox.mails == []


def test_after_erasing_the_coach_is_asked_to_delete_what_was_mailed(
    engine: Engine, mailbox: Mailbox, texts: Content
) -> None:
    stored = store(engine)
    deliver(engine, texts)
    intakes.erase(engine, "someone", NOW + 1)
    assert deliver(engine, texts, NOW + 2) == 1
    letter = mailbox.to(COACH)[-1]
    assert stored.reference in letter["Subject"]
    assert "sam" not in letter.as_string().casefold()


@pytest.mark.parametrize(
    "changed",
    [
        {"first_name": "Sam\r\nBcc: kwaad@voorbeeld.nl"},
        {"email": "sam@voorbeeld.nl\r\nBcc: kwaad@voorbeeld.nl"},
        {"email": "sam@voorbeeld.nl, kwaad@voorbeeld.nl"},
    ],
)
def test_no_header_can_be_smuggled_in(
    engine: Engine, mailbox: Mailbox, texts: Content, changed: dict[str, Any]
) -> None:
    stored = store(engine, **changed)  # such a value cannot come from the form; it is refused here all the same
    deliver(engine, texts)
    assert "kwaad@voorbeeld.nl" not in mailbox.recipients
    assert all(letter["Bcc"] is None for letter in mailbox.mails)
    assert "dead" in states(engine, stored).values()


def test_what_somebody_writes_stays_in_the_body(engine: Engine, mailbox: Mailbox, texts: Content) -> None:
    store(engine, question="x\r\n.\r\nRCPT TO:<kwaad@voorbeeld.nl>\r\nBcc: kwaad@voorbeeld.nl", moments="a\nSubject: b")
    assert deliver(engine, texts) == 2
    assert "kwaad@voorbeeld.nl" not in mailbox.recipients
    assert all(letter["Bcc"] is None and len(letter.get_all("Subject") or []) == 1 for letter in mailbox.mails)


@pytest.mark.parametrize(
    ("name", "value"), [("SMTP_SECURITY", "maybe"), ("SMTP_FROM", ""), ("SMTP_FROM", "nobody"), ("SMTP_PORT", "many")]
)
def test_a_setting_that_cannot_be_used_is_named(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.SettingError, match=name):
        smtp.from_environment()


@pytest.mark.parametrize("setting", ["SMTP_FROM", "STIEFWIJZER_COACH_EMAIL"])
@pytest.mark.parametrize("value", ["coach", "@b", "Naam <a@b.nl>", "a@b.nl, c@d.nl"])
def test_an_address_that_is_none_is_told_before_any_mail_dies_of_it(
    setting: str, value: str, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(setting, value)
    with pytest.raises(SettingError, match=setting):
        smtp.from_environment()
