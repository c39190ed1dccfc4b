"""Print what the assistant costs: size, time to ready, memory, training, the start by part and hearing by part."""

import json
import os
import platform
import re
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
RUNTIME_LOCK = ROOT / "requirements" / "runtime.txt"
_TRAINED = re.compile(r"Trained in ([\d.]+) s")


def environment_bytes() -> tuple[int, int]:
    """Return the disk space of what runs the assistant, and of the tools that only `make check` and `make test` need."""
    needed = {re.split(r"[=\s\[]", line)[0] for line in RUNTIME_LOCK.read_text(encoding="utf-8").splitlines()}
    tools = 0
    for package in distributions():
        if canonical(package.name) not in {canonical(name) for name in needed if name} | {"pip", "setuptools"}:
            tools += sum(on_disk(Path(str(file.locate()))) for file in package.files or ())
    total = sum(on_disk(Path(directory) / file) for directory, _, files in os.walk(VENV) for file in files)
    return total - tools, tools


def on_disk(file: Path) -> int:
    """Return the disk space of a file, 0 when it is not there."""
    return file.lstat().st_blocks * 512 if file.exists() else 0


def canonical(name: str) -> str:
    """Return a package's name as the index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_figures() -> tuple[float, float]:
    """Return the seconds from the command until the server is ready, and its resident memory then, in MB."""
    command = [sys.executable, "-m", "stiefwijzer", "serve", "--port", str(free_port())]
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            ready = any(line.startswith("Ready") for line in server.stdout)
            seconds = time.perf_counter() - started
            assert ready, "the server stopped before it was ready"
            megabytes = resident_megabytes(Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8"))
        finally:
            server.terminate()
    return seconds, megabytes


def resident_megabytes(status: str) -> float:
    """Return the resident memory that a `status` of proc(5) tells."""
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def measured_by(script: str, *arguments: str) -> list[list[Any]]:
    """Return the rows that a script beside this one measures, in a Python of its own."""
    command = [sys.executable, str(Path(__file__).with_name(script)), *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    rows: list[list[Any]] = json.loads(done.stdout)
    return rows


def training_seconds() -> float:
    """Return the seconds training takes, from the start of the command to the model on disk."""
    command = [sys.executable, "-m", "stiefwijzer", "train"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = _TRAINED.search(done.stdout)
    assert found, done.stdout
    return float(found[1])


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is of words, the others are of figures."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]

    def line(row: Sequence[str]) -> str:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        return f"| {' | '.join(cells)} |"

    rule = "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])])
    return "\n".join([line(head), f"|{rule}|", *map(line, rows)])


def costs() -> str:
    """Measure size, start, memory and training."""
    seconds, megabytes = serve_figures()
    runtime, tools = environment_bytes()
    rows = [
        ("size of the environment", f"{runtime / 1024**2:.0f} MB", "under 1 GB"),
        ("  tools for make test", f"{tools / 1024**2:.0f} MB", "-"),
        ("from `serve` to ready", f"{seconds:.1f} s", "5 s"),
        ("memory when ready", f"{megabytes:.0f} MB", "350 MB"),
        ("training", f"{training_seconds():.1f} s", "30 s"),
    ]
    return table(("what", "measured", "reach"), rows)


def start_by_part(parts: Sequence[Sequence[Any]]) -> str:
    """Return the parts of the start with their sum."""
    total = ("together", sum(part[1] for part in parts), sum(part[2] for part in parts))
    rows = [(name, f"{seconds:.2f}", f"{megabytes:.1f}") for name, seconds, megabytes in (*parts, total)]
    return table(("the start by part", "seconds", "MB"), rows)


def hearing_by_part(parts: Sequence[Sequence[Any]]) -> str:
    """Return the parts of hearing a message."""
    rows = [(name, f"{short:.0f}", f"{long:.0f}") for name, short, long in parts]
    return table(("hearing by part, median in microseconds", "5 words", "60 words"), rows)


def main() -> None:
    """Measure and print three tables."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"\n{costs()}")
    print(f"\n{start_by_part(measured_by('figures_start.py', '--port', str(free_port())))}")
    print(f"\n{hearing_by_part(measured_by('figures_hearing.py'))}")


if __name__ == "__main__":
    main()
