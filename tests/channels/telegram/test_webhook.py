"""What Telegram brings: only with the secret, kept before it is told so, and answered after that."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest
import requests

from stiefwijzer.channels.telegram import webhook
from stiefwijzer.content import Content
from tests.channels.telegram.double import TOKEN
from tests.channels.telegram.people import SECRET_HEADER, Person, deliver
from tests.channels.telegram.running import PUBLIC, TelegramServer, texts_to
from tests.server.running import LIMIT

pytestmark = pytest.mark.slow


@pytest.fixture
def person(hooked: TelegramServer) -> Person:
    return Person(hooked.double)


def test_what_is_brought_is_taken_and_answered(hooked: TelegramServer, person: Person, texts: Content) -> None:
    assert hooked.take(person.text("dankjewel")) == 200
    person.wait_for(2)
    assert texts_to(person)[-1:] == texts.answers["thanks"].bubbles(None)


def test_what_is_brought_twice_is_answered_once(hooked: TelegramServer, person: Person) -> None:
    update = person.text("dankjewel")
    assert [hooked.take(update) for _ in range(3)] == [200] * 3
    hooked.wait_until_idle()
    assert hooked.take(update) == 200
    hooked.wait_until_idle()
    assert len(person.got()) == 2


@pytest.mark.parametrize("secret", [None, "", "x", "wrong" * 20, TOKEN])
def test_without_the_secret_nothing_is_taken(secret: str | None, hooked: TelegramServer, person: Person) -> None:
    update = person.text("dankjewel")
    assert deliver(hooked.url + webhook.PATH, secret, update) == 403
    assert hooked.rows("SELECT 1 FROM telegram_updates WHERE update_id = ?", update["update_id"]) == []


def test_without_the_secret_the_refusal_comes_before_the_body(hooked: TelegramServer) -> None:
    address = urlsplit(hooked.url)
    with socket.create_connection((address.hostname, address.port), timeout=LIMIT) as connection:
        head = f"POST {webhook.PATH} HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: x\r\nContent-Length: 1000\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 403 ")


def test_a_secret_is_of_one_installation_and_one_bot() -> None:
    one = webhook.secret("a" * 32, TOKEN)
    assert one == webhook.secret("a" * 32, TOKEN)
    assert one not in (webhook.secret("b" * 32, TOKEN), webhook.secret("a" * 32, TOKEN + "x"))
    assert TOKEN not in one


@pytest.mark.parametrize(
    "body", [b"", b"x", b"\xff\xfe", b"[]", b"{}", b"null", b'{"update_id": 1e999}', b"[" * 100_000, b"x" * 2_000_000]
)
def test_what_cannot_be_read_is_taken_so_that_it_does_not_come_again(body: bytes, hooked: TelegramServer) -> None:
    assert hooked.take(body) == 200


def test_personal_details_are_better_left_on_the_web_page(
    hooked: TelegramServer, person: Person, texts: Content
) -> None:
    hooked.take(person.text("/start intake"))
    person.wait_for(3)
    hooked.wait_until_idle()
    welcome, *first = person.got()
    button = {"text": texts.telegram.intake_button, "url": f"{PUBLIC}/"}
    assert welcome.rows == [[button]]
    assert first[-1].text == texts.intake.questions.name.text


def test_the_webhook_is_the_only_way_in(hooked: TelegramServer, polled: TelegramServer) -> None:
    paths = ["/telegram", "/telegram/set_webhook", "/webhooks/telegram/webhook", "/webhooks/telegram/set_webhook"]
    assert [requests.post(hooked.url + path, timeout=LIMIT).status_code for path in paths] == [404] * 4
    assert requests.get(hooked.url + webhook.PATH, timeout=LIMIT).status_code == 405
    assert requests.post(polled.url + webhook.PATH, timeout=LIMIT).status_code == 404


def test_the_log_holds_no_token_no_secret_and_no_words(hooked: TelegramServer, person: Person) -> None:
    hooked.double.trouble("sendMessage", 500, 400)
    hooked.take(person.text("zwaluwstaart"))
    person.wait_for(2)
    hooked.take(b"zwaluwstaart")
    for secret in (TOKEN.partition(":")[2], hooked.secret, "zwaluwstaart", str(person.chat_id)):
        assert secret not in hooked.output
