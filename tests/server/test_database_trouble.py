"""When the database cannot be used: people are answered all the same, and the log says so without a word of theirs."""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from stiefwijzer.content import Content
from tests.conftest import StartServer
from tests.server.running import LIMIT, Server, texts_of

pytestmark = pytest.mark.slow

SECRET = "zwaluwstaart"
PATTERN = f"Zodra mijn vriend wil knuffelen loop ik weg naar de {SECRET}"
DANGER = f"ik wil niet meer leven met de {SECRET}"
SAID = [PATTERN, DANGER, "welke stappen zijn er?", "qwrtz bvncx"]


def _run(server: Server, statement: str) -> None:
    with closing(sqlite3.connect(server.var / "stiefwijzer.db", timeout=LIMIT)) as database:
        database.execute(statement)


def _files(var: Path) -> list[Path]:
    return sorted(var.glob("stiefwijzer.db*"))


def _without_a_table(var: Path) -> None:
    with closing(sqlite3.connect(var / "stiefwijzer.db", timeout=LIMIT)) as database:
        database.execute("DROP TABLE turns")


def _made_rubbish(var: Path) -> None:
    for path in _files(var):
        path.write_bytes(b"this is no database. " * 1000)


def _removed(var: Path) -> None:
    for path in _files(var):
        path.unlink()


def _a_directory(var: Path) -> None:
    _removed(var)
    (var / "stiefwijzer.db").mkdir()


def _removed_with_its_directory(var: Path) -> None:
    shutil.rmtree(var)


def _answers(server: Server) -> list[list[str]]:
    """Return what somebody new is answered to each of the messages."""
    return [texts_of(server.visitor().say(text)) for text in SAID]


@pytest.mark.parametrize(
    "trouble",
    [_without_a_table, _made_rubbish, _removed, _a_directory, _removed_with_its_directory],
    ids=lambda trouble: trouble.__name__.strip("_"),
)
def test_database_that_goes_wrong_while_the_server_runs_costs_nobody_an_answer(
    trouble: Callable[[Path], None], start_server: StartServer, server: Server
) -> None:
    running = start_server(LOG_LEVEL="DEBUG", RASA_LOG_LEVEL="DEBUG")
    known = running.visitor()
    known.say(PATTERN)

    trouble(running.var)
    answers = _answers(running)
    danger = texts_of(known.say(DANGER))
    running.stop()

    assert answers == _answers(server)
    assert "113" in " ".join(danger)
    assert SECRET not in running.output
    assert "Traceback" not in running.output


def test_what_cannot_be_kept_is_logged_and_what_can_be_again_is_remembered_again(
    start_server: StartServer, texts: Content
) -> None:
    server = start_server(LOG_LEVEL="DEBUG", RASA_LOG_LEVEL="DEBUG")
    visitor = server.visitor()
    visitor.say(PATTERN)

    _run(server, "ALTER TABLE turns RENAME TO hidden")
    message_id = str(uuid.uuid4())
    first = visitor.send(message_id, text=f"{DANGER}, echt")
    again = visitor.send(message_id, text=f"{DANGER}, echt")
    _run(server, "ALTER TABLE hidden RENAME TO turns")
    remembered = texts_of(visitor.say("ja graag"))
    heard = [event["text"] for event in server.events(visitor, "user")]
    server.stop()

    assert texts_of(again) == texts_of(first)
    assert "113" in " ".join(texts_of(first))
    assert remembered == texts.answers["ask_step_3"].bubbles("pattern_avoidant")
    assert heard == [PATTERN, "ja graag"]
    assert "A conversation could not be read (OperationalError)" in server.output
    assert "A turn could not be kept (OperationalError)" in server.output
    assert "An answer given before could not be looked up (OperationalError)" in server.output
    assert SECRET not in server.output
