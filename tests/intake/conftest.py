"""The trained assistant, loaded once with Rasa's patches and once without, and a database a test."""

from __future__ import annotations

import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rasa.core.agent import Agent

from stiefwijzer.channels.safety_net import SafetyNet
from stiefwijzer.cli import MODEL
from stiefwijzer.server.app import load_agent
from stiefwijzer.storage.conversations import ConversationStore, TolerantStore
from tests.intake import talking
from tests.intake.talking import Person

NewPerson = Callable[..., Person]


@pytest.fixture(scope="session")
def net() -> SafetyNet:
    return talking.net()


@pytest.fixture(scope="session")
def agent() -> Iterator[Agent]:
    """The assistant; its store is replaced by that of the test."""
    place = pytest.MonkeyPatch()
    place.setenv("DATABASE_URL", "sqlite://")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa warns about every domain that has slots
        loaded = load_agent(MODEL)
    yield loaded
    place.undo()


@pytest.fixture
def new_person(agent: Agent, net: SafetyNet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[NewPerson]:
    """Make people who talk, all in one database of the test's own."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / f'{uuid.uuid4().hex}.db'}")
    monkeypatch.setenv("STIEFWIJZER_INTAKE_SECONDS", "0")
    monkeypatch.setenv("STIEFWIJZER_SECRET_KEY", "k" * 40)
    monkeypatch.delenv("SMTP_HOST", raising=False)
    store = ConversationStore(agent.domain)
    agent.tracker_store = agent.processor.tracker_store = TolerantStore(store)
    yield lambda **how: Person(agent, net, **how)
    store.turns.engine.dispose()
