"""People own their data: gone when they say so, shown when they ask, and never where it should not be."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa

from stiefwijzer import settings
from stiefwijzer.content import Content
from stiefwijzer.intake import delivery, smtp
from stiefwijzer.privacy import people, retention
from stiefwijzer.storage import database as storage
from stiefwijzer.storage import intakes, outbox, schema
from tests.intake import mailbox as mail
from tests.intake.conftest import NewPerson
from tests.intake.talking import database

pytestmark = pytest.mark.slow

#: What a person leaves behind before, in and after a request; none of it may be found after erasing.
PLANTED: Final = (
    "zwaluwstaart", "klaprozenveld", "Quirijntje", "quirijntje@voorbeeld.nl", "0623456789", "+31623456789",
    "pinksterdrie", "hagelslagvraag", "lantaarnpaal", "wisselgeld", "kikkervisje", "paardenbloem",
)  # fmt: skip
SAID: Final = (
    "Ik voel me een gast in mijn eigen huis, zwaluwstaart. Ik hoor er niet bij.",
    "mijn man klaprozenveld klapt altijd dicht als ik iets zeg",
    "kan ik een afspraak maken", "Quirijntje", "quirijntje@voorbeeld.nl en 0623456789", "ja",
    "dinsdag pinksterdrie", "stiefouder",
    "Een hagelslagvraag over lantaarnpaal", "ja", "ja",
    "wisselgeld kikkervisje", "is dit therapie? paardenbloem",
)  # fmt: skip


def files() -> list[Path]:
    file = storage.sqlite_file(settings.database_url())
    assert file is not None
    return [each for each in file.parent.iterdir() if each.name.startswith(file.name)]


def raw() -> str:
    """Return every byte of the database, its log too, and what a dump of every table shows."""
    with database().connect() as connection:
        tables = [
            str(connection.execute(sa.text(f"SELECT * FROM {name}")).all())
            for name in sa.inspect(database()).get_table_names()
        ]
    return "\n".join([*tables, *(file.read_bytes().decode("utf-8", "replace") for file in files())])


def found(where: str, words: tuple[str, ...] = PLANTED) -> list[str]:
    lowered = where.casefold()
    return [word for word in words if word.casefold() in lowered]


def test_after_erasing_nothing_of_a_person_is_found_anywhere(
    new_person: NewPerson, caplog: pytest.LogCaptureFixture, texts: Content
) -> None:
    caplog.set_level(logging.WARNING)  # as a server logs
    person = new_person()
    person.say_all(*SAID)
    assert len(found(raw())) >= 10, "what is searched for was there"
    assert person.say_all("verwijder mijn gegevens", "ja") == [texts.intake.privacy.erased]

    assert found(raw()) == []
    assert found(caplog.text) == []
    with database().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")
    assert found(raw()) == []
    with database().connect() as connection:
        counted = {
            name: connection.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in ("turns", "intakes", "outbox", "drafts")
        }
    assert counted == {"turns": 1, "intakes": 0, "outbox": 0, "drafts": 0}


def test_after_erasing_the_conversation_goes_on_as_with_somebody_new(new_person: NewPerson, texts: Content) -> None:
    person = new_person()
    person.say_all(*SAID, "verwijder mijn gegevens", "ja")
    assert person.say("hallo") == texts.answers["greet"].bubbles(None)
    assert found(raw()) == []


def test_it_is_asked_once_and_a_no_leaves_everything(new_person: NewPerson, texts: Content) -> None:
    person = new_person()
    person.say_all(*SAID)
    person.say("verwijder mijn gegevens")
    assert person.say("nee") == [texts.intake.privacy.kept]
    assert len(intakes.all_of(database())) == 1
    person.say("verwijder mijn gegevens")
    assert person.say("Nee, laat staan") == [texts.intake.privacy.kept]
    assert "zwaluwstaart" in raw()


def test_it_works_on_every_channel_and_takes_nobody_elses(new_person: NewPerson, texts: Content) -> None:
    website, telegram = new_person(), new_person(channel="telegram")
    website.say_all(*SAID[:3])
    telegram.say_all("hallo", "Ik ben zo jaloers op mijn stiefzoon, kikkervisje")
    assert telegram.say_all("verwijder mijn gegevens", "Ja, wis alles") == [texts.intake.privacy.erased]
    assert found(raw(), ("kikkervisje",)) == []
    assert found(raw(), ("zwaluwstaart",)) == ["zwaluwstaart"]


def test_who_was_in_danger_may_have_everything_erased_and_stays_cared_for(
    new_person: NewPerson, texts: Content
) -> None:
    person = new_person()
    person.say_all("zwaluwstaart", "ik wil niet meer leven, kikkervisje", "verwijder mijn gegevens")
    assert person.links, "the lines to call stay under everything"
    assert person.say("Ja, wis alles")[0] == texts.intake.privacy.erased
    assert found(raw()) == []
    assert texts.answers["crisis_suicide"].quiet in person.say("hallo")  # type: ignore[union-attr]


def test_what_was_mailed_is_told_honestly_and_the_coach_is_asked_to_delete_it(
    new_person: NewPerson, texts: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail.running(tmp_path) as (box, where):
        person = new_person()
        mail.use(monkeypatch, where)
        server = smtp.from_environment()
        assert server is not None
        said = person.say_all(*SAID[:11])
        reference = intakes.all_of(database())[0].reference
        assert said == [texts.intake.says.stored_confirmed.replace("{reference}", reference)]
        delivery.deliver_due(database(), server, texts)
        assert person.say_all("verwijder mijn gegevens", "ja") == [texts.intake.privacy.erased_after_mail]
        delivery.deliver_due(database(), server, texts)
        assert [reference in letter["Subject"] for letter in box.to(mail.COACH)] == [True, True]
    assert found(raw()) == []


def test_a_withdrawal_before_mailing_stops_the_mail(
    new_person: NewPerson, texts: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail.running(tmp_path) as (box, where):
        person = new_person()
        mail.use(monkeypatch, where)
        server = smtp.from_environment()
        assert server is not None
        person.say_all(*SAID[:11])
        assert person.say_all("ik trek mijn toestemming in, wis mijn gegevens", "ja") == [texts.intake.privacy.erased]
        assert delivery.deliver_due(database(), server, texts) == 0
        assert box.mails == []


@pytest.mark.parametrize(
    "steps", [SAID[:11], (*SAID[:10], "stop"), (*SAID[:9], "nee")], ids=["stored", "cancelled", "refused"]
)
def test_when_a_request_ends_its_data_are_in_no_event_and_no_log(
    new_person: NewPerson, steps: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    person = new_person()
    person.say("Hallo, je mag me bereiken op quirijntje@voorbeeld.nl")  # before it was asked for
    person.say_all(*steps)
    stored = intakes.all_of(database())
    with database().begin() as connection:  # the request itself is where they may be
        connection.execute(sa.delete(intakes.table))
        connection.execute(sa.delete(outbox.table))
    storage.leave_nothing_behind(database())
    given = PLANTED[2:9]
    assert found(raw(), given) == []
    assert found(caplog.text, given) == []
    assert bool(stored) == (steps[-1] == "ja")


def test_when_nobody_comes_back_an_unfinished_request_is_taken_out_after_a_day(new_person: NewPerson) -> None:
    person = new_person()
    person.say_all(*SAID[:9])
    given = PLANTED[2:9]
    assert len(found(raw(), given)) >= 5
    assert retention.purge(database(), time.time() + 3600).drafts == 0
    assert retention.purge(database(), time.time() + retention.DRAFT_LIVES + 60).drafts == 1
    assert found(raw(), given) == []
    assert "zwaluwstaart" in raw(), "the rest of the conversation has its own period"


def test_of_a_minor_who_began_a_request_nothing_is_left(new_person: NewPerson) -> None:
    person = new_person()
    person.say_all("kan ik een afspraak maken", "Quirijntje", "quirijntje@voorbeeld.nl", "ik ben 12 jaar oud")
    assert found(raw()) == []


def test_what_is_known_is_shown_as_a_readable_file_and_as_json(new_person: NewPerson) -> None:
    person = new_person()
    person.say_all(*SAID, "wat weet je van mij", "ja")
    assert [link["title"] for link in person.links] == ["Lees mijn gegevens", "Als JSON-bestand"]
    token = person.links[0]["url"].removeprefix("/privacy/").removesuffix(".txt")
    assert people.sender_of(token) == person.sender_id
    data = people.collect(database(), person.sender_id)
    text, told = people.as_text(data), json.loads(people.as_json(data))
    for shown in (text, json.dumps(told, ensure_ascii=False)):
        assert {"zwaluwstaart", "quirijntje@voorbeeld.nl", "+31623456789", "lantaarnpaal"} <= set(found(shown))
    assert told["requests"][0]["mails"] == {"coach": "waiting"}
    assert data.said == len(SAID) + 2


def test_a_link_that_is_forged_or_old_leads_nowhere(new_person: NewPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    new_person()
    token = people.link_token("someone")
    assert people.sender_of(token) == "someone"
    assert people.sender_of(f"{token}x") is None
    assert people.sender_of("") is None
    later: Any = time.time() + people.LINK_LIVES + 5
    monkeypatch.setattr(time, "time", lambda: later)
    assert people.sender_of(token) is None


def test_without_the_database_it_is_said_that_nothing_changed(new_person: NewPerson, texts: Content) -> None:
    person = new_person()
    person.say_all("hallo", "verwijder mijn gegevens")
    with schema.opened(settings.database_url()).begin() as connection:
        connection.execute(sa.text("ALTER TABLE intakes RENAME TO gone"))
    assert person.say("ja") == [texts.intake.privacy.not_erased]


def test_the_answer_about_privacy_says_how_long_as_the_settings_do(texts: Content) -> None:
    said = " ".join(texts.answers["ask_privacy"].bubbles(None))
    assert f"{settings.chat_days()} dagen" in said
    assert f"{settings.request_months()} maanden" in said
