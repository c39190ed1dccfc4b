"""Work in several processes: the same results, in the same order, and errors that are seen."""

from __future__ import annotations

import os

import pytest

from stiefwijzer.nlu import side_by_side
from stiefwijzer.nlu.side_by_side import spread

ON_CORES = [1, 3]


@pytest.fixture(params=ON_CORES, ids=[f"on {cores}" for cores in ON_CORES])
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(side_by_side, "_cores", lambda: request.param)
    return int(request.param)


@pytest.mark.usefixtures("cores")
def test_results_stand_in_the_order_of_the_items() -> None:
    offset = 100  # a closure: nothing of it is pickled
    assert spread(lambda item: item + offset, range(50)) == list(range(100, 150))


@pytest.mark.usefixtures("cores")
def test_no_items_give_no_results() -> None:
    assert spread(lambda item: item, []) == []


def test_several_cores_are_several_processes_and_one_is_this_one(cores: int) -> None:
    processes = set(spread(lambda _: os.getpid(), range(50)))
    assert (processes == {os.getpid()}) == (cores == 1)


@pytest.mark.usefixtures("cores")
def test_error_of_the_work_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        spread(lambda item: 1 // item, [1, 0])


def test_process_that_dies_is_an_error_and_no_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "_cores", lambda: 2)
    with pytest.raises(RuntimeError):
        spread(lambda _: os._exit(1), range(4))
