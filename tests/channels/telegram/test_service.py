"""The channel comes up when it can, says so, and hands over to another process."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from stiefwijzer.content import Content
from tests.channels.telegram import double as doubles
from tests.channels.telegram.double import TOKEN, Double
from tests.channels.telegram.people import Person
from tests.channels.telegram.running import PUBLIC, TelegramServer, running, texts_to
from tests.server.running import LIMIT, ROOT, Program, environment

pytestmark = pytest.mark.slow


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def state(server: TelegramServer) -> str:
    return str(requests.get(f"{server.url}/health", timeout=LIMIT).json()["telegram"])


def test_it_comes_up_when_telegram_does(tmp_path: Path, quick_double: Double, texts: Content) -> None:
    quick_double.go_away()
    person = Person(quick_double)
    with running(tmp_path, quick_double) as server:
        until(lambda: state(server) == "unreachable")
        assert server.visitor().say("hoi")
        quick_double.start()
        quick_double.updates.append(person.text("dankjewel"))
        until(lambda: state(server) == "up")
        person.wait_for(2, seconds=60)
    assert texts_to(person)[-1:] == texts.answers["thanks"].bubbles(None)
    assert server.output.count("Telegram: unreachable") == 1
    assert server.output.count("Telegram: up as @stiefwijzer_bot") == 1


def test_a_token_that_is_refused_is_told_and_keeps_nobody_on_the_website_waiting(
    tmp_path: Path, quick_double: Double
) -> None:
    token = TOKEN[:-1] + "x"
    with running(tmp_path, quick_double, TELEGRAM_TOKEN=token) as server:
        until(lambda: state(server) == "token refused")
        assert server.visitor().say("hoi")
    assert "telegram status" in server.output
    assert token.partition(":")[2] not in server.output


def test_without_a_token_nothing_of_telegram_is_there(tmp_path: Path, double: Double) -> None:
    with running(tmp_path, double, TELEGRAM_TOKEN="") as server:
        assert "telegram" not in requests.get(f"{server.url}/health", timeout=LIMIT).json()
    assert double.calls == []


def test_a_webhook_elsewhere_is_told_and_not_taken_away(tmp_path: Path, quick_double: Double) -> None:
    quick_double.webhook.url = "https://elders.example.nl/telegram"
    with running(tmp_path, quick_double) as server:
        until(lambda: "a webhook is set or another program reads" in server.output)
    assert quick_double.webhook.url


def test_trouble_while_reading_loses_nothing(tmp_path: Path, quick_double: Double) -> None:
    quick_double.trouble("getUpdates", doubles.DROP, 502, doubles.RUBBISH)
    person = Person(quick_double)
    quick_double.updates.extend(person.text("dankjewel") for _ in range(3))
    with running(tmp_path, quick_double) as server:
        person.wait_for(4)
        server.wait_until_idle()
    assert len(person.got()) == 4


def test_what_was_taken_is_answered_after_a_crash(tmp_path: Path, quick_double: Double, texts: Content) -> None:
    person = Person(quick_double)
    server = TelegramServer(tmp_path, quick_double, STIEFWIJZER_PUBLIC_URL=PUBLIC)
    server.start()
    try:
        quick_double.go_away()
        assert [server.take(person.text(text)) for text in ("dankjewel", "tot ziens")] == [200, 200]
        time.sleep(2)
        server.kill()
        quick_double.start()
        server.start()
        person.wait_for(3)
        server.wait_until_idle()
    finally:
        server.stop()
    expected = [texts.answers[label].bubbles(None)[0] for label in ("thanks", "goodbye")]
    assert texts_to(person)[1:] == expected


def test_an_answer_that_takes_a_while_shows_that_it_is_coming(tmp_path: Path, double: Double) -> None:
    person = Person(double)
    with running(tmp_path, double) as server:
        double.trouble("sendMessage", 500, 500)
        double.updates.append(person.text("dankjewel"))
        person.wait_for(2)
        assert double.called("sendChatAction")
        before = len(double.called("sendChatAction"))
        server.wait_until_idle()
        time.sleep(1)
        assert len(double.called("sendChatAction")) == before


def test_two_processes_share_the_work_and_one_takes_over(tmp_path: Path, quick_double: Double) -> None:
    shared = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'stiefwijzer.db'}",
        "STIEFWIJZER_SECRET_KEY": uuid.uuid4().hex,
        "STIEFWIJZER_PUBLIC_URL": PUBLIC,
    }
    one, other = (TelegramServer(tmp_path, quick_double, **shared) for _ in range(2))
    person = Person(quick_double)
    try:
        one.start()
        other.start()
        updates = [person.text("dankjewel") for _ in range(8)]
        for number, update in enumerate(updates):
            for server in (one, other)[:: 1 if number % 2 else -1]:
                assert server.take(update) == 200
        one.wait_until_idle()
        assert len(person.got()) == 9
        one.kill()
        assert other.take(person.text("tot ziens")) == 200
        person.wait_for(10)
        other.wait_until_idle()
    finally:
        one.kill()
        other.stop()
    assert len(person.got()) == 10


def test_the_plain_rasa_command_can_serve_it_too(tmp_path: Path, quick_double: Double) -> None:
    from tests.server.running import free_port
    from tests.test_rasa_commands import RASA  # the command beside the Python of the tests

    credentials = tmp_path / "credentials.yml"
    credentials.write_text("stiefwijzer.channels.telegram.channel.TelegramInput:\n", encoding="utf-8")
    env = environment(tmp_path, TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=quick_double.url, TELEGRAM_PACE="20")
    person = Person(quick_double)
    quick_double.updates.append(person.text("ik wil niet meer leven"))
    options = (
        "--model",
        ROOT / "models/stiefwijzer.tar.gz",
        "--port",
        str(free_port()),
        "--endpoints",
        "endpoints.yml",
    )
    rasa = Program(RASA, "run", *options, "--credentials", credentials, ready="server is up", env=env)
    try:
        rasa.start()
        person.wait_for(2, seconds=60)
    finally:
        rasa.kill()
    assert "113" in " ".join(texts_to(person))
