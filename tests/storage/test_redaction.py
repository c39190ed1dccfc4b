"""Taking a person's words out of what is kept: that something was said, when, and what steers the answer stay."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered, deserialise_events

from stiefwijzer import personal
from stiefwijzer.storage import redaction
from stiefwijzer.storage.conversations import ConversationStore
from stiefwijzer.storage.redaction import care_for
from stiefwijzer.storage.turns import Json, Turn
from tests.storage.conftest import OpenStore
from tests.storage.talking import KINDS, Move, Talk, domain_of

WORD: Final = "zwaluwstaart"
DOMAIN = domain_of(
    {
        "intents": ["greet", "child_user", "crisis_child_safety", "crisis_suicide"],
        "slots": {name: {"type": "text", "mappings": [{"type": "custom"}]} for name in ("danger", "minor")},
        "actions": ["action_answer"],
    }
)


def message(text: str, intent: str = "greet", number: int = 1) -> UserUttered:
    """Return a message as Rasa logs it, with its words in every place where they may stand."""
    understood = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "intent_ranking": [{"name": intent, "confidence": 0.9}],
        "entities": [{"entity": "person", "value": text, "start": 0, "end": len(text)}],
        "evidence": [{"label": intent, "text": text, "start": 0, "end": len(text)}],
        "text_tokens": [[0, len(text)]],
    }
    return UserUttered(
        text,
        understood["intent"],
        understood["entities"],
        parse_data=understood,
        input_channel="website",
        message_id=f"message-{number}",
        metadata={"page": text},
    )


def as_kept(*events: Event) -> list[Json]:
    return [event.as_dict() for event in events]


def answer(text: str) -> BotUttered:
    return BotUttered(text, {"buttons": [{"title": text, "payload": "/greet"}], "custom": {"quoted": text}})


def test_what_the_person_wrote_is_gone_wherever_it_stood() -> None:
    (event,) = redaction.without_words(as_kept(message(WORD)))
    assert WORD not in json.dumps(event)
    assert event["text"] == event["parse_data"]["text"] == ""
    assert event["parse_data"]["entities"] == []


def test_that_something_was_said_when_and_what_it_was_about_stays() -> None:
    (before,) = as_kept(message(WORD, "child_user"))
    (after,) = redaction.without_words([before])
    stays = ("event", "timestamp", "message_id", "input_channel")
    assert {name: after[name] for name in stays} == {name: before[name] for name in stays}
    assert after["parse_data"]["intent"] == {"name": "child_user", "confidence": 0.9}


def test_everything_that_is_no_message_stays_as_it_is() -> None:
    others = as_kept(ActionExecuted("action_answer"), answer("Dag!"), SlotSet("danger", "child_user"))
    assert redaction.without_words(others) == others


def test_answers_are_emptied_only_where_they_may_quote() -> None:
    events = as_kept(message(WORD), answer(f"Je schrijft “{WORD}”."), ActionExecuted("action_answer"))
    kept, emptied = redaction.without_words(events), redaction.without_any_words(events)
    assert kept[1] == events[1]
    assert WORD not in json.dumps(emptied)
    assert [event["event"] for event in emptied] == ["user", "bot", "action"]
    assert emptied[0] == kept[0]
    assert (emptied[1]["text"], emptied[1]["data"]) == ("", {})
    assert emptied[2] == events[2]


def test_what_is_given_is_not_changed_and_nothing_is_added_or_lost() -> None:
    events = as_kept(message(WORD), answer(WORD))
    before = deepcopy(events)
    assert len(redaction.without_any_words(events)) == 2
    assert events == before


@pytest.mark.parametrize("change", [redaction.without_words, redaction.without_any_words])
def test_taking_words_out_twice_takes_out_no_more(change: Any) -> None:
    once = change(as_kept(message(WORD), answer(WORD)))
    assert change(once) == once
    assert change([]) == []


@pytest.mark.parametrize("change", [redaction.without_words, redaction.without_any_words])
def test_a_message_of_which_nothing_was_understood_is_emptied_too(change: Any) -> None:
    (event,) = change([{"event": "user", "timestamp": 1.0, "text": WORD}])
    assert WORD not in json.dumps(event)
    assert event["parse_data"]["intent"] == {}


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6), st.text(alphabet="abc é\n😀", max_size=12))
def test_whatever_happened_no_word_is_left_and_rasa_reads_it_all_the_same(kinds: list[str], around: str) -> None:
    talk = Talk()
    for kind in kinds:
        talk.turn(Move(kind, "inform"))
    events = as_kept(*talk.plain.events, message(f"{around}{WORD}{around}"))
    redacted = redaction.without_any_words(events)
    told = json.dumps([event for event in redacted if event["event"] in {"user", "bot"}])
    assert not any(word in told for word in (WORD, "bericht", "Jan", "Hoe heet je?"))
    assert [type(event) for event in deserialise_events(redacted)] == [
        type(event) for event in deserialise_events(events)
    ]


@pytest.fixture
def store(open_store: OpenStore) -> ConversationStore:
    return open_store(DOMAIN)


async def say(store: ConversationStore, text: str, intent: str, number: int, **slots: str | bool | None) -> None:
    """Say something in a conversation, which is answered with a quotation of it."""
    tracker = await store.retrieve("someone") or store.init_tracker("someone")
    changes = [SlotSet(name, value) for name, value in slots.items()]
    for event in (
        message(text, intent, number),
        *changes,
        answer(f"Je schrijft “{text}”."),
        ActionExecuted("action_listen"),
    ):
        tracker.update(event)
    await store.save(tracker)


def rows(store: ConversationStore) -> list[str]:
    return [json.dumps([turn.state, turn.events]) for turn in store.turns.all("someone")]


@pytest.mark.parametrize(
    "intent",
    ["child_user", "crisis_child_safety", "crisis_suicide"],
    ids=["a child", "a child that is hurt", "a child that does not want to live"],
)
async def test_of_a_minor_what_was_said_before_is_taken_out_too(store: ConversationStore, intent: str) -> None:
    await say(store, WORD, "greet", 1)
    await say(store, WORD, intent, 2, danger=intent, minor=True)
    first, second = rows(store)
    assert WORD not in first
    assert '"text": "zwaluw' not in second
    assert f'"{intent}"' in second


async def test_a_minor_who_later_speaks_of_danger_is_a_minor_still(store: ConversationStore) -> None:
    await say(store, "ik ben 12", "child_user", 1, danger="child_user", minor=True)
    await say(store, WORD, "crisis_suicide", 2, danger="crisis_suicide")
    user = [event for event in store.turns.all("someone")[1].events if event["event"] == "user"]
    assert [event["text"] for event in user] == [""]


async def test_of_a_minor_what_is_said_later_is_not_kept_either(store: ConversationStore) -> None:
    await say(store, "ik ben 12", "child_user", 1, danger="child_user", minor=True)
    await say(store, WORD, "greet", 2)
    user = [event for event in store.turns.all("someone")[1].events if event["event"] == "user"]
    assert [event["text"] for event in user] == [""]
    assert user[0]["message_id"] == "message-2"


@pytest.mark.parametrize("intent", ["crisis_suicide", "crisis_child_safety"])
async def test_of_an_adult_in_danger_the_words_are_kept(store: ConversationStore, intent: str) -> None:
    await say(store, WORD, "greet", 1)
    await say(store, WORD, intent, 2, danger=intent)
    assert all(WORD in row for row in rows(store))


async def test_somebody_who_turns_out_to_be_grown_up_is_heard_again(store: ConversationStore) -> None:
    await say(store, "ik ben 12", "child_user", 1, danger="child_user", minor=True)
    await say(store, "ik ben 35", "greet", 2, danger=None, minor=None)
    await say(store, WORD, "greet", 3)
    assert WORD in rows(store)[2]


async def test_the_conversation_of_a_minor_goes_on(open_store: OpenStore, store: ConversationStore) -> None:
    await say(store, "ik ben 12", "child_user", 1, danger="child_user", minor=True)
    tracker = await open_store(DOMAIN).retrieve("someone")
    assert tracker is not None
    assert tracker.get_slot("danger") == "child_user"
    assert tracker.latest_message is not None
    assert tracker.latest_message.intent["name"] == "child_user"
    assert tracker.latest_message.text == ""


async def test_the_words_of_others_are_left_alone(store: ConversationStore) -> None:
    other = store.init_tracker("another")
    other.update(message(WORD))
    await store.save(other)
    await say(store, WORD, "child_user", 1, danger="child_user", minor=True)
    assert WORD in json.dumps(store.turns.all("another")[0].events)


@pytest.mark.parametrize("slot", sorted(personal.WORDS))
def test_of_a_minor_no_slot_keeps_a_word(slot: str) -> None:
    """Once an exercise that was put aside kept "mijn stiefvader schreeuwt tegen mij"."""
    said = [{"event": "slot", "name": slot, "value": {"pieces": "zwaluwstaart"}}]
    turn = Turn(3, {"slots": {slot: "zwaluwstaart", "danger": "child_user"}, "latest_action": {}}, said)
    care = care_for(turn, draft=None, minor=True, alarm=True)
    assert care.forgetting is not None
    kept = [care.turn, *care.forgetting([turn])]
    assert "zwaluwstaart" not in repr(kept)
    assert all((each.state or {})["slots"] == {"danger": "child_user"} for each in kept)


@pytest.mark.parametrize("slot", sorted(personal.WORDS))
def test_the_turn_that_erases_everything_keeps_no_word_either(slot: str) -> None:
    events: list[Json] = [
        {"event": "slot", "name": slot, "value": "zwaluwstaart"},
        {"event": "slot", "name": personal.ERASED, "value": True},
    ]
    assert "zwaluwstaart" not in repr(care_for(Turn(3, None, events), draft=None, minor=False, alarm=False))
