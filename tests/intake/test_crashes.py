"""A server that is killed at random moments loses no request that it said is kept, and mails each once.

Most of it with the part that stores and mails alone in a process (tests/intake/storing.py), which starts fast enough to be
killed often; then with the whole server.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest
import requests
from sqlalchemy.engine import Engine

from stiefwijzer.content import Content
from stiefwijzer.storage import database, intakes, schema
from tests.conftest import StartServer
from tests.intake import mailbox as mail
from tests.intake.mailbox import Mailbox
from tests.intake.test_conversations import WHOLE
from tests.server.running import LIMIT, ROOT, Visitor, environment

pytestmark = pytest.mark.slow

REQUESTS: Final = 300
#: How long a process lives at most after it is ready, in seconds.
LIFE: Final = 0.5


class Process:
    """One life of the part that stores and mails."""

    def __init__(self, env: dict[str, str], moved: float) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.intake.storing"],
            cwd=ROOT, env={**env, "MOVED": str(moved)}, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def keep(self, own: str) -> bool:
        """Say yes to a request; return whether it was said to be kept before the process died."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(f"{own}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return False
        return self._process.stdout.readline() == f"kept {own}\n"

    def kill(self) -> None:
        """Kill it as `kill -9` does."""
        self._process.kill()
        self._process.wait(LIMIT)

    def close(self) -> None:
        """Close what is left of it."""
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe:
                    pipe.close()
            except BrokenPipeError:
                pass


def assert_each_once(engine: Engine, box: Mailbox, kept: set[str], said_yes: set[str], kills: int) -> None:
    stored = [each.id for each in intakes.all_of(engine)]
    assert len(stored) == len(set(stored))
    assert kept <= set(stored), "said to be kept, and lost"
    assert set(stored) <= said_yes, "kept without a yes"
    letters = Counter(str(letter["Subject"]).rsplit(" ", 1)[1] for letter in box.to(mail.COACH))
    assert set(letters) == {intakes.reference_of(each) for each in stored}
    again = [reference for reference, number in letters.items() if number > 1]
    assert len(again) <= kills, "only a crash may send a mail again"
    for reference in again:
        same = {str(letter["Message-ID"]) for letter in box.mails if reference in letter["Subject"]}
        assert len(same) == 1, "and then under the same Message-ID"


def test_three_hundred_requests_through_a_process_that_is_killed_again_and_again(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with mail.running(tmp_path) as (box, where):
        env = environment(tmp_path, **where, DATABASE_URL=url, STIEFWIJZER_INTAKE_SECONDS="0")
        waiting = [str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _ in range(REQUESTS)]
        said_yes, kept, kills = set[str](), set[str](), 0
        while waiting:
            process = Process(env, moved=kills * 1000.0)
            ends = time.monotonic() + chance.uniform(0, LIFE)
            while waiting and time.monotonic() < ends:
                said_yes.add(waiting[0])
                # Now and then the process dies while it is at it, and the person sends it again to the next one.
                if chance.random() < 0.05:
                    assert process._process.stdin is not None
                    process._process.stdin.write(f"{waiting[0]}\n")
                    process._process.stdin.flush()
                    time.sleep(chance.uniform(0, 0.01))
                    break
                if not process.keep(waiting[0]):
                    break
                kept.add(waiting.pop(0))
            process.kill()
            process.close()
            kills += 1
        engine = schema.opened(url)
        last = Process(env, moved=kills * 1000.0 + 100_000)
        for _ in range(LIMIT * 10):
            states = {state for each in intakes.all_of(engine) for state, _ in _states(engine, each.id)}
            if states == {"sent"}:
                break
            time.sleep(0.1)
        last.kill()
        last.close()
        print(f"{REQUESTS} requests, {kills} kills, {len(box.to(mail.COACH)) - REQUESTS} mails sent again")  # noqa: T201
        assert kills >= 10
        assert len(kept) == REQUESTS
        assert_each_once(engine, box, kept, said_yes, kills)
        engine.dispose()


def _states(engine: Engine, own: str) -> list[tuple[str, str | None]]:
    from stiefwijzer.storage import outbox

    return list(outbox.state_of(engine, own).values())


def test_the_whole_server_is_killed_while_people_make_requests(
    start_server: StartServer, tmp_path: Path, texts: Content
) -> None:
    chance = random.Random(7)
    with mail.running(tmp_path) as (box, where):
        extra: dict[str, Any] = {**where, "STIEFWIJZER_INTAKE_SECONDS": "0"}
        server = start_server(**extra)
        told, halfway = [], server.visitor()
        for text in WHOLE:  # up to the summary, and never a yes
            halfway.say(text)
        for number in range(4):
            visitor = server.visitor()
            for text in (*WHOLE[:2], f"sam{number}@voorbeeld.nl", *WHOLE[3:]):  # not one address too often
                visitor.say(text)
            yes = str(uuid.uuid4())
            if number < 3:
                _send_and_kill(server, visitor, yes, chance.uniform(0, 0.05))
                server.start()
            answer = visitor.send(yes, text="ja")  # the page sends what was not answered once more
            told.append(answer[-1]["text"])
        opening = texts.intake.says.stored.partition("{reference}")[0]
        references = {text.removeprefix(opening)[:8] for text in told}
        assert len(references) == 4
        for _ in range(LIMIT * 10):
            if len({letter["Subject"] for letter in box.to(mail.COACH)}) == 4:
                break
            time.sleep(0.1)
        assert requests.get(f"{server.url}/health", timeout=LIMIT).json()["mail"]["dead"] == 0
        server.stop()
        engine = database.connect(f"sqlite:///{server.var / 'stiefwijzer.db'}")
        assert {each.reference for each in intakes.all_of(engine)} == references
        kept = {each.id for each in intakes.all_of(engine)}
        assert_each_once(engine, box, kept, kept, kills=3)
        engine.dispose()


def _send_and_kill(server: Any, visitor: Visitor, yes: str, after: float) -> None:
    """Say yes and kill the server while it is at it; nobody hears the answer."""

    def say() -> None:
        with contextlib.suppress(requests.RequestException, AssertionError):
            visitor.send(yes, text="ja")

    saying = threading.Thread(target=say)
    saying.start()
    time.sleep(after)
    server.kill()
    saying.join(LIMIT)
