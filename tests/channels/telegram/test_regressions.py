"""What was seen when Rasa 3.6.21's own Telegram channel was run (docs/telegram.md), each seen to be gone."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from stiefwijzer.channels.signing import QuickReplies
from stiefwijzer.channels.telegram.presenting import messages
from stiefwijzer.content import Content
from tests.channels.telegram.people import Person
from tests.channels.telegram.rules import Json
from tests.channels.telegram.running import TelegramServer, texts_to
from tests.conftest import StartServer
from tests.server.running import LIMIT

pytestmark = pytest.mark.slow


@pytest.fixture
def person(hooked: TelegramServer) -> Person:
    newcomer = Person(hooked.double)
    hooked.take(newcomer.text("dankjewel"))
    newcomer.wait_for(2)
    hooked.wait_until_idle()
    return newcomer


def answer(server: TelegramServer, person: Person, update: Json) -> list[str]:
    before = len(person.got())
    assert server.take(update) == 200
    server.wait_until_idle()
    return texts_to(person)[before:]


def test_every_update_was_a_500(hooked: TelegramServer, person: Person, texts: Content) -> None:
    for _ in range(3):
        assert answer(hooked, person, person.text("dankjewel")) == texts.answers["thanks"].bubbles(None)


def test_without_network_the_server_did_not_start(start_server: StartServer) -> None:
    server = start_server(TELEGRAM_TOKEN="1:" + "a" * 35, TELEGRAM_API_URL="http://127.0.0.1:1")
    assert requests.get(f"{server.url}/health", timeout=LIMIT).json()["status"] == "ok"
    assert server.visitor().say("hoi")


def test_set_webhook_was_open_to_anyone(hooked: TelegramServer) -> None:
    for path in ("/telegram/set_webhook", "/webhooks/telegram/set_webhook"):
        assert requests.post(hooked.url + path, timeout=LIMIT).status_code == 404
        assert requests.get(hooked.url + path, timeout=LIMIT).status_code == 404
    assert hooked.double.called("setWebhook") == []


def test_there_was_no_secret(hooked: TelegramServer, person: Person) -> None:
    assert hooked.take(person.text("hoi"), secret="x") == 403


def test_get_me_was_called_for_every_update(hooked: TelegramServer, person: Person) -> None:
    before = len(hooked.double.called("getMe"))
    answer(hooked, person, person.text("hoi"))
    assert len(hooked.double.called("getMe")) == before == 1


def test_the_same_update_was_handled_twice(hooked: TelegramServer, person: Person) -> None:
    update = person.text("dankjewel")
    assert len(answer(hooked, person, update)) == 1
    assert answer(hooked, person, update) == []


def test_a_pressed_button_was_never_answered(hooked: TelegramServer, person: Person) -> None:
    (button, *_), *_ = person.got()[-1].rows
    assert answer(hooked, person, person.press(button))
    assert hooked.double.queries == set()


@pytest.mark.parametrize(
    "content",
    [
        {"my_chat_member": {"chat": {"id": 1, "type": "private"}, "new_chat_member": {"status": "member"}}},
        {"channel_post": {"message_id": 1, "chat": {"id": -1, "type": "channel"}, "pinned_message": {}}},
        {"message_reaction": {"chat": {"id": 1, "type": "private"}, "message_id": 1, "new_reaction": []}},
    ],
)
def test_members_posts_and_reactions_were_a_500_and_came_again_for_ever(
    content: dict[str, Any], hooked: TelegramServer, person: Person
) -> None:
    assert hooked.take(person.update(**content)) == 200
    hooked.wait_until_idle()
    assert "Traceback" not in hooked.output


@pytest.mark.parametrize("thing", ["voice", "sticker", "photo", "document", "location"])
def test_what_is_no_text_was_met_with_silence(
    thing: str, hooked: TelegramServer, person: Person, texts: Content
) -> None:
    content: dict[str, Any] = {thing: {"file_id": "x"}}
    update = person.update(message=person.message(**content))
    assert answer(hooked, person, update) == [texts.telegram.only_words]
    assert "getFile" not in [method for method, _ in hooked.double.calls]


def test_a_photo_with_words_was_met_with_silence(hooked: TelegramServer, person: Person, texts: Content) -> None:
    update = person.update(message=person.message(photo=[{"file_id": "x"}], caption="dankjewel"))
    assert answer(hooked, person, update) == texts.answers["thanks"].bubbles(None)


def test_an_edit_counted_as_a_new_message(hooked: TelegramServer, person: Person, texts: Content) -> None:
    said = person.message(text="dankjewel")
    answer(hooked, person, person.update(message=said))
    before = len(hooked.heard(person))
    assert answer(hooked, person, person.edit(said["message_id"], "bedankt"))[0] == texts.telegram.corrected
    assert len(hooked.heard(person)) == before


def test_slash_bot_was_cut_out_of_any_text(hooked: TelegramServer, person: Person) -> None:
    answer(hooked, person, person.text("ik praat liever met een mens/bot dan met /bot"))
    assert hooked.heard(person)[-1]["text"] == "ik praat liever met een mens/bot dan met /bot"


def test_a_text_of_thousands_of_characters_was_sent_whole() -> None:
    bubble = {"text": "Dit is een zin van een lange tekst. " * 250}
    sent = messages([bubble], "telegram:1", QuickReplies("k" * 32))
    assert [len(message.text) <= 4096 for message in sent] == [True] * 3


def test_too_fast_was_not_listened_to(hooked: TelegramServer, person: Person, texts: Content) -> None:
    hooked.double.trouble("sendMessage", 429)
    assert answer(hooked, person, person.text("dankjewel")) == texts.answers["thanks"].bubbles(None)


def test_any_user_could_name_an_intent(hooked: TelegramServer, person: Person) -> None:
    answer(hooked, person, person.text('/request_intake{"heard": "pattern_anxious"}'))
    assert not hooked.heard(person)[-1]["text"].startswith("/")


def test_a_chat_of_telegram_is_nobody_on_the_website(hooked: TelegramServer, person: Person) -> None:
    visitor = hooked.visitor()
    visitor.say("hoi")
    (senders,) = zip(*hooked.rows("SELECT DISTINCT sender_id FROM turns"), strict=True)
    assert {f"telegram:{person.chat_id}", visitor.session_id} <= set(senders)
    assert ":" not in visitor.session_id
