"""The assistant, as it is served; and the same without what it changes in Rasa."""

from __future__ import annotations

import re
import sqlite3
import sys
import time
from contextlib import closing
from datetime import date
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import ClassVar, Final

from benchmarks.contestant import BENCH_DIR, ROOT, Contestant, Running, Training, run
from benchmarks.processes import Program, directory_bytes, free_port
from benchmarks.script import AssistantAnswers, Expected
from stiefwijzer import content

MODEL: Final = BENCH_DIR / "ours" / "stiefwijzer.tar.gz"
_RUNTIME_LOCK: Final = ROOT / "requirements" / "runtime.txt"
_QUIET: Final = {"RASA_TELEMETRY_ENABLED": "false"}


class Ours(Contestant):
    """`serve`, with a database of its own."""

    name: ClassVar[str] = "ours"
    about = "`serve`: Rasa and the actions in one process, SQLite"
    _env: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        self._texts = content.load()

    def prepare(self) -> None:
        """Train, from what is in the tree now."""
        train()

    def training(self) -> Training:
        """Return how long training took."""
        return train()

    def start(self, home: Path, core: int | None) -> Running:
        """Start it, with everything it keeps in `home`."""
        port = free_port()
        command = [sys.executable, "-m", "stiefwijzer", "serve", "--port", str(port), "--model", str(MODEL)]
        env = {
            **_QUIET,
            **self._env,
            "STIEFWIJZER_VAR": str(home),
            "DATABASE_URL": "",
            "STIEFWIJZER_RATES": "off",
            "LOG_LEVEL": "WARNING",
        }
        program = Program(command, log=home / "serve.log", cwd=ROOT, env=env, core=core)
        base = f"http://127.0.0.1:{port}"
        return Running(base, [f"{base}/health"], [program])

    def expected(self) -> Expected:
        """Return what it must answer in a new conversation."""
        return AssistantAnswers(self._texts, quotes=True)

    def kept_turns(self, home: Path) -> int | None:
        """Return how many turns it kept in `home`."""
        return kept_turns(home)

    def disk_bytes(self) -> int:
        """Return what its environment takes, without the tools that only checks and tests need."""
        return directory_bytes(Path(sys.prefix)) - _tools_bytes()


class OursUnpatched(Ours):
    """The same, with Rasa as it ships."""

    name = "ours-unpatched"
    about = "the same with `STIEFWIJZER_PATCHES=off`: Rasa's own work for each turn"
    _env: ClassVar[dict[str, str]] = {"STIEFWIJZER_PATCHES": "off"}
    most_total = 3000


@cache
def train() -> Training:
    """Train the model that both serve; once, however often it is asked for."""
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    options = ("--force", "--out", MODEL.parent, "--fixed-model-name", MODEL.name.removesuffix(".tar.gz"))
    run(sys.executable, "-m", "rasa", "train", *options, cwd=ROOT, env=_QUIET)
    return Training(time.perf_counter() - started, date.today())


def kept_turns(var_dir: Path) -> int:
    """Return how many messages of visitors the database in `var_dir` holds."""
    with closing(sqlite3.connect(var_dir / "stiefwijzer.db")) as database:
        query = "SELECT count(*) FROM turns, json_each(turns.events) WHERE json_extract(value, '$.event') = 'user'"
        return int(database.execute(query).fetchone()[0])


def _tools_bytes() -> int:
    """Return what those packages take that the lock of the runtime does not name."""
    lock = _RUNTIME_LOCK.read_text(encoding="utf-8")
    needed = {_canonical(name) for name in re.findall(r"^([A-Za-z0-9][\w.-]*)", lock, re.MULTILINE)} | {
        "pip",
        "setuptools",
        "nl-core-news-sm",
    }
    files = (
        Path(str(file.locate()))
        for package in distributions()
        if _canonical(package.name) not in needed
        for file in package.files or ()
    )
    return sum(file.lstat().st_blocks * 512 for file in files if file.exists())


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
