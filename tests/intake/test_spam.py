"""Requests that a program makes are kept aside or refused, and nobody is lied to about it."""

from __future__ import annotations

import dataclasses
import time
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from stiefwijzer.content import Content
from stiefwijzer.intake import requests, spam
from stiefwijzer.intake.draft import Draft
from stiefwijzer.storage import database, intakes, outbox, schema
from tests.intake import talking
from tests.intake.conftest import NewPerson

NOW = 1_800_000_000.0


@pytest.fixture
def engine(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.delenv("STIEFWIJZER_INTAKE_SECONDS", raising=False)
    monkeypatch.delenv("SMTP_HOST", raising=False)
    opened = database.connect(f"sqlite:///{tmp_path}/x.db")
    schema.bring_up_to_date(opened)
    return opened


def draft(number: int = 0, **changed: Any) -> Draft:
    made = Draft(
        id=f"{number:08x}-0000", at=NOW - 60, first_name="Sam", email=f"sam{number}@voorbeeld.nl", safe="any",
        moments="dinsdag", role="", question="", consent="2026", consent_at=NOW,
    )  # fmt: skip
    return dataclasses.replace(made, **changed)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"at": NOW - 3}, "fast"),
        ({"question": "zie https://voorbeeld.nl"}, None),
        ({"question": "zie https://voorbeeld.nl en www.casino.xyz"}, "links"),
        ({"moments": "dinsdag goedkoop.shop pillen.biz"}, "links"),
    ],
)
def test_what_gives_a_program_away(engine: Engine, changed: dict[str, Any], why: str | None) -> None:
    assert spam.verdict(engine, draft(**changed), "someone", NOW) == why


def store(engine: Engine, number: int, sender_id: str, **changed: Any) -> requests.Stored:
    return requests.store(engine, draft(number, **changed), sender_id=sender_id, channel="website", now=NOW + number)


@pytest.mark.parametrize("same", ["conversation", "address", "number"])
def test_after_some_a_day_they_are_kept_aside_and_after_many_refused(engine: Engine, same: str) -> None:
    own: dict[str, dict[str, Any]] = {"address": {"email": "sam@x.nl"}, "number": {"phone": "+31612345678"}}
    changed = own.get(same, {})
    senders = ["one"] * 12 if same == "conversation" else [f"sender {number}" for number in range(12)]
    stored = [store(engine, number, sender, **changed) for number, sender in enumerate(senders)]
    assert [each.reference is None for each in stored] == [False] * spam.MANY + [True] * 2
    held = [each.quarantine for each in intakes.all_of(engine)]
    assert held == [None] * spam.SOME + ["many"] * (spam.MANY - spam.SOME)
    later = requests.store(
        engine, draft(99, **changed), sender_id=senders[0], channel="website", now=NOW + spam.DAY + 100
    )
    assert later.reference


def test_what_is_kept_aside_is_stored_whole_and_brings_no_mail(engine: Engine) -> None:
    stored = store(engine, 0, "someone", at=NOW)
    (kept,) = intakes.all_of(engine)
    assert (kept.reference, kept.quarantine) == (stored.reference, "fast")
    assert (stored.mailed, outbox.state_of(engine, kept.id)) == (False, {})


def test_the_same_request_counts_once(engine: Engine) -> None:
    assert len({store(engine, 0, "someone") for _ in range(20)}) == 1
    assert len(intakes.all_of(engine)) == 1


@pytest.mark.slow
def test_in_the_conversation_it_is_said_what_is_true(
    new_person: NewPerson, texts: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STIEFWIJZER_INTAKE_SECONDS", "3600")
    monkeypatch.setenv("SMTP_HOST", "localhost")  # there is mail, but not for what is kept aside
    person = new_person()
    person.ask_for_talk()
    monkeypatch.setenv("SMTP_HOST", "localhost")
    (said,) = person.say("ja")
    (kept,) = intakes.all_of(talking.database())
    assert kept.quarantine == "fast"
    assert said == texts.intake.says.stored_without_mail.replace("{reference}", kept.reference)
    assert time.time() - kept.at < 60
