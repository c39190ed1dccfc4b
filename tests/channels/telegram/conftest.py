"""The double, and a server that talks with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.telegram.double import Double
from tests.channels.telegram.running import PUBLIC, TelegramServer, running


@pytest.fixture
def double() -> Iterator[Double]:
    """A Bot API nobody has used yet, as strict as the real one."""
    started = Double()
    started.start()
    try:
        yield started
    finally:
        started.stop()


@pytest.fixture
def quick_double() -> Iterator[Double]:
    """The same with limits that are twenty times as wide, for tests that are not about limits."""
    started = Double(pace=20)
    started.start()
    try:
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="package")
def polled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TelegramServer]:
    """A server that fetches updates, for all tests that only talk with it; limits are twenty times as wide."""
    double = Double(pace=20)
    double.start()
    try:
        with running(tmp_path_factory.mktemp("var"), double) as server:
            yield server
    finally:
        double.stop()


@pytest.fixture(scope="package")
def hooked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TelegramServer]:
    """A server that updates are brought to, with a public address; limits are twenty times as wide."""
    double = Double(pace=20)
    double.start()
    try:
        with running(tmp_path_factory.mktemp("var"), double, STIEFWIJZER_PUBLIC_URL=PUBLIC) as server:
            yield server
    finally:
        double.stop()
