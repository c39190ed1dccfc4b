"""The store in a database of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain

from stiefwijzer.storage.conversations import ConversationStore
from tests import postgresql
from tests.storage.talking import DOMAIN

OpenStore = Callable[..., ConversationStore]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a running PostgreSQL."""
    with postgresql.running() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database: whatever is kept is kept in either kind."""
    if request.param == "postgresql":
        return postgresql.make_database(request.getfixturevalue("postgresql_server"))
    return f"sqlite:///{tmp_path / 'stiefwijzer.db'}"


@pytest.fixture
def open_store(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenStore]:
    """Open the store as a newly started process does."""
    monkeypatch.setenv("DATABASE_URL", url)
    opened: list[ConversationStore] = []

    def open_one(domain: Domain = DOMAIN, **options: Any) -> ConversationStore:
        opened.append(ConversationStore(domain, **options))
        return opened[-1]

    yield open_one
    for store in opened:
        store.turns.engine.dispose()


@pytest.fixture
def store(open_store: OpenStore) -> ConversationStore:
    """One store with the domain of the tests."""
    return open_store()
