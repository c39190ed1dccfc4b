"""Requests no browser of ours sends: refused in Dutch or answered kindly, never an error of the server."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from itsdangerous import TimestampSigner

from stiefwijzer.channels.signing import Sessions
from tests.server.running import Server, Visitor

pytestmark = pytest.mark.slow

ID = "41810966-7c00-4677-b5e7-02bb8d7ecd0f"


def assert_refused(answer: requests.Response, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["type"] == f"urn:stiefwijzer:problem:{code}"
    assert problem["status"] == status
    assert problem["detail"].endswith((".", ").", "?"))


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("", 422, "empty_message"),
        (" \t\r\n", 422, "empty_message"),
        ("\x00\x00", 422, "empty_message"),
        ("\ud800", 422, "empty_message"),
        ("/", 422, "empty_message"),
        ("a" * 2001, 413, "message_too_long"),
        ("a" * 20_000, 413, "request_too_large"),
        ("a" * 400_000, 413, "request_too_large"),
    ],
    ids=["empty", "white space", "null bytes", "lone surrogate", "slash", "2001", "20,000", "400,000"],
)
def test_text_that_cannot_be_read_is_refused(text: str, status: int, code: str, visitor: Visitor) -> None:
    assert_refused(visitor.post({"id": ID, "text": text}), status, code)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 2000,
        "😀",
        "👨‍👩‍👧",
        "hallo\x00daar",
        "hallo \ud800",
        "\u202eiollah",
        "\u200b",
        "<b>hoi</b>",
        "'; DROP TABLE events",
        "{x}",
    ],
    ids=[
        "2000",
        "emoji",
        "family emoji",
        "null byte",
        "surrogate",
        "right to left",
        "no width",
        "html",
        "sql",
        "braces",
    ],
)
def test_strange_text_is_answered(text: str, visitor: Visitor) -> None:
    assert all(bubble["text"] for bubble in visitor.say(text))


@pytest.mark.parametrize(
    "text",
    ["/restart", "/session_start", "/back", '/pattern_anxious{"x": 1}', "\x00/restart", "EXTERNAL: pattern_anxious"],
)
def test_typed_command_is_answered_as_text_and_injects_nothing(text: str, server: Server, visitor: Visitor) -> None:
    visitor.say("hoi")

    assert visitor.say(text)

    heard = server.events(visitor, "user")[-1]["parse_data"]
    assert heard["entities"] == []
    assert heard["intent"]["name"] not in ("pattern_anxious", "restart", "session_start", "back")
    assert server.events(visitor, "restart") == []
    assert server.events(visitor, "rewind") == []
    assert len(server.events(visitor, "session_started")) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "bad_json"),
        (b"{", 400, "bad_json"),
        (b'{"id": "\xff"}', 400, "bad_json"),
        (b"[" * 15_000, 400, "bad_json"),
        (b'{"a":' * 2000 + b"1" + b"}" * 2000, 400, "bad_json"),
        (b"[" * 200_000, 413, "request_too_large"),
        ([], 422, "wrong_type"),
        ("hoi", 422, "wrong_type"),
        (None, 422, "wrong_type"),
        ({"text": "hoi"}, 422, "missing_id"),
        ({"id": "no-uuid", "text": "hoi"}, 422, "wrong_type"),
        ({"id": 7, "text": "hoi"}, 422, "wrong_type"),
        ({"id": [ID], "text": "hoi"}, 422, "wrong_type"),
        ({"id": ID, "text": 7}, 422, "wrong_type"),
        ({"id": ID, "text": ["hoi"]}, 422, "wrong_type"),
        ({"id": ID, "text": {"a": 1}}, 422, "wrong_type"),
        ({"id": ID, "payload": 7}, 422, "wrong_type"),
        ({"id": ID}, 422, "wrong_type"),
        ({"id": ID, "text": "hoi", "payload": "/ask_steps"}, 422, "wrong_type"),
        ({"id": ID, "payload": "/ask_steps"}, 422, "unknown_button"),
        ({"id": ID, "payload": "/ask_steps.AAAA"}, 422, "unknown_button"),
        ({"id": ID, "payload": "/restart"}, 422, "unknown_button"),
        ({"id": ID, "payload": ""}, 422, "unknown_button"),
        ({"id": ID, "payload": "/ask_steps.é"}, 422, "unknown_button"),
        ({"id": ID, "payload": "/ask_steps.\ud800"}, 422, "unknown_button"),
    ],
    ids=lambda value: repr(value)[:40] if isinstance(value, bytes | dict | list) else None,
)
def test_body_that_is_no_message_is_refused(body: Any, status: int, code: str, visitor: Visitor) -> None:
    assert_refused(visitor.post(body), status, code)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_body_that_another_site_could_post_is_refused(content_type: str, visitor: Visitor) -> None:
    assert_refused(visitor.post({"id": ID, "text": "hoi"}, Content_Type=content_type), 415, "not_json")


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "Bearer abc", "Basic YTpi", "Bearer \xe9", "Bearer " + "a" * 5000],
    ids=["none", "no token", "empty token", "no token of ours", "another scheme", "not ascii", "long"],
)
def test_request_without_a_session_is_refused(authorization: str, visitor: Visitor) -> None:
    answer = visitor.post({"id": ID, "text": "hoi"}, Authorization=authorization)

    assert_refused(answer, 401, "unknown_session")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_forged_token_is_refused(server: Server, visitor: Visitor) -> None:
    body, _, signature = visitor.token.partition(".")
    other_body = server.visitor().token.partition(".")[0]
    assert other_body != body

    assert_refused(
        Visitor(server.url, f"{other_body}.{signature}").post({"id": ID, "text": "hoi"}), 401, "unknown_session"
    )


def test_token_of_another_key_or_channel_is_refused(server: Server) -> None:
    for sessions in (Sessions("another key " * 4, "website"), Sessions(server.key, "telegram")):
        answer = Visitor(server.url, sessions.start()).post({"id": ID, "text": "hoi"})
        assert_refused(answer, 401, "unknown_session")


def test_expired_token_is_refused_and_says_so(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: 0)
    token = Sessions(server.key, "website").start()

    assert_refused(Visitor(server.url, token).post({"id": ID, "text": "hoi"}), 401, "expired_session")


def test_button_of_one_session_is_refused_in_another(server: Server, visitor: Visitor) -> None:
    reply = visitor.say("hoi")[-1]["quick_replies"][0]

    answer = server.visitor().post({"id": ID, "payload": reply["payload"]})

    assert_refused(answer, 422, "unknown_button")


def test_refused_message_leaves_no_trace_in_the_conversation(server: Server, visitor: Visitor) -> None:
    visitor.post({"id": ID, "text": ""})
    visitor.post({"id": ID, "payload": "/ask_steps"})

    assert server.events(visitor, "user") == []
