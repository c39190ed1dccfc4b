"""The lean peer: a chatbot on NLP.js in Node, with our examples and our texts."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Final

from ruamel.yaml import YAML

from benchmarks.contestant import BENCH_DIR, ROOT, Contestant, Running, Training, run
from benchmarks.processes import CannotRunError, Program, directory_bytes, free_port
from benchmarks.script import Expected, PlainAnswers
from stiefwijzer import content

_SOURCE: Final = Path(__file__).parent / "nlpjs"
_HOME: Final = BENCH_DIR / "nlpjs"
_CORPUS: Final = _HOME / "corpus.json"
_MODEL: Final = _HOME / "model.json"


class NlpJs(Contestant):
    """NLP.js behind plain Node HTTP."""

    name: ClassVar[str] = "nlpjs"
    about = "NLP.js in Node: the same examples and texts, no rules; it keeps nothing on disk"

    def __init__(self) -> None:
        self._texts = content.load()
        self._training: Training | None = None

    def prepare(self) -> None:
        """Install it, and train it on the examples of the tree.

        Raises:
            CannotRunError: There is no Node, or the package cannot be installed.
        """
        if not (shutil.which("node") and shutil.which("npm")):
            raise CannotRunError("there is no Node (node and npm) here")
        install()
        corpus = {
            "examples": examples(),
            "answers": {label: answer.bubbles(None) for label, answer in self._texts.answers.items()},
        }
        _CORPUS.write_text(json.dumps(corpus, ensure_ascii=False), encoding="utf-8")
        said = run("node", _SOURCE / "server.mjs", "train", _CORPUS, _MODEL, cwd=_HOME)
        self._training = Training(json.loads(said.splitlines()[-1])["seconds"], date.today())

    def training(self) -> Training | None:
        """Return how long training took."""
        return self._training

    def start(self, home: Path, core: int | None) -> Running:
        """Start it."""
        port = free_port()
        command = ["node", str(_SOURCE / "server.mjs"), "serve", str(_CORPUS), str(_MODEL), str(port)]
        program = Program(command, log=home / "nlpjs.log", cwd=_HOME, env={}, core=core)
        base = f"http://127.0.0.1:{port}"
        return Running(base, [f"{base}/health"], [program])

    def expected(self) -> Expected:
        """Return what it must answer in a new conversation."""
        return PlainAnswers(self._texts)

    def disk_bytes(self) -> int:
        """Return what its packages take; Node itself is not counted, as Python is not for the others."""
        return directory_bytes(_HOME / "node_modules")


def install() -> None:
    """Install the package, unless that was done.

    Raises:
        CannotRunError: There is no Node, or the package cannot be installed.
    """
    package = (_SOURCE / "package.json").read_text(encoding="utf-8")
    installed, wanted = _HOME / "node_modules" / "node-nlp" / "package.json", json.loads(package)["dependencies"]
    if installed.exists() and json.loads(installed.read_text(encoding="utf-8"))["version"] == wanted["node-nlp"]:
        return
    _HOME.mkdir(parents=True, exist_ok=True)
    (_HOME / "package.json").write_text(package, encoding="utf-8")
    run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", cwd=_HOME)


def examples() -> dict[str, list[str]]:
    """Return the training examples of each intent in `data/nlu/`."""
    found: dict[str, list[str]] = {}
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        data: dict[str, Any] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        for entry in data["nlu"]:
            lines = str(entry["examples"]).splitlines()
            found.setdefault(entry["intent"], []).extend(
                line.removeprefix("- ").strip() for line in lines if line.strip()
            )
    return found
