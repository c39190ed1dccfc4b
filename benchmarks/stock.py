"""Stock Rasa: as it is published, in an environment of its own, with its default pipeline, on our data, rules and actions.

python -m benchmarks.stock lock      compiles stock/requirements.txt
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import shutil
import sqlite3
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import ClassVar, Final

from benchmarks.client import RestDoor
from benchmarks.contestant import BENCH_DIR, ROOT, Contestant, Running, Training, run
from benchmarks.processes import CannotRunError, Program, directory_bytes, free_port
from benchmarks.script import AssistantAnswers, Expected
from stiefwijzer import content

#: As many as Rasa's own defaults say; fewer train sooner, and change nothing of what a turn costs.
DEFAULT_EPOCHS: Final = 100
EPOCHS: Final = 10

_SEED: Final = 1
_SOURCE: Final = Path(__file__).parent / "stock"
_LOCK: Final = _SOURCE / "requirements.txt"
_VENV: Final = BENCH_DIR / "stock"
_PROJECT: Final = BENCH_DIR / "stock-project"
_MODEL: Final = _PROJECT / "models" / "stock.tar.gz"
_TRAINED: Final = _PROJECT / "trained.json"
_DATABASE: Final = "tracker.db"
_ENV: Final = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2", "SANIC_HOST": "127.0.0.1"}


class Stock(Contestant):
    """`rasa run` beside `rasa run actions`.

    Args:
        epochs: How often its neural networks see the examples in training.
    """

    name: ClassVar[str] = "stock"
    door = RestDoor
    most_long = 400
    most_total = 2000

    def __init__(self, epochs: int = EPOCHS) -> None:
        self._epochs = epochs
        self._texts = content.load()
        self._training: Training | None = None
        self.about = (
            f"`rasa run` and `rasa run actions` of Rasa 3.6.21 with TensorFlow, its default pipeline and policies "
            f"({epochs} of {DEFAULT_EPOCHS} epochs), our data, rules and actions, REST, SQL tracker store on SQLite"
        )

    def prepare(self) -> None:
        """Install it, and train it unless that was done with the same data.

        Raises:
            CannotRunError: It cannot be had on this machine.
        """
        install()
        files = project_files(self._epochs)
        key = hashlib.sha256(repr((files, _LOCK.read_bytes())).encode()).hexdigest()
        if not (_TRAINED.exists() and json.loads(_TRAINED.read_text(encoding="utf-8"))["key"] == key):
            _train(files, key)
        kept = json.loads(_TRAINED.read_text(encoding="utf-8"))
        note = "" if self._epochs == DEFAULT_EPOCHS else f"{self._epochs} of {DEFAULT_EPOCHS} epochs"
        self._training = Training(kept["seconds"], date.fromisoformat(kept["day"]), note)

    def training(self) -> Training | None:
        """Return how long training took, now or when it was done."""
        return self._training

    def start(self, home: Path, core: int | None) -> Running:
        """Start both servers at once, with everything they keep in `home`."""
        port, actions_port = free_port(), free_port()
        actions = Program(
            [_tool("rasa"), "run", "actions", "--actions", "actions", "--port", str(actions_port)],
            log=home / "actions.log",
            cwd=_PROJECT,
            env={**_ENV, "PYTHONPATH": str(ROOT)},
            core=core,
        )
        endpoints = {
            "action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"},
            "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(home / _DATABASE)},
        }
        (home / "endpoints.yml").write_text(json.dumps(endpoints), encoding="utf-8")
        (home / "credentials.yml").write_text("rest:\n", encoding="utf-8")
        files = ("--endpoints", str(home / "endpoints.yml"), "--credentials", str(home / "credentials.yml"))
        server = Program(
            [_tool("rasa"), "run", "-i", "127.0.0.1", "-p", str(port), "-m", str(_MODEL), *files],
            log=home / "rasa.log",
            cwd=_PROJECT,
            env=_ENV,
            core=core,
        )
        base = f"http://127.0.0.1:{port}"
        return Running(base, [f"http://127.0.0.1:{actions_port}/health", f"{base}/"], [server, actions])

    def expected(self) -> Expected:
        """Return what it must answer in a new conversation."""
        return AssistantAnswers(self._texts, quotes=False)

    def kept_turns(self, home: Path) -> int:
        """Return how many messages of visitors it kept in `home`."""
        with closing(sqlite3.connect(home / _DATABASE)) as database:
            return int(database.execute("SELECT count(*) FROM events WHERE type_name = 'user'").fetchone()[0])

    def disk_bytes(self) -> int:
        """Return what its environment takes."""
        return directory_bytes(_VENV)


def install() -> None:
    """Make its environment from the lock, when that is not done yet.

    Raises:
        CannotRunError: There is no uv, no package index, or TensorFlow 2.12 does not exist for this machine.
    """
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise CannotRunError("its lock, with TensorFlow 2.12, is for Linux on x86_64")
    done, lock = _VENV / ".installed", hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if done.exists() and done.read_text(encoding="ascii") == lock:
        return
    shutil.rmtree(_VENV, ignore_errors=True)
    # From outside the project: uv would take its settings for compiling our lock as settings for this.
    outside = Path(ROOT.anchor)
    run(_uv(), "venv", "--quiet", "--python", sys.executable, _VENV, cwd=outside)
    exactly = ("--quiet", "--require-hashes", "--no-deps", "-r", _LOCK)
    run(_uv(), "pip", "install", "--python", _VENV / "bin" / "python", *exactly, cwd=outside)
    done.write_text(lock, encoding="ascii")


def project_files(epochs: int) -> dict[str, str]:
    """Return the files of its project: our data, rules and domain, and Rasa's own default configuration."""
    ours = [
        ROOT / "domain.yml",
        *sorted((ROOT / "data" / "nlu").glob("*.yml")),
        *sorted((ROOT / "data" / "rules").glob("*.yml")),
    ]
    files = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in ours}
    default = next(_VENV.glob("lib/python*/site-packages/rasa/engine/recipes/config_files/default_config.yml"))
    config = default.read_text(encoding="utf-8")
    # A seed, so that a message understood today is understood after the next training too.
    trained_as = f"{epochs}\n    random_seed: {_SEED}"
    for key, value in (("language", "nl"), ("assistant_id", "stock"), (" +epochs", trained_as)):
        config = re.sub(rf"^({key}):.*$", rf"\g<1>: {value}", config, flags=re.MULTILINE)
    return {**files, "config.yml": config}


def _train(files: dict[str, str], key: str) -> None:
    shutil.rmtree(_PROJECT, ignore_errors=True)
    for name, text in files.items():
        file = _PROJECT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    started = time.perf_counter()
    run(_tool("rasa"), "train", "--fixed-model-name", "stock", cwd=_PROJECT, env=_ENV)
    trained = {"key": key, "seconds": time.perf_counter() - started, "day": date.today().isoformat()}
    _TRAINED.write_text(json.dumps(trained), encoding="utf-8")


def _tool(name: str) -> str:
    return str(_VENV / "bin" / name)


def _uv() -> str:
    """Return the path of the uv that `make setup` used."""
    found = shutil.which("uv") or shutil.which(ROOT / "var" / "uv" / "bin" / "uv")
    if not found:
        raise CannotRunError("there is no uv, neither on the PATH nor in var/uv; put it there and run it again")
    return found


def lock() -> None:
    """Compile the lock: with hashes, without addresses."""
    how = (
        "--quiet",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-header",
        "--no-annotate",
    )
    what = (_SOURCE / "requirements.in", "--override", _SOURCE / "overrides.txt", "-c", _SOURCE / "constraints.txt")
    run(_uv(), "pip", "compile", *how, *what, "-o", _LOCK, cwd=Path(ROOT.anchor))


if __name__ == "__main__" and sys.argv[1:] == ["lock"]:
    lock()
