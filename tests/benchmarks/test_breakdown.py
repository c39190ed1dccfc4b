"""The breakdown of a turn accounts for all of its time."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.breakdown import REST
from tests.server.running import ROOT, environment


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
