"""The really running server, for every test that talks with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stiefwijzer.content import Content, load
from tests.server.running import ROOT, Server, Visitor

StartServer = Callable[..., Server]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that only talk with it."""
    running = Server(tmp_path_factory.mktemp("var"))
    running.start()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def visitor(server: Server) -> Visitor:
    """Somebody who has not said anything yet."""
    return server.visitor()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[StartServer]:
    """Start a server of the test's own, that the test may stop, kill and start again."""
    started: list[Server] = []

    def start(*options: str, cwd: Path = ROOT, **extra: str) -> Server:
        running = Server(tmp_path / f"var{len(started)}", *options, cwd=cwd, **extra)
        started.append(running)
        running.start()
        return running

    try:
        yield start
    finally:
        for running in started:
            running.kill()


@pytest.fixture(scope="session")
def texts() -> Content:
    """Everything the assistant can say."""
    return load()
