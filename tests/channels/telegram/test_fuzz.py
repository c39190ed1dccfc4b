"""Twenty thousand updates that somebody has tampered with: each is taken or refused, and none breaks anything."""

from __future__ import annotations

import asyncio
import copy
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from stiefwijzer.channels.telegram import webhook
from tests.channels.telegram.double import Double
from tests.channels.telegram.people import SECRET_HEADER, Person
from tests.channels.telegram.rules import Json
from tests.channels.telegram.running import PUBLIC, TelegramServer, running, texts_to

pytestmark = pytest.mark.slow

UPDATES = 20_000
#: Takes the place of a value, a key or a piece of text.
STRANGE: list[Any] = [
    *(None, True, False, 0, -1, 1, 2**31, 2**53, 2**63, 10**30, 1.5, float("inf"), float("nan")),
    *("", " ", "\x00", "\ud83d", "é" * 5000, "/", "/start", "/start x", '/pattern_anxious{"a": 1}', "<b>&", "😀" * 300),
    *([], {}, [[]], {"id": {}}, {"type": "private"}, {"id": "7", "type": "private"}, [{"chat": 1}]),
]


def _seeds(person: Person) -> list[Json]:
    photo: dict[str, Any] = {"photo": [{"file_id": "x"}], "caption": "dit zijn wij", "media_group_id": "1"}
    return [
        person.text("hoi"),
        person.text("/stappen"),
        person.edit(1, "hallo"),
        person.update(message=person.message(**photo)),
        person.press({"callback_data": "/affirm"}),
        person.press({"callback_data": "x"}, message=None),
        person.update(my_chat_member={"chat": person.chat, "new_chat_member": {"status": "member"}}),
        person.update(channel_post={"message_id": 1, "chat": {"id": -1, "type": "channel"}, "text": "x"}),
        person.update(message_reaction={"chat": person.chat, "message_id": 1}),
    ]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container in a value, with every key in it."""
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _mutated(update: Json, chance: random.Random) -> bytes:
    changed = copy.deepcopy(update)
    for _ in range(chance.randint(1, 3)):
        places = list(_places(changed))
        if not places:
            break
        container, key = chance.choice(places)
        how = chance.random()
        if how < 0.7:
            container[key] = copy.deepcopy(chance.choice(STRANGE))
        elif how < 0.9:
            del container[key]
        elif isinstance(container, dict):
            container[chance.choice(["chat", "message", "text", "from", "id", "type"])] = container.pop(key)
    body = json.dumps(changed).encode()
    if chance.random() < 0.1:
        at = chance.randrange(len(body))
        body = body[:at] + chance.randbytes(chance.randint(0, 4)) + body[at + chance.randint(0, 4) :]
    return body


async def _deliver(server: TelegramServer, bodies: list[tuple[bytes, str]]) -> Counter[int]:
    queue = iter(bodies)
    statuses: Counter[int] = Counter()

    async def one_connection(session: aiohttp.ClientSession) -> None:
        for body, secret in queue:
            async with session.post(server.url + webhook.PATH, data=body, headers={SECRET_HEADER: secret}) as answer:
                statuses[answer.status] += 1

    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
        await asyncio.gather(*(one_connection(session) for _ in range(20)))
    return statuses


def test_whatever_comes_is_taken_or_refused_and_nothing_breaks(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    double = Double(pace=100)
    double.start()
    try:
        with running(tmp_path / "var", double, STIEFWIJZER_PUBLIC_URL=PUBLIC) as server:
            person = Person(double)
            bodies = []
            for _ in range(UPDATES // 9 + 1):
                for seed in _seeds(person):
                    is_forged = chance.random() < 0.2
                    bodies.append((_mutated(seed, chance), "wrong" if is_forged else server.secret))
            bodies = bodies[:UPDATES]
            forged = sum(secret == "wrong" for _, secret in bodies)

            assert asyncio.run(_deliver(server, bodies)) == {200: UPDATES - forged, 403: forged}

            server.wait_until_idle(400)
            before = len(person.got())
            server.take(person.text("dankjewel"))
            person.wait_for(before + 1)
    finally:
        double.stop()
    assert not re.search(r"Traceback|could not be answered|not answered|broke|Exception", server.output)
    assert any(text.startswith("Graag gedaan") for text in texts_to(person)[-2:])
