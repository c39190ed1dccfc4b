"""Five hundred people at once, ten messages each, delivered twice and out of order, and a server that is killed meanwhile.

Limits are thirty times as wide on both sides (TELEGRAM_PACE), so that what takes Telegram's pace minutes is over in one;
nothing else is moved.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from stiefwijzer.channels.telegram import webhook
from stiefwijzer.channels.telegram.pacing import A_SECOND
from tests.channels.telegram.double import Double
from tests.channels.telegram.people import SECRET_HEADER, Person
from tests.channels.telegram.rules import Json
from tests.channels.telegram.running import PUBLIC, TelegramServer, texts_to

pytestmark = pytest.mark.slow

CHATS, MESSAGES, PACE = 500, 10, 30
#: How far a delivery may be overtaken: Telegram delivers over at most 40 connections at once.
CONNECTIONS = 40
WAITING = "SELECT chat_id, update_id, sent FROM telegram_updates WHERE chat_id IS NOT NULL ORDER BY update_id"
#: Each of these is answered with one message that no other is answered with.
SAYINGS = {
    "dankjewel": "Graag gedaan.",
    "tot ziens": "Tot ziens, en sterkte.",
    "hallo": "Hallo. Vertel in je eigen woorden",
    "ben je een robot": "Ik ben geen mens.",
}


@pytest.mark.parametrize("seed", [20261124])
def test_each_is_answered_once_in_order_and_within_the_limits(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    double = Double(pace=PACE)
    double.start()
    server = TelegramServer(tmp_path / "var", double, STIEFWIJZER_PUBLIC_URL=PUBLIC)
    try:
        people = [Person(double) for _ in range(CHATS)]
        said = {person.chat_id: [chance.choice(list(SAYINGS)) for _ in range(MESSAGES)] for person in people}
        updates = [person.text(said[person.chat_id][turn]) for turn in range(MESSAGES) for person in people]
        numbers = {update["update_id"]: at // CHATS for at, update in enumerate(updates)}
        server.start()
        in_doubt = asyncio.run(_deliver_and_kill(server, _deliveries(updates, chance)))
        server.wait_until_idle(300)
        assert server.stop() == 0
    finally:
        server.kill()
        double.stop()

    assert [refusal for _, refusal in double.refused] == []
    assert "Traceback" not in server.output
    twice = 0
    for person in people:
        expected = ["Welkom.", *(SAYINGS[text] for text in said[person.chat_id])]
        got = [_kind(text) for text in texts_to(person)]
        if got != expected:
            # Only the message that was on its way in the moment of the kill may have arrived once more.
            update_id, sent = in_doubt[person.chat_id]
            turn = numbers[update_id]
            at = turn + 1 if turn else sent
            assert got == [*expected[: at + 1], *expected[at:]]
            twice += 1
    assert twice <= A_SECOND, "no more than that can be on their way at once"


def _deliveries(updates: list[Json], chance: random.Random) -> list[Json]:
    """Return every update, a third of them twice, each overtaken by others as far as connections allow."""
    places = [(at + chance.uniform(0, CONNECTIONS), update) for at, update in enumerate(updates)]
    again = [(at + chance.uniform(0, 4 * CONNECTIONS), update) for at, update in enumerate(updates) if at % 3 == 0]
    return [update for _, update in sorted((*places, *again), key=lambda place: place[0])]


async def _deliver_and_kill(server: TelegramServer, deliveries: list[Json]) -> dict[int, tuple[int, int]]:
    """Deliver as Telegram does: side by side, and again until it is taken.

    Returns:
        What each chat waited for at the kill: the update, and how many messages of its answer were noted as sent.
    """
    queue = iter(deliveries)
    was_killed = asyncio.Event()
    in_doubt: dict[int, tuple[int, int]] = {}
    taken: Counter[int] = Counter()

    async def deliver(session: aiohttp.ClientSession) -> None:
        for update in queue:
            while not await _is_taken(session, server, update):
                await asyncio.sleep(0.1)
            taken[update["update_id"]] += 1

    async def kill() -> None:
        while len(server.double.sent) < CHATS * MESSAGES // 4:
            await asyncio.sleep(0.02)
        await asyncio.to_thread(server.kill)
        for chat_id, update_id, sent in server.rows(WAITING):
            in_doubt.setdefault(chat_id, (update_id, sent))
        await asyncio.to_thread(server.start)
        was_killed.set()

    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        await asyncio.gather(kill(), *(deliver(session) for _ in range(CONNECTIONS)))
    assert was_killed.is_set()
    assert sum(taken.values()) == len(deliveries)
    return in_doubt


async def _is_taken(session: aiohttp.ClientSession, server: TelegramServer, update: Any) -> bool:
    try:
        headers = {SECRET_HEADER: server.secret}
        async with session.post(server.url + webhook.PATH, json=update, headers=headers) as response:
            return bool(response.status == 200)
    except (aiohttp.ClientError, OSError, TimeoutError):
        return False


def _kind(text: str) -> str:
    beginnings = ["Welkom.", *SAYINGS.values()]
    (kind,) = [beginning for beginning in beginnings if text.startswith(beginning)]
    return kind
