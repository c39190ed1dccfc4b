"""The double refuses what Telegram refuses: a test against it proves something."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from stiefwijzer.channels.telegram.api import BotApi, RefusedError, UnreachableError
from tests.channels.telegram import double as doubles
from tests.channels.telegram.double import TOKEN, Double
from tests.channels.telegram.people import Person
from tests.channels.telegram.rules import Json


def button(**extra: Any) -> Json:
    return {"inline_keyboard": [[{"text": "Ja", **extra}]]}


@pytest.fixture
def person(quick_double: Double) -> Person:
    return Person(quick_double)


async def call(double: Double, method: str, token: str = TOKEN, **parameters: Any) -> Any:
    api = BotApi(token, double.url)
    try:
        return await api.call(method, **parameters)
    finally:
        await api.close()


REFUSED: dict[str, tuple[Json, str]] = {
    "empty text": ({"text": ""}, "message text is empty"),
    "only spaces": ({"text": " \n "}, "message text is empty"),
    "only markup": ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
    "too long": ({"text": "a" * 4097}, "message is too long"),
    "too long in emoji": ({"text": "😀" * 2049}, "message is too long"),
    "bare <": ({"text": "1 < 2", "parse_mode": "HTML"}, "can't parse entities"),
    "bare &": ({"text": "jij & ik", "parse_mode": "HTML"}, "can't parse entities"),
    "unknown tag": ({"text": "<script>x</script>", "parse_mode": "HTML"}, "Unsupported start tag"),
    "tag not closed": ({"text": "<b>x", "parse_mode": "HTML"}, "Can't find end tag"),
    "tags crossed": ({"text": "<b><i>x</b></i>", "parse_mode": "HTML"}, "Unmatched end tag"),
    "unknown mode": ({"text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
    "payload too long": ({"text": "x", "reply_markup": button(callback_data="a" * 65)}, "BUTTON_DATA_INVALID"),
    "payload too long in bytes": ({"text": "x", "reply_markup": button(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
    "payload empty": ({"text": "x", "reply_markup": button(callback_data="")}, "BUTTON_DATA_INVALID"),
    "button that dials": ({"text": "x", "reply_markup": button(url="tel:112")}, "BUTTON_URL_INVALID"),
    "button that does nothing": ({"text": "x", "reply_markup": button()}, "Text buttons are unallowed"),
    "button without text": (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "", "callback_data": "a"}]]}},
        "text is empty",
    ),
    "keyboard of another shape": ({"text": "x", "reply_markup": {"buttons": []}}, "reply keyboard markup"),
    "text of another type": ({"text": 5}, "wrong type"),
    "chat of another type": ({"chat_id": True, "text": "x"}, "wrong type"),
    "unknown parameter": ({"text": "x", "quick_replies": []}, "unknown parameter"),
    "chat nobody wrote from": ({"chat_id": 42, "text": "x"}, "chat not found"),
    "no text": ({}, "parameter text is missing"),
}


@pytest.mark.parametrize(("parameters", "description"), REFUSED.values(), ids=REFUSED)
async def test_a_message_is_refused(parameters: Json, description: str, quick_double: Double, person: Person) -> None:
    with pytest.raises(RefusedError) as refusal:
        await call(quick_double, "sendMessage", **{"chat_id": person.chat_id, **parameters})
    assert refusal.value.code == 400
    assert description in refusal.value.description
    assert person.got() == []


@pytest.mark.parametrize("text", ["a" * 4096, "😀" * 2048])
async def test_the_longest_text_is_taken(text: str, quick_double: Double, person: Person) -> None:
    await call(quick_double, "sendMessage", chat_id=person.chat_id, text=text)
    assert [sent.text for sent in person.got()] == [text]


async def test_markup_is_read_and_counted_without_tags(quick_double: Double, person: Person) -> None:
    text = "<b>" + "a" * 4095 + "</b>&lt;"
    await call(quick_double, "sendMessage", chat_id=person.chat_id, text=text, parse_mode="HTML")
    assert person.got()[0].text == "a" * 4095 + "<"


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("setWebhook", {"url": "http://chat.example.nl/"}),
        ("setWebhook", {"url": "https://chat.example.nl:5005/"}),
        ("setWebhook", {"url": "https://chat.example.nl/", "secret_token": "geheim!"}),
        ("setWebhook", {"url": "https://chat.example.nl/", "secret_token": "a" * 257}),
        ("setWebhook", {"url": "https://chat.example.nl/", "allowed_updates": ["messages"]}),
        ("setMyCommands", {"commands": [{"command": "Start", "description": "Begin"}]}),
        ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "Begin"}]}),
        ("setMyCommands", {"commands": [{"command": "start", "description": ""}]}),
        ("setMyCommands", {"commands": [], "scope": {"type": "everybody"}}),
        ("setMyDescription", {"description": "a" * 513}),
        ("setMyShortDescription", {"short_description": "a" * 121}),
        ("sendChatAction", {"chat_id": 1, "action": "thinking"}),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}),
        ("answerCallbackQuery", {"callback_query_id": "never asked"}),
    ],
)
async def test_a_call_is_refused(method: str, parameters: Json, quick_double: Double) -> None:
    with pytest.raises(RefusedError) as refusal:
        await call(quick_double, method, **parameters)
    assert refusal.value.code == 400


async def test_a_wrong_token_and_a_method_that_is_none_are_refused(quick_double: Double) -> None:
    with pytest.raises(RefusedError) as token:
        await call(quick_double, "getMe", token=TOKEN[:-1] + "x")
    with pytest.raises(RefusedError) as method:
        await call(quick_double, "sendTelepathy")
    assert (token.value.code, method.value.code) == (401, 404)


async def test_a_person_who_blocked_the_bot_gets_nothing(quick_double: Double, person: Person) -> None:
    person.member("kicked")
    with pytest.raises(RefusedError) as refusal:
        await call(quick_double, "sendMessage", chat_id=person.chat_id, text="x")
    assert refusal.value.code == 403


async def test_two_messages_within_a_second_in_a_chat_are_one_too_many(double: Double) -> None:
    person = Person(double)
    await call(double, "sendMessage", chat_id=person.chat_id, text="x")
    with pytest.raises(RefusedError) as refusal:
        await call(double, "sendMessage", chat_id=person.chat_id, text="x")
    assert (refusal.value.code, refusal.value.retry_after) == (429, 1)


async def test_more_than_thirty_messages_within_a_second_are_too_many(double: Double) -> None:
    people = [Person(double) for _ in range(40)]
    sending = (call(double, "sendMessage", chat_id=person.chat_id, text="x") for person in people)
    refusals = [error for error in await asyncio.gather(*sending, return_exceptions=True) if error]
    refused = [error.code for error in refusals if isinstance(error, RefusedError)]
    assert refused == [429] * 10
    assert len(double.sent) == 30


async def test_nobody_reads_while_a_webhook_is_set_or_another_reads(quick_double: Double) -> None:
    first = asyncio.create_task(call(quick_double, "getUpdates", timeout=5))
    await asyncio.sleep(0.2)
    assert await call(quick_double, "getUpdates", timeout=0) == []
    with pytest.raises(RefusedError) as other:
        await first
    await call(quick_double, "setWebhook", url="https://chat.example.nl/")
    with pytest.raises(RefusedError) as hooked:
        await call(quick_double, "getUpdates")
    assert (other.value.code, hooked.value.code) == (409, 409)


async def test_an_update_comes_again_until_the_next_one_is_asked_for(quick_double: Double, person: Person) -> None:
    quick_double.updates.append(person.text("hoi"))
    (update,) = await call(quick_double, "getUpdates")
    assert await call(quick_double, "getUpdates") == [update]
    assert await call(quick_double, "getUpdates", offset=update["update_id"] + 1) == []


@pytest.mark.parametrize("kind", [doubles.DROP, doubles.RUBBISH, doubles.DROP_AFTER])
async def test_trouble_on_the_line_is_no_answer(kind: str, quick_double: Double, person: Person) -> None:
    quick_double.trouble("sendMessage", kind)
    with pytest.raises(UnreachableError):
        await call(quick_double, "sendMessage", chat_id=person.chat_id, text="x")
    assert len(person.got()) == int(kind == doubles.DROP_AFTER)


async def test_no_error_holds_the_token(quick_double: Double) -> None:
    api = BotApi(TOKEN, "http://127.0.0.1:1")
    with pytest.raises(UnreachableError) as unreachable:
        await api.call("getMe")
    await api.close()
    with pytest.raises(RefusedError) as refused:
        await call(quick_double, "nothing")
    for error in (unreachable.value, refused.value):
        assert TOKEN not in f"{error!r} {error} {error.__cause__!r}"
        assert error.__suppress_context__ or error.__context__ is None
