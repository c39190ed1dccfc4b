"""Every kind of update is something to answer, or a reason for silence; nothing makes the reader fail."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stiefwijzer.channels.telegram import updates
from stiefwijzer.channels.telegram.updates import Update, read
from tests.channels.telegram.rules import UPDATE_KINDS, Json

PRIVATE = {"id": 7, "type": "private", "first_name": "Zwaluwstaart"}
GROUP = {"id": -100123, "type": "supergroup", "title": "Zwaluwstaart"}
PERSON = {"id": 7, "is_bot": False, "first_name": "Zwaluwstaart", "language_code": "nl"}


def message(chat: Json = PRIVATE, **content: Any) -> Json:
    return {"message_id": 3, "date": 1, "chat": chat, "from": PERSON, **content}


def member(chat: Json, status: str) -> Json:
    return {"chat": chat, "from": PERSON, "date": 1, "new_chat_member": {"user": PERSON, "status": status}}


ANSWERED: dict[str, tuple[Json, Update]] = {
    "text": ({"message": message(text="hoi")}, Update(1, 7, updates.TEXT, 3, "hoi")),
    "forwarded text": ({"message": message(text="hoi", forward_origin={})}, Update(1, 7, updates.TEXT, 3, "hoi")),
    "caption": ({"message": message(photo=[{}], caption="dit ben ik")}, Update(1, 7, updates.TEXT, 3, "dit ben ik")),
    "edited text": ({"edited_message": message(text="hoi!")}, Update(1, 7, updates.EDIT, 3, "hoi!")),
    "edited caption": ({"edited_message": message(photo=[{}], caption="x")}, Update(1, 7, updates.EDIT, 3, "x")),
    "album": (
        {"message": message(photo=[{}], media_group_id="9")},
        Update(1, 7, updates.THING, 3, album="9"),
    ),
    "button": (
        {"callback_query": {"id": "5", "from": PERSON, "message": message(), "data": "x"}},
        Update(1, 7, updates.BUTTON, text="x", query_id="5"),
    ),
    "old button": (
        {"callback_query": {"id": "5", "from": PERSON, "message": {"chat": PRIVATE, "date": 0}, "data": "x"}},
        Update(1, 7, updates.BUTTON, text="x", query_id="5"),
    ),
    "button without a message": (
        {"callback_query": {"id": "5", "from": PERSON, "inline_message_id": "8", "data": "x"}},
        Update(1, 7, updates.BUTTON, text="x", query_id="5"),
    ),
    "button of a game": (
        {"callback_query": {"id": "5", "from": PERSON, "game_short_name": "x"}},
        Update(1, 7, updates.BUTTON, query_id="5"),
    ),
    "blocked": ({"my_chat_member": member(PRIVATE, "kicked")}, Update(1, 7, updates.BLOCKED)),
    "added to a group": ({"my_chat_member": member(GROUP, "member")}, Update(1, -100123, updates.ELSEWHERE)),
    "text in a group": ({"message": message(GROUP, text="hoi")}, Update(1, -100123, updates.ELSEWHERE)),
    "post in a channel": (
        {"channel_post": {"message_id": 3, "chat": {"id": -5, "type": "channel"}, "text": "x"}},
        Update(1, -5, updates.ELSEWHERE),
    ),
    **{
        thing: ({"message": message(**{thing: {"file_id": "x"}})}, Update(1, 7, updates.THING, 3))
        for thing in sorted(updates.THINGS)
    },
}
SILENT: dict[str, Any] = {
    "somebody joined": {"message": message(GROUP, new_chat_members=[PERSON])},
    "a pinned message": {"message": message(pinned_message={})},
    "a timer": {"message": message(message_auto_delete_timer_changed={})},
    "another bot": {"message": {**message(text="hoi"), "from": {**PERSON, "is_bot": True}}},
    "a location that moves": {"edited_message": message(location={"latitude": 1})},
    "an edit in a group": {"edited_message": message(GROUP, text="x")},
    "unblocked": {"my_chat_member": member(PRIVATE, "member")},
    "put out of a group": {"my_chat_member": member(GROUP, "kicked")},
    "a reaction": {"message_reaction": {"chat": PRIVATE, "message_id": 3}},
    "a poll": {"poll": {"id": "1"}},
    "a query from another chat": {"inline_query": {"id": "1", "from": PERSON, "query": ""}},
    "something of the future": {"thought": {"id": 1}},
    "nothing": {},
    "no chat": {"message": {"text": "hoi"}},
    "a number that is none": {"message": message({"id": 10**30, "type": "private"}, text="x")},
}


@pytest.mark.parametrize(("content", "expected"), ANSWERED.values(), ids=ANSWERED)
def test_it_is_known_for_what_it_is(content: Json, expected: Update) -> None:
    assert read({"update_id": 1, **content}) == expected


@pytest.mark.parametrize("content", SILENT.values(), ids=SILENT)
def test_it_is_met_with_silence(content: Json) -> None:
    assert read({"update_id": 1, **content}) is None


@pytest.mark.parametrize("update", [None, 1, "x", [], {}, {"update_id": "1"}, {"update_id": -1}, {"update_id": True}])
def test_it_is_no_update(update: Any) -> None:
    assert read(update) is None


@pytest.mark.parametrize(("content", "expected"), ANSWERED.values(), ids=ANSWERED)
def test_what_is_kept_of_it_names_nobody_and_comes_back_whole(content: Json, expected: Update) -> None:
    body = expected.dump()
    assert Update.load(body) == expected
    assert "Zwaluwstaart" not in body
    assert "file_id" not in body


def test_telegram_is_asked_only_for_what_has_an_answer() -> None:
    assert {name for content, _ in ANSWERED.values() for name in content} == set(updates.WANTED)
    assert set(updates.WANTED) <= UPDATE_KINDS


def test_half_a_character_and_nul_can_be_kept() -> None:
    update = read({"update_id": 1, "message": message(text="a\ud83d\x00b")})
    assert update is not None
    assert update.text == "a\x00b"
    assert "\x00" not in update.dump()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(
    kind=st.sampled_from(sorted(UPDATE_KINDS)),
    content=st.dictionaries(
        st.sampled_from(["chat", "from", "text", "caption", "data", "id", "message", "photo", "new_chat_member"]), JSON
    ),
)
def test_nothing_makes_the_reader_fail(kind: str, content: Json) -> None:
    update = read({"update_id": 1, kind: content})
    if update is not None:
        assert Update.load(update.dump()) == update
        json.loads(update.dump())
