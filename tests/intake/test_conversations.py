"""Sixty conversations with the form, each held to what must come of it, and to what must hold of every conversation."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import SessionConfig
from ruamel.yaml import YAML

from stiefwijzer import personal
from stiefwijzer.content import Content
from stiefwijzer.content.parts import MAX_QUICK_REPLIES, MAX_TITLE, MAX_WORDS
from stiefwijzer.storage import intakes
from stiefwijzer.storage.turns import Turns
from tests.intake.conftest import NewPerson
from tests.intake.talking import Person, database

pytestmark = pytest.mark.slow

SIXTY: Final[list[dict[str, Any]]] = YAML(typ="safe").load(Path(__file__).with_name("conversations.yml"))
MAX_BUBBLES: Final = 3
#: A whole request up to its summary; the summary may be longer than another bubble, for it repeats what somebody wrote.
WHOLE: Final = (
    "kan ik een afspraak maken", "Sam", "sam@voorbeeld.nl", "ja dat is veilig", "dinsdagavond na acht uur",
    "stiefouder", "nee", "ja, akkoord",
)  # fmt: skip


def play(person: Person, steps: list[str]) -> list[list[str]]:
    """Say every step; return one answer a step."""
    answers = []
    for step in steps:
        said = person.say_all(*WHOLE) if step == "..." else person.say(step)
        answers.append(said)
        assert said, "somebody was met with silence"
        assert len(said) <= MAX_BUBBLES
        assert all(len(bubble.split()) <= MAX_WORDS for bubble in said)
        assert len(person.buttons) <= MAX_QUICK_REPLIES
        assert all(len(button["title"]) <= MAX_TITLE for button in person.buttons)
    return answers


def kept_of(person: Person) -> str:
    """Return everything that stands in the conversation."""
    with database().connect() as connection:
        rows = connection.execute(
            sa.text("SELECT state, events FROM turns WHERE sender_id = :sender"), {"sender": person.sender_id}
        ).all()
    return json.dumps([tuple(row) for row in rows], ensure_ascii=False)


def form_is_open(person: Person) -> bool:
    events = [event for turn in Turns(database()).all(person.sender_id) for event in turn.events]
    loops = [event.get("name") for event in events if event["event"] in ("active_loop", "session_started")]
    return bool(loops) and loops[-1] == personal.FORM


@pytest.mark.parametrize("conversation", SIXTY, ids=lambda conversation: conversation["name"])
def test_what_must_come_of_it_comes_of_it(conversation: dict[str, Any], new_person: NewPerson, texts: Content) -> None:
    person = new_person()
    answers = play(person, conversation["say"])

    for number, piece in conversation.get("hears", {}).items():
        assert piece in " ".join(answers[number - 1])
    stored = intakes.all_of(database())
    wanted = conversation["stored"]
    assert len(stored) == len(wanted)
    for intake, fields in zip(stored, wanted, strict=True):
        assert {name: getattr(intake, name) for name in fields} == fields
        assert intake.consent_version == texts.intake.consent_version
        assert intake.quarantine is None
    assert form_is_open(person) == conversation.get("open", False)
    if danger := conversation.get("danger"):
        assert person.links, "nobody was given a line to call"
        assert not any("choice:intake" in button["payload"] for button in person.buttons)
        assert f'\\"value\\":\\"{danger}\\"' in kept_of(person)


@pytest.mark.parametrize("conversation", SIXTY, ids=lambda conversation: conversation["name"])
def test_when_it_has_ended_nothing_personal_is_left_in_the_conversation(
    conversation: dict[str, Any], new_person: NewPerson
) -> None:
    if conversation.get("open") or conversation.get("danger") in ("crisis_suicide", "crisis_violence"):
        return  # the request is not ended: it is open or put aside
    person = new_person()
    play(person, conversation["say"])
    kept = kept_of(person).casefold()
    given = ["@voorbeeld", "@elders", "sam@", "0612345678", "+31612345678", "dinsdag", "vrijdag", "hoe begin ik"]
    assert [word for word in given if word in kept] == []
    assert not re.search(r"\b(?:sam|samira|noor|bram|lotte|eva|griet|anne-marie|josé|jan de wit)\b", kept)


def test_the_summary_shows_what_was_given_and_again_what_was_corrected(new_person: NewPerson) -> None:
    person = new_person()
    summary, question = person.say_all(*WHOLE)
    assert question.startswith("Klopt dit?")
    assert all(
        given in summary for given in ("Sam", "sam@voorbeeld.nl", "dinsdagavond na acht uur", "stiefouder", "geen")
    )
    _, summary, _ = person.say("nee, mijn mail is sam@elders.nl")
    assert "sam@elders.nl" in summary
    assert "sam@voorbeeld.nl" not in summary


def test_a_request_that_is_stored_is_said_to_be_only_then(new_person: NewPerson, texts: Content) -> None:
    person = new_person()
    person.say_all(*WHOLE)
    with database().begin() as connection:
        connection.execute(sa.text("ALTER TABLE outbox RENAME TO gone"))
    assert person.say("ja") == [texts.intake.says.not_stored]
    assert intakes.all_of(database()) == []


def test_after_an_hour_of_silence_an_unfinished_request_is_gone(
    new_person: NewPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = new_person()
    person.say_all(*WHOLE)
    monkeypatch.setattr(person.agent.processor.domain, "session_config", SessionConfig(1e-9, True))
    person.say("hallo")
    assert not form_is_open(person)
    assert "sam@voorbeeld.nl" not in kept_of(person)


@pytest.mark.parametrize("guessed", ["stiefmoeder", "maakt niet uit"])
def test_a_word_that_answers_the_question_is_no_danger(new_person: NewPerson, guessed: str) -> None:
    person = new_person()
    steps = [*WHOLE[:4], guessed] if guessed == "maakt niet uit" else [*WHOLE[:5], guessed]
    person.say_all(*steps)
    assert not person.links
    assert form_is_open(person)


def test_the_form_is_not_opened_after_danger_nor_for_a_minor(new_person: NewPerson) -> None:
    for danger in ("mijn man slaat mij", "ik ben 12 jaar oud", "ik wil niet meer leven"):
        person = new_person()
        person.say_all(danger, "kan ik een afspraak maken", "ik wil een kennismakingsgesprek")
        assert not form_is_open(person)
        assert "intake_form" not in kept_of(person)


def test_there_are_at_least_sixty() -> None:
    assert len(SIXTY) >= 60
    assert len({conversation["name"] for conversation in SIXTY}) == len(SIXTY)


def test_two_people_at_once_keep_their_answers_apart(new_person: NewPerson) -> None:
    one, other = new_person(), new_person()
    steps = list(zip(WHOLE, [*WHOLE[:1], "Noor", "noor@voorbeeld.be", *WHOLE[3:]], strict=True))
    for mine, theirs in [*steps, ("ja", "ja")]:
        one.say(mine)
        other.say(theirs)
    assert [(each.first_name, each.email) for each in intakes.all_of(database())] == [
        ("Sam", "sam@voorbeeld.nl"),
        ("Noor", "noor@voorbeeld.be"),
    ]


def test_another_channel_is_another_conversation(new_person: NewPerson) -> None:
    website, telegram = new_person(), new_person(channel="telegram")
    website.say_all(*WHOLE)
    answer = telegram.say("ja")
    assert not any("bewaard" in bubble for bubble in answer)
    telegram.say_all(*WHOLE, "ja")
    assert [each.channel for each in intakes.all_of(database())] == ["telegram"]
    website.say("ja")
    assert [each.channel for each in intakes.all_of(database())] == ["telegram", "website"]


def test_a_late_button_of_a_form_that_is_closed_does_nothing(new_person: NewPerson, texts: Content) -> None:
    person = new_person()
    person.say_all(*WHOLE)
    late = list(person.buttons)
    person.say("stop")
    person.buttons = late
    assert person.say("Ja, dit klopt")[-1] == texts.intake.says.closed
    assert intakes.all_of(database()) == []
