"""Every second is charged to one part."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks.clock import Clock


class Work:
    """Work that takes as long as it says."""

    now = 0.0

    @classmethod
    def outer(cls) -> None:
        cls.now += 1
        cls.inner()
        cls.now += 2

    @staticmethod
    def inner() -> None:
        Work.now += 4

    async def later(self) -> str:
        self.inner()
        await asyncio.sleep(0)
        Work.now += 8
        return "done"

    def failing(self) -> None:
        Work.now += 16
        raise ValueError("no")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(Work, "now", 0.0)
    clock = Clock("the rest", lambda: [Work.now, Work.now * 10])
    for name in ("outer", "inner", "later", "failing"):
        monkeypatch.setattr(Work, name, Work.__dict__[name])  # so that what is watched is put back
        clock.watch(Work, name, name)
    return clock


def test_time_of_a_part_within_a_part_counts_once_and_in_every_unit(clock: Clock) -> None:
    Work.outer()
    Work.now += 0.5
    clock.charge()
    assert clock.spent == {"the rest": [0.5, 5.0], "outer": [3.0, 30.0], "inner": [4.0, 40.0]}


def test_coroutine_is_watched_to_its_end(clock: Clock) -> None:
    assert asyncio.run(Work().later()) == "done"
    assert clock.spent["later"] == [8.0, 80.0]
    assert clock.spent["inner"] == [4.0, 40.0]


def test_failing_part_is_charged_and_ended(clock: Clock) -> None:
    with pytest.raises(ValueError, match="no"):
        Work().failing()
    Work.now += 1
    clock.charge()
    assert clock.spent["failing"] == [16.0, 160.0]
    assert clock.spent["the rest"] == [1.0, 10.0]


def test_what_is_forgotten_does_not_count(clock: Clock) -> None:
    Work.outer()
    clock.forget()
    Work.now += 1
    clock.charge()
    assert clock.spent == {"the rest": [1.0, 10.0]}


def test_function_that_is_gone_is_an_error(clock: Clock) -> None:
    with pytest.raises(AttributeError):
        clock.watch(Work, "gone", "gone")
