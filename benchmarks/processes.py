"""The programs of a contestant: started on a core of their own, watched through /proc, and ended again."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

_STOPPING_SECONDS: Final = 30
_TAIL_CHARACTERS: Final = 400


class CannotRunError(Exception):
    """A contestant cannot take part; the message says why."""


class Program:
    """A server in a process of its own, with what it says in a file.

    Args:
        command: What to run.
        log: Where what it says goes.
        cwd: The directory to run it in.
        env: Added to the environment.
        core: The one core it and its children may use; None for any.
    """

    def __init__(self, command: list[str], *, log: Path, cwd: Path, env: Mapping[str, str], core: int | None) -> None:
        self._log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own commands
                command,
                cwd=cwd,
                env={**os.environ, **env},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if core is not None:
            os.sched_setaffinity(self._process.pid, {core})

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def check(self) -> None:
        """See that it is running.

        Raises:
            CannotRunError: It has ended.
        """
        status = self._process.poll()
        if status is not None:
            raise CannotRunError(f"it ended with status {status}: {self.last_words()}")

    def last_words(self) -> str:
        """Return the end of what it said, on one line."""
        return " ".join(self._log.read_text(encoding="utf-8", errors="replace")[-_TAIL_CHARACTERS:].split())

    def stop(self) -> None:
        """End it, and what it started."""
        self._process.terminate()
        try:
            self._process.wait(_STOPPING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(ProcessLookupError):  # nobody is left of its session
            os.killpg(self.pid, signal.SIGKILL)


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tree(pid: int) -> list[int]:
    """Return a process and everything it started, as far as they are there."""
    pids = [pid]
    for known in pids:
        for children in Path(f"/proc/{known}/task").glob("*/children"):
            try:
                pids.extend(int(child) for child in children.read_text(encoding="ascii").split())
            except OSError:
                continue  # the thread has ended meanwhile
    return pids


def resident_bytes(pids: Iterable[int]) -> int:
    """Return the memory that processes hold, with what they share counted for each (RSS)."""
    return sum(_kilobytes(Path(f"/proc/{pid}/status"), "VmRSS") for pid in pids) * 1024


def proportional_bytes(pids: Iterable[int]) -> int:
    """Return the memory that processes hold, with what they share divided over them (PSS)."""
    return sum(_kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss") for pid in pids) * 1024


def open_files(pids: Iterable[int]) -> int:
    """Return how many file handles processes hold, sockets included."""
    return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids)


def directory_bytes(directory: Path) -> int:
    """Return what a directory takes on disk."""
    return sum(file.lstat().st_blocks * 512 for file in directory.rglob("*") if not file.is_dir() or file.is_symlink())


def _kilobytes(file: Path, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", file.read_text(encoding="ascii", errors="replace"), re.MULTILINE)
    if found is None:
        raise CannotRunError(f"{file} holds no {name}")
    return int(found[1])
