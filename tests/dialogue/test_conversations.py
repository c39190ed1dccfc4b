"""Whole conversations with the trained assistant: what is answered, turn by turn, whatever happened before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from stiefwijzer.content import Content, load
from stiefwijzer.content.intake import filled
from stiefwijzer.intake import fields
from tests.dialogue.naming import Names
from tests.dialogue.playing import HERE, NO_BUTTON, Answer, Conversation, play_apart, read

FILES = [HERE / "steps.yml", HERE / "talk.yml"]
CONVERSATIONS = [conversation for file in FILES for conversation in read(file)]
NAMES = Names(load())
#: Three bubbles are what a tired reader takes.
MOST_BUBBLES = 3
#: Answers of step 1 that nobody asked to keep, and those that somebody let go.
NEVER_KEPT = ["ik moest groot zijn", "ik loste alles zelf op", "thuis was er weinig plek voor tranen"]


def asks_on(answer: Answer) -> bool:
    """Tell whether an answer ends with a question of the form, which is answered by typing."""
    questions = [each for _, each in load().intake.questions]
    limit = fields.MAX_QUESTION
    return answer.bubbles[-1] in {filled(text, limit=limit) for each in questions for text in (each.text, each.again)}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("conversations") / "stiefwijzer.db"


@pytest.fixture(scope="module")
def played(database: Path) -> Mapping[str, list[Answer | None]]:
    return play_apart(FILES, database)


def test_there_are_forty_and_half_of_them_are_long() -> None:
    assert len(CONVERSATIONS) >= 40
    assert sum(conversation.messages > 12 for conversation in CONVERSATIONS) >= 20


def test_no_two_have_the_same_name() -> None:
    assert len({conversation.name for conversation in CONVERSATIONS}) == len(CONVERSATIONS)


@pytest.mark.slow
@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=[conversation.name for conversation in CONVERSATIONS])
def test_every_message_is_answered_as_it_should_be(
    conversation: Conversation, played: Mapping[str, list[Answer | None]]
) -> None:
    for number, (step, answer) in enumerate(zip(conversation.steps, played[conversation.name], strict=True), start=1):
        if answer is None:
            continue
        assert NO_BUTTON not in answer.bubbles, f"step {number}, {step.what!r}: only {answer.titles}"
        said = NAMES.of(answer.bubbles)
        missing = [name for name in step.hears if not any(each == name or each.startswith(f"{name}.") for each in said)]
        assert not missing, f"step {number}, {step.what!r}: {missing} not among {said}"
        assert step.hears, f"step {number}, {step.what!r}: it is not said what must be answered"


@pytest.mark.slow
def test_no_answer_is_silent_too_long_or_a_dead_end(played: Mapping[str, list[Answer | None]]) -> None:
    for name, answers in played.items():
        for answer in filter(None, answers):
            assert 1 <= len(answer.bubbles) <= MOST_BUBBLES, name
            assert answer.titles or answer.links or asks_on(answer), (name, answer.bubbles)


@pytest.mark.slow
def test_no_answer_of_a_reflection_stands_in_the_database(
    played: Mapping[str, list[Answer | None]], database: Path
) -> None:
    assert played
    kept = b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
    said = {step.what for conversation in CONVERSATIONS for step in conversation.steps}
    for words in NEVER_KEPT:
        assert any(words in each for each in said), "nobody says this any more"
    assert b"hoi" in kept
    assert [words for words in NEVER_KEPT if words.encode() in kept] == []


def test_every_name_is_one_of_a_text(texts: Content) -> None:
    known = NAMES.all()
    unknown = {
        name
        for conversation in CONVERSATIONS
        for step in conversation.steps
        for name in step.hears
        if not any(each == name or each.startswith(f"{name}.") for each in known)
    }
    assert unknown == set()
