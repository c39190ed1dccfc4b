"""What every contestant is: something that can be prepared, started, talked with, and asked what it kept."""

from __future__ import annotations

import os
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar, Final

from benchmarks.client import RestDoor, WebsiteDoor
from benchmarks.processes import CannotRunError, Program, tree
from benchmarks.script import Expected

ROOT: Final = Path(__file__).parents[1]
#: What the benchmark installs, trains and writes.
BENCH_DIR: Final = ROOT / "var" / "bench"


@dataclass(frozen=True)
class Training:
    """How long training took.

    Attributes:
        seconds: That long.
        day: When that was.
        note: What else to know about it.
    """

    seconds: float
    day: date
    note: str = ""


@dataclass
class Running:
    """A started contestant.

    Attributes:
        base: The address visitors talk to.
        health: The addresses that must all answer before it is ready.
        programs: Its processes.
    """

    base: str
    health: list[str]
    programs: list[Program] = field(default_factory=list)

    def pids(self) -> list[int]:
        """Return its processes and all they started."""
        return [pid for program in self.programs for pid in tree(program.pid)]

    def check(self) -> None:
        """See that all of it is running.

        Raises:
            CannotRunError: Some of it has ended.
        """
        for program in self.programs:
            program.check()

    def stop(self) -> None:
        """End it."""
        for program in self.programs:
            program.stop()


class Contestant(ABC):
    """One of those that are compared.

    Attributes:
        name: What it is called in the table, and by --only.
        about: What one must know of it to read its figures.
        door: The HTTP shape it speaks.
        most_long: The turns after which its long conversation is stopped; None for no such limit.
        most_total: The turns after which its memory is read again; None for no such limit.
    """

    name: ClassVar[str]
    about: str = ""
    door: ClassVar[type[WebsiteDoor | RestDoor]] = WebsiteDoor
    most_long: ClassVar[int | None] = None
    most_total: ClassVar[int | None] = None

    def prepare(self) -> None:  # noqa: B027 - not everybody needs it
        """Install and train what is not there yet.

        Raises:
            CannotRunError: It cannot be had on this machine.
        """

    @abstractmethod
    def start(self, home: Path, core: int | None) -> Running:
        """Start it, with everything it keeps in `home`."""

    @abstractmethod
    def expected(self) -> Expected:
        """Return what it must answer in a new conversation."""

    def kept_turns(self, home: Path) -> int | None:
        """Return how many turns it kept in `home`; None when it keeps none anywhere."""
        return None

    def disk_bytes(self) -> int | None:
        """Return what its environment takes on disk; None when it has none of its own."""
        return None

    def training(self) -> Training | None:
        """Return how long training took; None when there is nothing to train."""
        return None


def run(*command: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a command to its end; return what it said on stdout.

    Raises:
        CannotRunError: It failed.
    """
    done = subprocess.run(  # noqa: S603 - our own commands
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stderr or done.stdout).split()
        raise CannotRunError(f"{Path(command[0]).name} {command[1]} failed: {' '.join(said[-40:])}")
    return done.stdout
