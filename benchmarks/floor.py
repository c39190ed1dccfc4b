"""The floor: what remains when nothing is understood."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import ClassVar, Final

from benchmarks.contestant import ROOT, Contestant, Running
from benchmarks.floor_server import LINE
from benchmarks.processes import Program, free_port
from benchmarks.script import Expected, FixedAnswer

_DATABASE: Final = "floor.db"


class Floor(Contestant):
    """The same server with one fixed line and one SQLite row a turn."""

    name: ClassVar[str] = "floor"
    about = "the same HTTP server answering one fixed line and writing one SQLite row a turn"

    def start(self, home: Path, core: int | None) -> Running:
        """Start it, with everything it keeps in `home`."""
        port = free_port()
        command = [sys.executable, "-m", "benchmarks.floor_server", str(port), str(home / _DATABASE)]
        program = Program(command, log=home / "floor.log", cwd=ROOT, env={}, core=core)
        base = f"http://127.0.0.1:{port}"
        return Running(base, [f"{base}/health"], [program])

    def expected(self) -> Expected:
        """Return what it must answer in a new conversation."""
        return FixedAnswer(LINE)

    def kept_turns(self, home: Path) -> int:
        """Return how many turns it kept in `home`."""
        with closing(sqlite3.connect(home / _DATABASE)) as database:
            return int(database.execute("SELECT count(*) FROM turns").fetchone()[0])
