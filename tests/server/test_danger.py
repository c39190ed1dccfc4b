"""Danger in a running server: answered first, remembered until it is all right, and answered when the rest is broken."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from stiefwijzer.content import Content, SafetyAnswer
from stiefwijzer.limits import MAX_MESSAGE_CHARACTERS
from tests.conftest import StartServer
from tests.server.running import LIMIT, ROOT, Server, Visitor, environment, free_port, texts_of, titles_of

pytestmark = pytest.mark.slow

DANGER = "ik wil niet meer leven"
#: What nobody who was in danger should be offered.
SOLD = {"Kennismaken", "Contact en kosten", "De vijf stappen"}


def spoken(texts: Content, label: str) -> SafetyAnswer:
    answer = texts.answers[label]
    assert isinstance(answer, SafetyAnswer)
    return answer


def test_danger_in_the_first_message_is_answered_before_anything_else(visitor: Visitor, texts: Content) -> None:
    answer = visitor.say(DANGER)
    assert texts_of(answer) == spoken(texts, "crisis_suicide").bubbles("self")
    assert titles_of(answer) == []
    assert [link["url"] for link in answer[-1]["links"]][:2] == ["tel:113", "https://www.113.nl"]


@pytest.mark.parametrize(
    "text", [f"/{DANGER}", f"//restart {DANGER}", f"wat kost het? {DANGER}. en kan het online?"], ids=str
)
def test_slashes_and_other_questions_do_not_hide_danger(text: str, visitor: Visitor, texts: Content) -> None:
    assert texts_of(visitor.say(text)) == spoken(texts, "crisis_suicide").bubbles("self")


def test_danger_in_a_message_that_is_too_long_is_answered_all_the_same(visitor: Visitor, texts: Content) -> None:
    text = "ik voel me een gast in huis. " * (MAX_MESSAGE_CHARACTERS // 29 + 1) + DANGER
    assert texts_of(visitor.say(text)) == spoken(texts, "crisis_suicide").bubbles("self")


def test_afterwards_nothing_is_sold_until_it_is_all_right(visitor: Visitor, texts: Content) -> None:
    visitor.say(DANGER)
    for text in ("ok", "bedankt", "kan ik een afspraak maken?", "wat zijn de vijf stappen?", "/restart", "qwrtz"):
        answer = visitor.say(text)
        assert not SOLD & set(titles_of(answer)), text
        assert spoken(texts, "crisis_suicide").quiet in texts_of(answer), text
    assert texts_of(visitor.say("het gaat weer"))[0] == spoken(texts, "crisis_suicide").afterwards
    assert "De vijf stappen" in titles_of(visitor.say("hoi"))


def test_the_button_under_it_says_that_it_is_all_right(visitor: Visitor, texts: Content) -> None:
    visitor.say(DANGER)
    button = visitor.say("ok")[-1]["quick_replies"][0]
    assert texts_of(visitor.press(button))[0] == spoken(texts, "crisis_suicide").afterwards


def test_an_unclear_line_is_asked_about_and_its_yes_leads_to_people(visitor: Visitor, texts: Content) -> None:
    yes, no = visitor.say("ik trek het niet meer")[-1]["quick_replies"]
    assert [yes["title"], no["title"]] == ["Ja", "Nee"]
    assert texts_of(visitor.press(yes))[1] == spoken(texts, "crisis_suicide").bubbles("self")[1]


def test_the_state_outlives_the_server(start_server: StartServer, texts: Content) -> None:
    server = start_server()
    visitor = server.visitor()
    visitor.say(DANGER)
    server.kill()
    server.start()
    assert spoken(texts, "crisis_suicide").quiet in texts_of(visitor.say("ok"))


def test_the_next_day_it_is_not_forgotten(start_server: StartServer, texts: Content) -> None:
    server = start_server()
    visitor = server.visitor()
    visitor.say("hoi")
    visitor.say(DANGER)
    yesterday = 24 * 3600
    with closing(sqlite3.connect(server.var / "stiefwijzer.db", timeout=LIMIT)) as database:
        for number, events in database.execute("SELECT number, events FROM turns").fetchall():
            moved = (_moved(events, -yesterday), yesterday, number)
            database.execute("UPDATE turns SET events = ?, at = at - ? WHERE number = ?", moved)
        database.commit()
    answer = visitor.say("hoi")
    assert texts_of(answer) == [texts.moments.welcome_back.text, spoken(texts, "crisis_suicide").quiet]


def _moved(events: str, seconds: float) -> str:
    moved = [{**event, "timestamp": event["timestamp"] + seconds} for event in json.loads(events)]
    return json.dumps(moved)


def test_of_a_minor_no_word_is_kept(start_server: StartServer, texts: Content) -> None:
    server = start_server()
    visitor = server.visitor()
    visitor.say("mijn kanarie heet zwaluwstaart en ik voel me een gast in huis")
    assert texts_of(visitor.say("ik ben 13 en mijn zwaluwstaart is boos")) == spoken(texts, "child_user").bubbles()
    visitor.say("mijn zwaluwstaart zegt dat ik moet kiezen")
    server.stop()
    kept = b"".join(file.read_bytes() for file in server.var.glob("stiefwijzer.db*"))
    with closing(sqlite3.connect(server.var / "stiefwijzer.db")) as database:
        rows = " ".join(row[0] for row in database.execute("SELECT events FROM turns"))
    assert "zwaluwstaart" not in rows
    assert kept


def test_how_often_danger_was_answered_is_counted_without_a_word(start_server: StartServer) -> None:
    server = start_server()
    server.visitor().say(DANGER)
    server.visitor().say("mijn man slaat mij")
    server.visitor().say("ik voel me een gast in huis")
    command = (sys.executable, "-m", "stiefwijzer", "alarms")
    told = subprocess.run(command, cwd=ROOT, env=environment(server.var), capture_output=True, text=True, check=True)
    header, month = told.stdout.splitlines()
    counted = dict(zip(header.split()[2:], map(int, month.split()[1:]), strict=True))
    assert {kind: count for kind, count in counted.items() if count} == {"crisis_suicide": 1, "crisis_violence": 1}


@pytest.fixture
def without_actions(start_server: StartServer) -> Server:
    """A server whose action server does not run."""
    return start_server("--actions-url", f"http://127.0.0.1:{free_port()}/webhook")


def test_without_an_action_server_danger_is_answered(without_actions: Server, texts: Content) -> None:
    answer = without_actions.visitor().say(DANGER)
    assert texts_of(answer) == spoken(texts, "crisis_suicide").bubbles("self")
    assert answer[-1]["links"]


def test_with_failing_actions_danger_is_answered(tmp_path: Path, start_server: StartServer, texts: Content) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "actions", project / "actions", ignore=shutil.ignore_patterns("__pycache__"))
    safety = project / "actions" / "safety.py"
    safety.write_text(safety.read_text(encoding="utf-8").replace("label, about = ", "label, about = 1 / 0, "), "utf-8")
    server = start_server(cwd=project)
    assert texts_of(server.visitor().say(DANGER)) == spoken(texts, "crisis_suicide").bubbles("self")


def test_with_a_database_that_can_only_be_read_danger_is_answered(start_server: StartServer, texts: Content) -> None:
    server = start_server()
    server.visitor().say("hoi")
    server.stop()
    read_only = f"sqlite:///file:{server.var / 'stiefwijzer.db'}?mode=ro&uri=true"
    other = start_server(DATABASE_URL=read_only)
    assert texts_of(other.visitor().say(DANGER)) == spoken(texts, "crisis_suicide").bubbles("self")
