"""A run in which anything is wrong, missing, doubled or refused fails, and its errors are no fast answers."""

from __future__ import annotations

import pytest

from benchmarks import report
from benchmarks.__main__ import hold, status
from benchmarks.checks import Kind
from benchmarks.client import RestDoor, WebsiteDoor
from benchmarks.contest import Cores, Result
from benchmarks.measure import Sizes
from tests.benchmarks.lying import Liar, Lie, lie

SIZES = Sizes(people=3, long=40, clients=(1, 4), seconds=0.2, total=120)
LIES = {
    "wrong text": (lie(answer=lambda right, others: ["Morgen schijnt de zon."]), Kind.WRONG),
    "one letter more": (lie(answer=lambda right, others: [f"{right[0]}.", *right[1:]]), Kind.WRONG),
    "no bubble": (lie(answer=lambda right, others: []), Kind.MISSING),
    "empty bubble": (lie(answer=lambda right, others: [""]), Kind.MISSING),
    "doubled bubble": (lie(answer=lambda right, others: [*right, right[-1]]), Kind.DOUBLED),
    "answer of somebody else": (lie(answer=lambda right, others: others), Kind.WRONG),
    "fast error": (lie(status=lambda: 500), Kind.REFUSED),
    "right text in an error": (lie(status=lambda: 503), Kind.REFUSED),
    "hung up": (lie(status=lambda: 0), Kind.REFUSED),
    "turn not kept": (lie(kept=lambda: 0), Kind.MISSING),
    "turn kept twice": (lie(kept=lambda: 2), Kind.DOUBLED),
}


def _held(liar: Liar) -> Result:
    (result,) = hold([liar], SIZES)
    return result


@pytest.mark.parametrize("door", [WebsiteDoor, RestDoor])
def test_honest_server_passes(door: type[WebsiteDoor | RestDoor]) -> None:
    result = _held(Liar(Lie(), door))

    assert status([result]) == 0, result.faults
    assert result.sent == result.kept
    assert result.sent >= SIZES.total
    assert len(result.turns.long) == SIZES.long
    assert all(result.turns.per_second[clients] > 0 for clients in SIZES.clients)


@pytest.mark.parametrize("door", [WebsiteDoor, RestDoor])
@pytest.mark.parametrize("name", LIES)
def test_lying_server_fails_the_run_and_is_named(name: str, door: type[WebsiteDoor | RestDoor]) -> None:
    told, kind = LIES[name]

    result = _held(Liar(told, door))

    assert status([result]) == 1
    assert kind in {fault.kind for fault in result.faults}
    text = report.table([result], Cores(), quick=False)
    assert f"NOT RIGHT: liar: {result.fault_summary}" in text
    assert str(result.faults[0]) in text


def test_answer_addressed_to_somebody_else_is_refused() -> None:
    result = _held(Liar(lie(recipient=lambda sender: "somebody else"), RestDoor))

    assert {fault.kind for fault in result.faults} == {Kind.REFUSED}


def test_errors_are_no_fast_answers() -> None:
    right, failing = _held(Liar(Lie())), Liar(lie(status=lambda: 500))
    failing.turns = iter([1, *[7] * 10_000])  # type: ignore[assignment]  # the first is right, all others fail

    result = _held(failing)

    assert len(right.turns.new) == SIZES.people * 8
    assert result.turns.new == []
    assert not any(result.turns.per_second.values())


def test_absent_contestant_fails_the_run_and_is_named() -> None:
    absent = Result("stock", "Rasa", cannot="no package index")

    assert status([absent]) == 1
    assert status([]) == 1
    assert "COULD NOT RUN: stock: no package index" in report.table([absent], Cores(), quick=False)
