"""How often an answer helped: counted with the turn that said so, by answer, and nothing of who or what."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered

from stiefwijzer import cli
from stiefwijzer.storage import database, feedback
from stiefwijzer.storage.conversations import ConversationStore
from stiefwijzer.storage.turns import StaleConversationError
from tests.storage.conftest import OpenStore
from tests.storage.talking import domain_of

DOMAIN = domain_of(
    {
        "intents": ["choice"],
        "slots": {"feedback": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}},
    }
)


async def rate(store: ConversationStore, answer: str | None, number: int, *, helped: bool = True) -> None:
    tracker = await store.retrieve("someone") or store.init_tracker("someone")
    tracker.update(UserUttered("zwaluwstaart", {"name": "choice", "confidence": 1.0}, message_id=f"message-{number}"))
    if answer:
        tracker.update(SlotSet("feedback", {"answer": answer, "helped": helped}))
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)


async def test_verdicts_are_counted_by_answer(open_store: OpenStore) -> None:
    store = open_store(DOMAIN)
    await rate(store, "ask_step_5/both", 1)
    await rate(store, "ask_step_5/both", 2, helped=False)
    await rate(store, "ask_step_5/both", 3)
    await rate(store, "ask_tips_family", 4, helped=False)
    assert feedback.by_answer(store.turns.engine) == [("ask_step_5/both", 2, 1), ("ask_tips_family", 0, 1)]


async def test_a_turn_without_a_verdict_counts_nothing_also_after_one(open_store: OpenStore) -> None:
    store = open_store(DOMAIN)
    await rate(store, "ask_tips_family", 1)
    await rate(store, None, 2)
    assert feedback.by_answer(store.turns.engine) == [("ask_tips_family", 1, 0)]


async def test_a_message_sent_twice_is_counted_once(open_store: OpenStore) -> None:
    store = open_store(DOMAIN)
    await rate(store, "ask_tips_family", 1)
    with pytest.raises(StaleConversationError):
        await rate(store, "ask_tips_family", 1)
    assert feedback.by_answer(store.turns.engine) == [("ask_tips_family", 1, 0)]


async def test_what_is_kept_of_it_names_nobody_and_no_time(open_store: OpenStore) -> None:
    store = open_store(DOMAIN)
    await rate(store, "ask_tips_family", 1)
    columns = {column["name"] for column in sa.inspect(store.turns.engine).get_columns("feedback")}
    assert columns == {"id", "answer", "helped"}


def test_before_anybody_was_asked_there_are_no_counts(url: str) -> None:
    assert feedback.by_answer(database.connect(url)) == []


async def test_the_command_prints_the_counts_with_the_titles(
    open_store: OpenStore, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(DOMAIN)
    await rate(store, "ask_tips_family", 1)
    await rate(store, "of_an_older_version", 2, helped=False)
    assert cli.main(["feedback"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["answer", "helped", "not", "title"]
    assert lines[1].split() == ["ask_tips_family", "1", "0", "Tips", "voor", "het", "gezin"]
    assert lines[2].split() == ["of_an_older_version", "0", "1", "(no", "longer", "there)"]


def test_the_command_says_when_there_is_nothing(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert cli.main(["feedback"]) == 0
    assert capsys.readouterr().out == "nobody was asked yet whether an answer helped\n"
