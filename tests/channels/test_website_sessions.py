"""A session over HTTP: it is renewed, shown again, begun anew and erased, and always by its own token only."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import pytest
import requests
from itsdangerous import TimestampSigner

from stiefwijzer.channels.history import MOST_TURNS
from stiefwijzer.channels.signing import SESSION_MAX_AGE, Sessions
from stiefwijzer.content import Content
from tests.channels.test_website_requests import assert_refused
from tests.conftest import StartServer
from tests.server.running import LIMIT, Server, Visitor, texts_of, titles_of

pytestmark = pytest.mark.slow

CLOSED = [("GET", "history"), ("DELETE", "session")]


def aged(server: Server, visitor: Visitor, seconds: int, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Return the visitor with a token that was made so long ago."""
    with monkeypatch.context() as patch:
        now = TimestampSigner(server.key).get_timestamp()
        patch.setattr(TimestampSigner, "get_timestamp", lambda _: now - seconds)
        return replace(visitor, token=Sessions(server.key, "website").token_for(visitor.session_id))


def test_token_is_renewed_for_the_same_conversation(
    server: Server, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.say("hoi")
    old = aged(server, visitor, SESSION_MAX_AGE - 60, monkeypatch)

    answer = old.ask("POST", "sessions", {})

    assert (answer.status_code, list(answer.json())) == (201, ["token"])
    renewed = replace(visitor, token=answer.json()["token"])
    assert renewed.token != old.token
    assert renewed.session_id == visitor.session_id
    assert renewed.history() == visitor.history()


def test_expired_token_is_not_renewed(server: Server, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    expired = aged(server, visitor, SESSION_MAX_AGE + 60, monkeypatch)

    for method, path in [*CLOSED, ("POST", "sessions")]:
        assert_refused(expired.ask(method, path), 401, "expired_session")


@pytest.mark.parametrize(("method", "path"), [*CLOSED, ("POST", "sessions")])
def test_nobody_else_can_ask_for_a_conversation(method: str, path: str, server: Server, visitor: Visitor) -> None:
    visitor.say("hoi")
    body, _, signature = visitor.token.partition(".")
    tokens = ["", "x", f"{body}.{signature[::-1]}", visitor.session_id, Sessions(server.key, "telegram").start()]

    for token in tokens:
        assert_refused(replace(visitor, token=token).ask(method, path), 401, "unknown_session")
    assert len(visitor.history()) == 3


def test_session_named_in_a_body_or_address_is_passed_over(server: Server, visitor: Visitor) -> None:
    visitor.say("welke stappen zijn er?")
    other = server.visitor()
    named = {"sender": visitor.session_id, "sender_id": visitor.session_id, "session": visitor.token}

    assert other.ask("GET", f"history?sender={visitor.session_id}").json() == {"messages": []}
    answer = other.post({"id": str(uuid.uuid4()), "text": "hoi", **named})
    assert answer.status_code == 200
    assert [event["text"] for event in server.events(visitor, "user")] == ["welke stappen zijn er?"]
    assert [event["text"] for event in server.events(other, "user")] == ["hoi"]


def test_history_is_empty_before_anything_is_said(visitor: Visitor) -> None:
    assert visitor.history() == []


def test_history_is_what_was_said_in_order_with_what_was_pressed(visitor: Visitor, texts: Content) -> None:
    ids = [str(uuid.uuid4()) for _ in range(3)]
    first = visitor.send(ids[0], text="<b>welke</b> stappen zijn er?")
    reply = first[-1]["quick_replies"][0]
    second = visitor.send(ids[1], payload=reply["payload"])
    third = visitor.send(ids[2], text="ik wil niet meer leven")

    expected: list[dict[str, Any]] = [
        {"from": "person", "id": ids[0], "text": "<b>welke</b> stappen zijn er?"},
        *({"from": "assistant", "id": ids[0], **bubble} for bubble in first),
        {"from": "person", "id": ids[1], "text": reply["title"], "payload": reply["payload"]},
        *({"from": "assistant", "id": ids[1], **bubble} for bubble in second),
        {"from": "person", "id": ids[2], "text": "ik wil niet meer leven"},
        *({"from": "assistant", "id": ids[2], **bubble} for bubble in third),
    ]
    assert visitor.history() == expected
    assert expected[-1]["links"]


def test_history_of_a_minor_holds_none_of_their_words(visitor: Visitor) -> None:
    visitor.say("Ik ben 12 en mijn stiefvader is altijd boos")

    assert [message["from"] for message in visitor.history()] == ["assistant"] * 2


def test_history_goes_on_after_a_restart_of_the_server(start_server: StartServer) -> None:
    server = start_server()
    visitor = server.visitor()
    visitor.say("welke stappen zijn er?")
    before = visitor.history()

    server.kill()
    server.start()

    assert visitor.history() == before


def test_history_of_a_very_long_conversation_is_its_end(visitor: Visitor) -> None:
    for number in range(MOST_TURNS + 2):
        visitor.say(f"dankjewel {number}")

    typed = [message["text"] for message in visitor.history() if message["from"] == "person"]
    assert typed == [f"dankjewel {number}" for number in range(2, MOST_TURNS + 2)]


def test_erasing_leaves_nothing_of_the_conversation(server: Server, visitor: Visitor) -> None:
    visitor.say("hoi")

    answer = visitor.ask("DELETE", "session")

    assert (answer.status_code, answer.content) == (204, b"")
    assert visitor.history() == []
    assert server.events(visitor, "user") == server.events(visitor, "bot") == []
    assert visitor.ask("DELETE", "session").status_code == 204


def test_erasing_one_conversation_leaves_the_others(server: Server, visitor: Visitor) -> None:
    other = server.visitor()
    other.say("hoi")

    visitor.ask("DELETE", "session")

    assert len(other.history()) == 3


def test_beginning_anew_gives_another_session_and_erases_the_one_before(
    server: Server, visitor: Visitor, texts: Content
) -> None:
    visitor.say("hoi")

    answer = visitor.ask("POST", "sessions", {"anew": True})
    fresh = replace(visitor, token=answer.json()["token"])

    assert answer.status_code == 201
    assert fresh.session_id != visitor.session_id
    assert server.events(visitor, "user") == []
    assert texts_of(fresh.say("hoi"))[0] == texts.moments.welcome.text


@pytest.mark.parametrize(("said", "line"), [("ik wil niet meer leven", "tel:113"), ("ik ben 12", "tel:08000432")])
def test_beginning_anew_after_danger_stays_careful(said: str, line: str, visitor: Visitor, texts: Content) -> None:
    visitor.say(said)
    fresh = replace(visitor, token=visitor.ask("POST", "sessions", {"anew": True}).json()["token"])

    assert fresh.history() == []
    answer = fresh.say("kan ik een afspraak maken?")

    assert line in [link["url"] for link in answer[-1]["links"]]
    assert texts.title("ask_contact_price") not in titles_of(answer)


def test_beginning_anew_after_all_is_right_again_is_an_ordinary_beginning(visitor: Visitor, texts: Content) -> None:
    visitor.say("ik wil niet meer leven")
    visitor.press(visitor.say("hoi")[-1]["quick_replies"][0])
    fresh = replace(visitor, token=visitor.ask("POST", "sessions", {"anew": True}).json()["token"])

    assert texts_of(fresh.say("welke stappen zijn er?"))[1:] == texts.answers["ask_steps"].bubbles(None)


@pytest.mark.parametrize("body", [{"anew": "yes"}, {"anew": None}, {"anew": 1}, [], "x", 7])
def test_wish_that_is_no_yes_or_no_is_refused(body: object, visitor: Visitor) -> None:
    assert_refused(visitor.ask("POST", "sessions", body) if body != [] else _raw(visitor), 422, "wrong_type")


def _raw(visitor: Visitor) -> requests.Response:
    headers = {"Authorization": f"Bearer {visitor.token}", "Content-Type": "application/json"}
    return requests.post(f"{visitor.url}/chat/sessions", data=b"[]", headers=headers, timeout=LIMIT)


def test_what_is_said_is_kept_by_no_cache(visitor: Visitor) -> None:
    for answer in (visitor.ask("GET", "history"), visitor.ask("POST", "sessions", {}), visitor.post({})):
        assert answer.headers["Cache-Control"] == "no-store"
