"""The floor and ours, really started, pass; and so does a short soak."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import soak
from benchmarks.__main__ import QUICK, hold, status
from benchmarks.contestant import Contestant
from benchmarks.floor import Floor
from benchmarks.ours import Ours
from tests.benchmarks.lying import Liar, lie

LOAD = soak.Load(people=5, rate=20, seconds=2)


@pytest.mark.slow
@pytest.mark.parametrize("contestant", [Floor, Ours])
def test_honest_contestant_passes(contestant: type[Contestant]) -> None:
    (result,) = hold([contestant()], QUICK)

    assert status([result]) == 0, result.cannot or result.fault_summary
    assert result.kept == result.sent
    assert result.ready_seconds is not None
    assert result.last_rss is not None


@pytest.mark.slow
async def test_soak_sends_at_its_rate_and_finds_nothing_wrong(tmp_path: Path) -> None:
    found = soak.Soak()

    await soak.hold(Floor(), tmp_path, found, LOAD)

    assert found.ledger.faults == []
    assert len(found.waits) == found.ledger.sent == LOAD.rate * LOAD.seconds
    assert "40 turns, 0 faults (none)" in soak.report(found, LOAD)


async def test_soak_finds_what_is_wrong(tmp_path: Path) -> None:
    found = soak.Soak()

    await soak.hold(Liar(lie(status=lambda: 500)), tmp_path, found, LOAD)

    assert found.ledger.faults
    assert len(found.waits) == found.ledger.sent - len(found.ledger.faults)
    assert "refused" in soak.report(found, LOAD)
