"""What the server does beside answering: mail, tidying up, the health page's row about mail, and one's own data."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
import requests

from stiefwijzer.server import housekeeping
from tests.conftest import StartServer
from tests.intake import mailbox as mail
from tests.intake.test_conversations import WHOLE
from tests.server.running import LIMIT, Server, Visitor, titles_of

pytestmark = pytest.mark.slow


def mail_row(server: Server) -> dict[str, object]:
    row: dict[str, object] = requests.get(f"{server.url}/health", timeout=LIMIT).json()["mail"]
    return row


def say_all(visitor: Visitor, *texts: str) -> str:
    return [visitor.say(text)[-1]["text"] for text in texts][-1]


def test_without_a_mail_server_the_health_page_says_off(server: Server) -> None:
    assert mail_row(server)["state"] == "off"


def test_a_request_is_mailed_and_what_is_refused_is_seen_on_the_health_page(
    start_server: StartServer, tmp_path: Path
) -> None:
    with mail.running(tmp_path) as (box, where):
        running = start_server(**where, STIEFWIJZER_INTAKE_SECONDS="0")
        assert mail_row(running) == {"state": "ok", "waiting": 0, "late": 0, "dead": 0}
        say_all(running.visitor(), *WHOLE, "ja")
        for _ in range(LIMIT * 10):
            if len(box.mails) == 2:
                break
            time.sleep(0.1)
        assert sorted(box.recipients) == [mail.COACH, "sam@voorbeeld.nl"]
        box.reply = "550 no"
        say_all(running.visitor(), *WHOLE, "ja")
        for _ in range(LIMIT * 10):
            if mail_row(running)["state"] == "trouble":
                break
            time.sleep(0.1)
        assert mail_row(running) == {"state": "trouble", "waiting": 0, "late": 0, "dead": 2}
        assert "dead (550)" in running.output
        assert not any(piece in running.output for piece in ("sam@", "Sam", "dinsdag", mail.PASSWORD))


def test_what_is_too_old_is_removed_when_the_server_starts(start_server: StartServer) -> None:
    running = start_server()
    visitor = running.visitor()
    visitor.say("hallo, zwaluwstaart")
    running.stop()
    file = running.var / "stiefwijzer.db"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE turns SET at = at - 31 * 86400")
    running.start()
    for _ in range(LIMIT * 10):
        with closing(sqlite3.connect(file)) as database:
            (left,) = database.execute("SELECT count(*) FROM turns").fetchone()
        if not left:
            break
        time.sleep(0.1)
    running.stop()
    assert left == 0
    assert b"zwaluwstaart" not in b"".join(each.read_bytes() for each in running.var.glob("stiefwijzer.db*"))


def test_ones_own_data_are_behind_the_links_for_whoever_has_them(server: Server) -> None:
    visitor = server.visitor()
    visitor.say("Ik voel me een gast in mijn eigen huis, zwaluwstaart")
    asked = visitor.say("wat weet je van mij")
    assert titles_of(asked) == ["Ja", "Nee"]
    (bubble,) = visitor.press(asked[-1]["quick_replies"][0])
    text, told = (requests.get(f"{server.url}{link['url']}", timeout=LIMIT) for link in bubble["links"])
    assert "zwaluwstaart" in text.text
    assert text.headers["Cache-Control"] == "no-store"
    assert text.headers["Content-Disposition"].startswith("attachment")
    assert told.json()["messages"][0]["who"] == "you"
    assert requests.get(f"{server.url}/privacy/onzin.txt", timeout=LIMIT).status_code == 404
    assert requests.get(f"{server.url}{bubble['links'][0]['url']}x", timeout=LIMIT).status_code == 404


async def test_a_job_that_fails_in_any_way_is_done_again(caplog: pytest.LogCaptureFixture) -> None:
    done = asyncio.Event()
    tries: list[int] = []
    loop = asyncio.get_running_loop()

    def job() -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            raise ValueError("zwaluwstaart")
        loop.call_soon_threadsafe(done.set)

    task = asyncio.create_task(housekeeping.again_and_again(0.0, job))
    await asyncio.wait_for(done.wait(), LIMIT)
    task.cancel()
    assert "ValueError while keeping house" in caplog.text
    assert "zwaluwstaart" not in caplog.text
