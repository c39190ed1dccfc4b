"""Set up the environment: `python scripts/bootstrap.py runtime|dev|lock`, as the Makefile calls it.

Runs on the standard library of any Python 3, so that a wrong Python gets a sentence and not a traceback.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
WANTED = (3, 11)
#: What the environment needs on disk while it is being set up, in bytes (measured by `make figures`, with room to unpack).
ROOM = 2 * 1024**3


def fail(sentence: str) -> NoReturn:
    """Stop with one sentence and a non-zero exit."""
    sys.exit(f"Setup stopped: {sentence}")


def run(*command: str | Path, **options: Any) -> tuple[bool, str]:
    """Run a command; return whether it succeeded, and what it said on stderr."""
    done = subprocess.run([str(part) for part in command], stderr=subprocess.PIPE, text=True, check=False, **options)
    return done.returncode == 0, done.stderr.strip()


def check_machine() -> None:
    """Stop when this machine cannot hold or run the environment."""
    if sys.version_info[:2] != WANTED:
        found = ".".join(str(part) for part in sys.version_info[:2])
        fail(
            f"Python {WANTED[0]}.{WANTED[1]} is needed and this is {found}; install it (for example with pyenv), "
            f"or point to it: make PYTHON=/path/to/python3.11 setup"
        )
    free = shutil.disk_usage(ROOT).free
    if not VENV.exists() and free < ROOM:
        fail(f"{free // 1024**2} MB is free here and {ROOM // 1024**2} MB is needed; make room and run it again.")


def make_environment() -> None:
    """Make `.venv` when it is not there or was left half made."""
    if not (VENV / "bin" / "python").exists():
        shutil.rmtree(VENV, ignore_errors=True)
        print("Making the environment ...", flush=True)
        made, said = run(sys.executable, "-m", "venv", VENV, stdout=subprocess.DEVNULL)
        if not made:
            fail(f"no environment could be made here ({last_line(said)}).")


def uv() -> str:
    """Return the path of uv: the one on the PATH, or one fetched from the package index into `var/`."""
    found = shutil.which("uv")
    if found:
        return found
    home = ROOT / "var" / "uv"
    if not (home / "bin" / "uv").exists():
        home.mkdir(parents=True, exist_ok=True)
        exactly = ("--quiet", "--require-hashes", "--target", home, "-r", REQUIREMENTS / "uv.txt")
        fetched, said = run(sys.executable, "-m", "pip", "install", "--disable-pip-version-check", *exactly)
        if not fetched:
            fail(f"the package index cannot be reached, or does not have uv ({last_line(said)}); check the network.")
    return str(home / "bin" / "uv")


def install(name: str) -> None:
    """Install a lock file exactly: every package with its hash, none that is not in it."""
    print(f"Installing {name} packages ...", flush=True)
    python = VENV / "bin" / "python"
    exactly = ("--quiet", "--require-hashes", "--no-deps", "-r", REQUIREMENTS / f"{name}.txt")
    # From outside the project: uv would take the settings for compiling the lock as settings for installing it.
    installed, said = run(uv(), "pip", "install", "--python", python, *exactly, cwd=ROOT.anchor)
    if not installed:
        print(f"  uv could not do it ({last_line(said)}); trying pip ...", flush=True)
        # Rasa's metadata asks for a Python below 3.11, on which it runs all the same (docs/architecture.md).
        options = ("--disable-pip-version-check", "--ignore-requires-python")
        installed, said = run(python, "-m", "pip", "install", *options, *exactly)
    if not installed:
        full = shutil.disk_usage(ROOT).free < ROOM // 10
        fail(
            "the disk is full; make room and run it again." if full else f"packages did not install: {last_line(said)}"
        )


def make_lean() -> None:
    """Let every Python of the environment know the project, and load Rasa lean (docs/architecture.md)."""
    packages = next((VENV / "lib").glob("python*/site-packages"))
    (packages / "stiefwijzer.pth").write_text(f"{ROOT}\nimport stiefwijzer.lean.autostart\n", encoding="utf-8")


def lock() -> None:
    """Compile pyproject.toml into lock files: with hashes, without addresses."""
    hashed = (
        "--quiet",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-header",
        "--no-annotate",
    )
    runtime, dev = REQUIREMENTS / "runtime.txt", REQUIREMENTS / "dev.txt"
    for target, extra in ((runtime, ()), (dev, ("--extra", "dev", "-c", runtime))):
        compiled, said = run(uv(), "pip", "compile", *hashed, *extra, "pyproject.toml", "-o", target, cwd=ROOT)
        if not compiled:
            fail(f"{target.name} could not be compiled: {last_line(said)}")
        print(f"Wrote {target.relative_to(ROOT)}")


def last_line(text: str) -> str:
    """Return the last line that says something, short enough for one sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "it gave no reason"


def main(what: str) -> None:
    """Do one of runtime, dev, lock."""
    check_machine()
    os.chdir(ROOT)
    (ROOT / "var").mkdir(exist_ok=True)
    if what == "lock":
        lock()
        return
    make_environment()
    install(what)
    make_lean()
    if what == "runtime":
        # Optional: the assistant works without it, so its exit status is not ours.
        run(VENV / "bin" / "python", "-m", "stiefwijzer.nlu.model_release", stdout=None)
    (VENV / f".{what}").touch()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "runtime")
