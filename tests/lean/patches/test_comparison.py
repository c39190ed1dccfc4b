"""What the fifty conversations rest on: a file that is read strictly, and a comparison that can fail."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from stiefwijzer.cli import MODEL
from stiefwijzer.limits import MAX_MESSAGE_CHARACTERS
from tests.lean.patches.conversations import Again, ConversationError, Press, PressLate, Say, Silence, read
from tests.lean.patches.playing import SHORT_SESSION, Talk, differences, with_short_sessions
from tests.server.running import QuickReply


def made_up() -> Talk:
    """Return a conversation of one turn, as a server would have answered and kept it."""
    buttons: list[QuickReply] = [
        {"title": "De vijf stappen", "payload": "a"},
        {"title": "Kennismaken", "payload": "b"},
    ]
    heard = {"intent": {"name": "greet", "confidence": 0.9}}
    return Talk(
        "somebody",
        answers=[[{"text": "Welkom.", "quick_replies": []}, {"text": "Hallo.", "quick_replies": buttons}]],
        events=[
            {"event": "user", "timestamp": 1.0, "text": "hoi", "message_id": "1", "parse_data": heard},
            {"event": "bot", "timestamp": 1.1, "text": "Hallo."},
            {"event": "slot", "timestamp": 1.2, "name": "misses", "value": 0, "metadata": {"model_id": "m"}},
        ],
        slots={"misses": 0, "heard": None},
    )


def _text(talk: Talk) -> None:
    talk.answers[0][1]["text"] = "Hallo!"


def _button(talk: Talk) -> None:
    talk.answers[0][1]["quick_replies"][0]["title"] = "Stap 1"


def _order_of_buttons(talk: Talk) -> None:
    talk.answers[0][1]["quick_replies"].reverse()


def _missing_bubble(talk: Talk) -> None:
    del talk.answers[0][0]


def _missing_answer(talk: Talk) -> None:
    talk.answers.clear()


def _slot_event(talk: Talk) -> None:
    talk.events[2]["value"] = 1


def _heard(talk: Talk) -> None:
    talk.events[0]["parse_data"]["intent"]["name"] = "goodbye"


def _missing_event(talk: Talk) -> None:
    del talk.events[-1]


def _doubled_event(talk: Talk) -> None:
    talk.events.insert(1, talk.events[1])


def _order_of_events(talk: Talk) -> None:
    talk.events.reverse()


def _slots(talk: Talk) -> None:
    talk.slots["heard"] = "pattern_anxious"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (_text, ["answer 1"]),
        (_button, ["answer 1"]),
        (_order_of_buttons, ["answer 1"]),
        (_missing_bubble, ["answer 1"]),
        (_missing_answer, ["answer 1"]),
        (_slot_event, ["event 3"]),
        (_heard, ["event 1"]),
        (_missing_event, ["event 3"]),
        (_doubled_event, ["event 3", "event 4"]),
        (_order_of_events, ["event 1", "event 3"]),
        (_slots, ["slots"]),
    ],
)
def test_difference_is_noticed_and_named(change: Callable[[Talk], None], what: list[str]) -> None:
    changed = made_up()
    change(changed)

    assert [difference.partition(":")[0] for difference in differences(made_up(), changed)] == what
    assert [difference.partition(":")[0] for difference in differences(changed, made_up())] == what


def test_what_every_play_has_of_its_own_is_no_difference() -> None:
    other = made_up()
    other.session_id = "somebody else"
    other.answers[0][1]["quick_replies"][0]["payload"] = "signed for somebody else"
    other.events[0] |= {"timestamp": 2.0, "message_id": "2"}
    other.events[2]["metadata"] = {"model_id": "another"}

    assert differences(made_up(), other) == []


def written(place: Path, text: str) -> Path:
    file = place / "conversations.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_kind_of_step_is_read(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "- name: all\n  steps: [hoi, press: Kennismaken, press: 2, late: Kennismaken, again: true, silence: true, '5']",
    )

    [conversation] = read(file)

    assert conversation.steps == (
        Say("hoi"), Press("Kennismaken"), Press(2), PressLate("Kennismaken"), Again(), Silence(), Say("5")
    )  # fmt: skip
    assert (conversation.messages, conversation.is_silent_once) == (5, True)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("prss: Kennismaken", "'talk', step 2: {'prss': 'Kennismaken'} is no step"),
        ("press: 0", "step 2"),
        ("press: true", "step 2"),
        ("press: 1.5", "step 2"),
        ("late: 1", "step 2"),
        ("again: false", "step 2"),
        ("silence: 3", "step 2"),
        ("{press: 1, again: true}", "step 2"),
        ("5", "step 2"),
        ("' '", "step 2"),
        ("[ja]", "step 2"),
    ],
)
def test_unknown_step_is_named(step: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConversationError) as error:
        read(written(tmp_path, f"- name: talk\n  steps:\n    - hoi\n    - {step}\n"))

    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- steps: [hoi]", "a name and a list of steps"),
        ("- name: talk\n  steps: []", "a name and a list of steps"),
        ("- name: talk\n  steps: [hoi]\n  step: [ja]", "a name and a list of steps"),
        ("- name: talk\n  steps: [press: 1]", "nothing was answered yet"),
        ("- {name: talk, steps: [hoi]}\n- {name: talk, steps: [hoi]}", "two conversations have the name 'talk'"),
    ],
)
def test_conversation_that_cannot_be_played_is_named(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConversationError) as error:
        read(written(tmp_path, text))

    assert said in str(error.value)


def test_the_fifty_hold_long_talks_long_messages_and_every_kind_of_step() -> None:
    fifty = read()
    steps = [step for conversation in fifty for step in conversation.steps]
    lengths = [len(step.text) for step in steps if isinstance(step, Say)]

    assert sum(conversation.messages >= 25 for conversation in fifty) >= 3
    assert 0.95 * MAX_MESSAGE_CHARACTERS < max(lengths) <= MAX_MESSAGE_CHARACTERS
    assert {type(step) for step in steps} == {Say, Press, PressLate, Again, Silence}


def test_copied_model_differs_in_the_length_of_a_session_only(tmp_path: Path) -> None:
    usual, short = _files(MODEL), _files(with_short_sessions(MODEL, tmp_path / "short.tar.gz"))

    metadata = json.loads(usual["metadata.json"])
    metadata["domain"]["session_config"]["session_expiration_time"] = SHORT_SESSION
    assert json.loads(short["metadata.json"]) == metadata
    assert {**short, "metadata.json": b""} == {**usual, "metadata.json": b""}


def _files(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as opened:
        members = {member.name.lstrip("/"): opened.extractfile(member) for member in opened}
        return {name: stream.read() for name, stream in members.items() if stream is not None}
