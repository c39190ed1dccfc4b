"""What Telegram adds to an answer, and that nobody is met with silence when something breaks."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from sqlalchemy.exc import OperationalError

from stiefwijzer.channels.safety_net import SafetyNet
from stiefwijzer.channels.signing import QuickReplies
from stiefwijzer.channels.telegram import updates
from stiefwijzer.channels.telegram.answering import Answerer
from stiefwijzer.channels.telegram.inbox import Task
from stiefwijzer.channels.telegram.presenting import Message
from stiefwijzer.channels.telegram.taking import TurnTaker
from stiefwijzer.channels.telegram.updates import Update
from stiefwijzer.channels.turn_taking import TurnTaking
from stiefwijzer.content import Content, SafetyAnswer
from stiefwijzer.content.parts import MAX_WORDS
from stiefwijzer.privacy.people import Erased
from stiefwijzer.storage import database
from stiefwijzer.storage.turns import Turns
from tests.server.running import ROOT


class Outbox:
    """Takes the place of the way to Telegram."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    async def send(self, _: int, message: Message) -> None:
        self.sent.append(message.text.partition("\n\n")[0])

    async def typing(self, _: int) -> None:
        return

    async def answer_query(self, *_: Any) -> None:
        return


def answering(texts: Content, path: Path, rasa: Any, outbox: Any, erase: Any = None) -> Answerer:
    turns = Turns(database.connect(f"sqlite:///{path / 'stiefwijzer.db'}"))
    return Answerer(
        taker=TurnTaker(TurnTaking(turns, texts, SafetyNet(texts), rasa)),
        sender=outbox,
        texts=texts,
        quick_replies=QuickReplies("k" * 32),
        forget=lambda _: None,
        erase=erase or (lambda _: Erased(0, 0, told=False)),
        page=None,
    )


def text(said: str, kind: str = updates.TEXT) -> Task:
    return Task(Update(1, 7, kind, 3, said))


async def breaks(_: UserMessage) -> None:
    raise RuntimeError("zwaluwstaart")


@pytest.mark.parametrize("kind", [updates.TEXT, updates.EDIT])
async def test_when_rasa_breaks_danger_is_answered_and_all_else_apologised_for(
    kind: str, texts: Content, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    outbox = Outbox()
    answerer = answering(texts, tmp_path, breaks, outbox)
    with caplog.at_level(logging.DEBUG, logger="stiefwijzer"):
        await answerer.answer(text("ik wil niet meer leven", kind), lambda _: None)
        await answerer.answer(text("welke stappen zijn er?"), lambda _: None)
    danger = texts.answers["crisis_suicide"]
    assert isinstance(danger, SafetyAnswer)
    assert outbox.sent == [*danger.bubbles("self"), texts.moments.trouble.text]
    assert "zwaluwstaart" not in caplog.text


async def test_when_we_break_danger_is_answered_too(
    texts: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox = Outbox()
    answerer = answering(texts, tmp_path, breaks, outbox)
    monkeypatch.setattr(Turns, "answering", lambda *_: 1 / 0)
    await answerer.answer(text("ik wil niet meer leven"), lambda _: None)
    danger = texts.answers["crisis_suicide"]
    assert isinstance(danger, SafetyAnswer)
    assert outbox.sent == danger.bubbles("self")


async def test_erasing_that_failed_is_not_called_done(texts: Content, tmp_path: Path) -> None:
    def cannot(_: Update) -> None:
        raise OperationalError("DELETE", {}, Exception())

    outbox = Outbox()
    await answering(texts, tmp_path, breaks, outbox, cannot).answer(text("/verwijder"), lambda _: None)
    assert outbox.sent == [texts.telegram.not_erased]


@pytest.mark.parametrize(
    ("erased", "said"),
    [
        (Erased(1, 0, told=True), "erased"),
        (Erased(1, 1, told=True), "erased_after_mail"),
        (Erased(1, 1, told=False), "erased_unasked"),
    ],
    ids=["not mailed yet", "mailed, and the coach is asked", "mailed, and nobody can be asked"],
)
async def test_of_a_request_that_was_erased_is_said_what_became_of_it(
    texts: Content, tmp_path: Path, erased: Erased, said: str
) -> None:
    outbox = Outbox()
    await answering(texts, tmp_path, breaks, outbox, lambda _: erased).answer(text("/verwijder"), lambda _: None)
    assert outbox.sent == [getattr(texts.intake.privacy, said), texts.telegram.erased_here]


async def test_what_arrived_before_a_crash_is_not_sent_again(texts: Content, tmp_path: Path) -> None:
    outbox, noted = Outbox(), list[int]()
    await answering(texts, tmp_path, breaks, outbox).answer(Task(text("/verwijder").update, sent=1), noted.append)
    assert outbox.sent == [texts.telegram.erased_here]
    assert noted == [2]


def test_the_welcome_with_what_telegram_protects_is_one_bubble(texts: Content) -> None:
    assert len(f"{texts.moments.welcome.text} {texts.telegram.protects}".split()) <= MAX_WORDS


def test_without_a_token_nothing_of_it_is_loaded() -> None:
    code = (
        "import sys, stiefwijzer.cli, stiefwijzer.server.app;"
        "print(*[name for name in sys.modules if name.startswith('stiefwijzer.channels.telegram.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["stiefwijzer.channels.telegram.cli"]
