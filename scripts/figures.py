"""Print what the assistant costs: size of the environment, time to ready, memory when ready, training time."""

import os
import platform
import re
import socket
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
RUNTIME_LOCK = ROOT / "requirements" / "runtime.txt"
_READY = re.compile(r"Ready in ([\d.]+) s")
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
    """Return the seconds until the server is ready, and its resident memory then, in MB."""
    command = [sys.executable, "-m", "stiefwijzer", "serve", "--port", str(free_port())]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            seconds = next(float(found[1]) for line in server.stdout if (found := _READY.search(line)))
            status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
            kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
        finally:
            server.terminate()
    return seconds, kilobytes / 1024


def training_seconds() -> float:
    """Return the seconds training takes, from the start of the command to the model on disk."""
    command = [sys.executable, "-m", "stiefwijzer", "train"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = _TRAINED.search(done.stdout)
    assert found, done.stdout
    return float(found[1])


def main() -> None:
    """Measure and print one table."""
    seconds, megabytes = serve_figures()
    runtime, tools = environment_bytes()
    rows = [
        ("size of the environment", f"{runtime / 1024**2:.0f} MB", "under 1 GB"),
        ("  tools for make test", f"{tools / 1024**2:.0f} MB", "-"),
        ("from `serve` to ready", f"{seconds:.1f} s", "8 s"),
        ("memory when ready", f"{megabytes:.0f} MB", "400 MB"),
        ("training", f"{training_seconds():.1f} s", "25 s"),
    ]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"| {'what':24} | {'measured':>9} | {'reach':>10} |")
    print(f"|{'-' * 26}|{'-' * 10}:|{'-' * 11}:|")
    for what, measured, reach in rows:
        print(f"| {what:24} | {measured:>9} | {reach:>10} |")


if __name__ == "__main__":
    main()
