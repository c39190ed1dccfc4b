"""The breakdown of a turn accounts for all of its time."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.breakdown import REST, Clock
from tests.server.running import ROOT, environment


class Works:
    def outer(self) -> None:
        time.sleep(0.01)
        self.inner()

    def inner(self) -> None:
        time.sleep(0.03)

    async def later(self) -> None:
        self.inner()


def test_time_within_a_part_within_a_part_counts_once() -> None:
    class Watched(Works):
        pass

    clock = Clock()
    for name in ("outer", "inner", "later"):
        clock.watch(Watched, name, name)
    clock.start()
    before = time.perf_counter_ns()
    Watched().outer()
    asyncio.run(Watched().later())
    clock.stop()
    spent = time.perf_counter_ns() - before
    assert clock.spent["inner"] > clock.spent["outer"] > clock.spent["later"] > 0
    assert abs(sum(clock.spent.values()) - spent) < spent / 2


@pytest.mark.slow
@pytest.mark.parametrize("switch", ["on", "off"])
def test_breakdown_names_every_part_and_adds_up(switch: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.breakdown"],
        cwd=ROOT,
        env=environment(tmp_path, STIEFWIJZER_PATCHES=switch),
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"patches {switch}" in done.stdout
    rows = {
        name.strip(): int(spent) for name, spent in re.findall(r"^\| (.*?) \| +(\d+) \|", done.stdout, re.MULTILINE)
    }
    together = rows.pop("together")
    assert REST in rows
    assert len(rows) == 9
    assert all(spent > 0 for spent in rows.values())
    assert sum(rows.values()) == pytest.approx(together, abs=len(rows))
