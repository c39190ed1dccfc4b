"""What `python -m benchmarks.understanding` measures."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks import understanding
from tests.server.running import LIMIT, ROOT


async def test_every_message_is_measured_in_every_round_but_the_first() -> None:
    heard: list[str] = []

    async def hear(text: str) -> None:
        heard.append(text)

    milliseconds = await understanding.measure(hear, ["een", "twee"])

    assert heard == ["een", "twee"] * (1 + understanding.ROUNDS)
    assert len(milliseconds) == 2 * understanding.ROUNDS
    assert milliseconds == sorted(milliseconds)


@pytest.mark.slow
def test_the_table_has_the_floor_beside_it() -> None:
    command = [sys.executable, "-m", "benchmarks.understanding"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=LIMIT).stdout

    rows = {line.split("|")[1].strip(): line.split("|")[2:5] for line in printed.splitlines() if line.startswith("| ")}
    names = ("understanding", "the safety gate alone", "reading the words only (floor)")
    ours, gate, floor = ([float(cell) for cell in rows[name]] for name in names)
    assert floor[0] < gate[0] < ours[0] < ours[1] <= ours[2]
    assert float(rows["understanding, times the floor"][0]) == pytest.approx(ours[0] / floor[0], rel=0.2)
    assert float(rows["the gate, times the floor"][0]) == pytest.approx(gate[0] / floor[0], rel=0.2)
