"""Requests and their mails: stored together, once; taken by one at a time; withdrawn, erased and removed whole."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from stiefwijzer.privacy import retention
from stiefwijzer.storage import database, intakes, outbox, schema
from stiefwijzer.storage.intakes import Intake
from stiefwijzer.storage.outbox import COACH, CONFIRMATION, DELETION, LEASE
from stiefwijzer.storage.turns import Turn, Turns

BOTH = (COACH, CONFIRMATION)
DAY = retention.DAY


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = database.connect(url)
    schema.bring_up_to_date(opened)
    yield opened
    opened.dispose()


def request(*, at: float = 100.0, sender_id: str = "someone", email: str | None = "sam@voorbeeld.nl") -> Intake:
    own = str(uuid.uuid4())
    return Intake(
        id=own, reference=intakes.reference_of(own), sender_id=sender_id, channel="website", at=at, status="new",
        first_name="Sam", email=email, phone="+31612345678", moments="dinsdag", role=None, question="één vraag 😀",
        safe="any", consent_version="2026", consent_at=at,
    )  # fmt: skip


def rows(engine: Engine, name: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar_one())


def test_a_request_is_read_as_it_was_stored_by_id_and_by_reference(engine: Engine) -> None:
    stored = request()
    assert intakes.store(engine, stored, BOTH)
    assert intakes.get(engine, stored.id) == intakes.get(engine, stored.reference.lower()) == stored
    assert intakes.all_of(engine) == intakes.all_of(engine, "someone") == [stored]
    assert intakes.all_of(engine, "another") == []


def test_a_request_is_stored_once_however_often_it_is_sent(engine: Engine) -> None:
    stored = request()
    with ThreadPoolExecutor(8) as people:
        new = list(people.map(lambda _: intakes.store(engine, stored, BOTH), range(16)))
    assert new.count(True) == 1
    assert (rows(engine, "intakes"), rows(engine, "outbox")) == (1, 2)


def test_when_its_mails_cannot_be_stored_the_request_is_not_either(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE outbox"))
    with pytest.raises(sa.exc.SQLAlchemyError):
        intakes.store(engine, request(), BOTH)
    assert rows(engine, "intakes") == 0


def test_a_mail_holds_nothing_of_the_person(engine: Engine) -> None:
    intakes.store(engine, request(), BOTH)
    with engine.connect() as connection:
        kept = str(connection.execute(sa.text("SELECT * FROM outbox")).all())
    assert not any(word in kept for word in ("Sam", "sam@", "6123", "dinsdag", "vraag", "someone"))


def test_a_mail_is_taken_by_one_and_by_another_only_after_the_lease(engine: Engine) -> None:
    intakes.store(engine, request(), [COACH])
    with ThreadPoolExecutor(6) as people:
        taken = list(people.map(lambda _: outbox.take(engine, 100.0), range(6)))
    first = next(mail for mail in taken if mail)
    assert taken.count(None) == 5
    assert outbox.take(engine, 100.0 + LEASE - 1) is None
    again = outbox.take(engine, 100.0 + LEASE)
    assert again == dataclasses.replace(first, attempts=2)


def test_many_processes_take_every_mail_once(engine: Engine) -> None:
    for _ in range(10):
        intakes.store(engine, request(), BOTH)

    def take_all() -> list[str]:
        return [mail.id for mail in iter(lambda: outbox.take(engine, 200.0), None)]

    with ThreadPoolExecutor(4) as people:
        taken = [each for one in [people.submit(take_all) for _ in range(4)] for each in one.result()]
    assert len(taken) == len(set(taken)) == 20


def test_a_mail_that_waits_is_due_again_and_one_that_is_sent_never(engine: Engine) -> None:
    intakes.store(engine, request(), [COACH])
    mail = outbox.take(engine, 100.0)
    assert mail is not None
    outbox.postpone(engine, mail, 150.0, "451")
    assert outbox.take(engine, 149.0) is None
    assert outbox.state_of(engine, mail.intake_id) == {COACH: ("waiting", "451")}
    again = outbox.take(engine, 150.0)
    assert again is not None
    outbox.end(engine, again, outbox.SENT, now=151.0)
    assert outbox.take(engine, 1e12) is None


def test_withdrawing_stops_what_is_not_sent(engine: Engine) -> None:
    stored = request()
    intakes.store(engine, stored, BOTH)
    intakes.set_status(engine, stored.id, "withdrawn")
    assert outbox.take(engine, 1e12) is None
    assert {state for state, _ in outbox.state_of(engine, stored.id).values()} == {"cancelled"}


def test_a_withdrawal_while_it_is_mailed_is_not_undone_by_trying_later(engine: Engine) -> None:
    stored = request()
    intakes.store(engine, stored, [COACH])
    mail = outbox.take(engine, 100.0)
    assert mail is not None
    intakes.set_status(engine, stored.id, "withdrawn")
    outbox.postpone(engine, mail, 101.0, "451")
    assert outbox.take(engine, 1e12) is None


def test_erasing_before_mailing_leaves_nothing(engine: Engine) -> None:
    intakes.store(engine, request(), BOTH)
    assert intakes.erase(engine, "someone", 200.0) == (1, 0)
    assert (rows(engine, "intakes"), rows(engine, "outbox")) == (0, 0)


def test_erasing_after_mailing_asks_the_coach_to_delete_it(engine: Engine) -> None:
    stored, other = request(), request(sender_id="another")
    intakes.store(engine, stored, [COACH])
    assert outbox.take(engine, 100.0) is not None  # it may have been mailed when the process died
    intakes.store(engine, other, [COACH])
    assert intakes.erase(engine, "someone", 200.0) == (1, 1)
    assert outbox.state_of(engine, stored.id) == {DELETION: ("waiting", None)}
    assert intakes.all_of(engine) == [other]


def test_dead_mails_are_counted_and_can_be_tried_again(engine: Engine) -> None:
    intakes.store(engine, request(), [COACH])
    mail = outbox.take(engine, 100.0)
    assert mail is not None
    outbox.end(engine, mail, outbox.DEAD, now=101.0, trouble="550")
    assert outbox.summary(engine, 200.0) == outbox.Summary(0, 0, 1)
    assert outbox.revive(engine, 300.0) == 1
    assert outbox.summary(engine, 200.0 + 3600.0) == outbox.Summary(1, 1, 0)


def test_requests_of_one_conversation_address_or_number_are_counted_together(engine: Engine) -> None:
    intakes.store(engine, request(), ())
    count: dict[str, Any] = {"since": 50.0, "sender_id": "x", "email": None, "phone": None}
    assert intakes.recent(engine, **count) == 0
    assert intakes.recent(engine, **{**count, "sender_id": "someone"}) == 1
    assert intakes.recent(engine, **{**count, "email": "sam@voorbeeld.nl"}) == 1
    assert intakes.recent(engine, **{**count, "phone": "+31612345678"}) == 1
    assert intakes.recent(engine, **{**count, "phone": "+31612345678", "since": 101.0}) == 0


def test_notes_are_added_to_what_is_there(engine: Engine) -> None:
    stored = request()
    intakes.store(engine, stored, ())
    intakes.add_note(engine, stored.id, "gebeld")
    intakes.add_note(engine, stored.id, "weer gebeld")
    found = intakes.get(engine, stored.id)
    assert found is not None
    assert found.note == "gebeld\nweer gebeld"


def said(turns: Turns, sender_id: str, number: int, at: float, since: int = 0) -> None:
    turn = Turn(number, None, [{"event": "user", "text": f"bericht {number}"}])
    turns.add(sender_id, turn, since=since, message_id=None, at=at)


def test_with_a_moved_clock_what_is_too_old_goes_and_nothing_else(engine: Engine) -> None:
    turns, start = Turns(engine), 1_000_000.0
    said(turns, "old", 0, start)
    said(turns, "young", 0, start + 20 * DAY)
    said(turns, "faithful", 0, start)  # an earlier session of somebody who came back
    said(turns, "faithful", 1, start + 20 * DAY, since=1)
    intakes.store(engine, request(at=start), [COACH])

    assert retention.purge(engine, start + 30 * DAY - 1) == retention.Purged(0, 0, 0)
    assert retention.purge(engine, start + 30 * DAY + 1, dry_run=True) == retention.Purged(2, 0, 0)
    assert len(turns.all("old")) == 1
    assert retention.purge(engine, start + 30 * DAY + 1) == retention.Purged(2, 0, 0)
    assert {name: [turn.number for turn in turns.all(name)] for name in ("old", "young", "faithful")} == {
        "old": [], "young": [0], "faithful": [1],
    }  # fmt: skip
    assert retention.purge(engine, start + 6 * 31 * DAY - 1).requests == 0
    assert retention.purge(engine, start + 6 * 31 * DAY + 1).requests == 1
    assert (rows(engine, "turns"), rows(engine, "intakes"), rows(engine, "outbox")) == (0, 0, 0)


def test_what_one_must_read_to_go_on_stays_as_long_as_somebody_talks(engine: Engine) -> None:
    turns = Turns(engine)
    said(turns, "someone", 0, 0.0)
    said(turns, "someone", 1, 1.0)
    said(turns, "someone", 2, 40 * DAY, since=1)
    retention.purge(engine, 41 * DAY)
    assert [turn.number for turn in turns.all("someone")] == [1, 2]


def test_the_periods_are_settings(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STIEFWIJZER_CHAT_DAYS", "1")
    monkeypatch.setenv("STIEFWIJZER_REQUEST_MONTHS", "1")
    said(Turns(engine), "someone", 0, 0.0)
    intakes.store(engine, request(at=0.0), ())
    assert retention.purge(engine, 32 * DAY) == retention.Purged(1, 1, 0)
