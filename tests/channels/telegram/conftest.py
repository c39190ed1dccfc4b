"""The double, and a server that talks with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.telegram.double import Double


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
