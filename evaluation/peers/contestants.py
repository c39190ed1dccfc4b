"""Who is compared: ours, Rasa's default pipeline, Rasa with logistic regression, and NLP.js."""

from __future__ import annotations

import json
import shutil
import sys
from abc import abstractmethod
from pathlib import Path
from typing import Any, ClassVar, Final

from ruamel.yaml import YAML

from benchmarks import nlpjs, stock
from benchmarks.contestant import BENCH_DIR, ROOT, run
from benchmarks.processes import CannotRunError
from evaluation.peers.peer import Peer

_PROGRAMS: Final = Path(__file__).parent / "programs"
_RASA_ENV: Final = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",  # or a second run would find what the first one learned, and seem to learn in no time
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "PYTHONHASHSEED": "0",
}


class OursAlone(Peer):
    """Our own hearing, in a process of its own."""

    name: ClassVar[str] = "ours"
    about = "firewall, safety gate, Dutch, classifier and decision; Rasa's graph is not around it"

    def work(self, job: Path, result: Path, home: Path) -> None:
        """Learn from the job and write the result."""
        run(sys.executable, "-m", "evaluation.peers.alone", job, result, cwd=ROOT)


class _OnRasa(Peer):
    """A pipeline of Rasa, in the environment that `make bench` makes for it."""

    @abstractmethod
    def pipeline(self) -> list[dict[str, Any]]:
        """Return the components of the pipeline."""

    def work(self, job: Path, result: Path, home: Path) -> None:
        """Learn from the job and write the result."""
        stock.install()
        config = {"recipe": "default.v1", "assistant_id": self.name, "language": "nl", "pipeline": self.pipeline()}
        (home / "config.yml").write_text(json.dumps(config), encoding="utf-8")  # what is JSON is YAML too
        (home / "nlu.yml").write_text(nlu_of(job), encoding="utf-8")
        python = BENCH_DIR / "stock" / "bin" / "python"
        run(python, _PROGRAMS / "rasa_nlu.py", job, result, cwd=home, env=_RASA_ENV)


class RasaDefault(_OnRasa):
    """Rasa's default pipeline.

    Args:
        epochs: How often its neural network sees the examples in training.
    """

    name: ClassVar[str] = "rasa-default"

    def __init__(self, epochs: int = stock.DEFAULT_EPOCHS) -> None:
        self._epochs = epochs
        self.about = (
            f"Rasa 3.6.21 with its default pipeline (DIET, {epochs} of {stock.DEFAULT_EPOCHS} epochs), language nl; "
            "not sure under a confidence of 0.3, or when two labels lie within 0.1, which are its defaults"
        )

    def pipeline(self) -> list[dict[str, Any]]:
        """Return the pipeline of Rasa's default configuration."""
        components: list[dict[str, Any]] = YAML(typ="safe").load(stock.project_files(self._epochs)["config.yml"])[
            "pipeline"
        ]
        return components


class RasaLogistic(_OnRasa):
    """Rasa's logistic regression over counts of words and of pieces of words."""

    name: ClassVar[str] = "rasa-logistic"
    about = (
        "Rasa 3.6.21 with WhitespaceTokenizer, CountVectorsFeaturizer (words, and pieces of 1 to 4 characters) and "
        "LogisticRegressionClassifier with its defaults; not sure as in rasa-default"
    )

    def pipeline(self) -> list[dict[str, Any]]:
        """Return the pipeline."""
        return [
            {"name": "WhitespaceTokenizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {"name": "LogisticRegressionClassifier", "random_state": 42},
            {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
        ]


class NlpJsAlone(Peer):
    """NLP.js in Node."""

    name: ClassVar[str] = "nlpjs"
    about = "NLP.js (node-nlp) in Node, language nl; not sure under a score of 0.5, which is its default"

    def work(self, job: Path, result: Path, home: Path) -> None:
        """Learn from the job and write the result."""
        if not (shutil.which("node") and shutil.which("npm")):
            raise CannotRunError("there is no Node (node and npm) here")
        nlpjs.install()
        run("node", _PROGRAMS / "nlpjs.mjs", job, result, cwd=BENCH_DIR / "nlpjs")


def nlu_of(job: Path) -> str:
    """Return the examples of a job as a file of Rasa's: each under its first label, for there is room for one."""
    of_label: dict[str, list[str]] = {}
    for example in json.loads(job.read_text(encoding="utf-8"))["examples"]:
        of_label.setdefault(example["labels"][0], []).append(example["text"])
    entries = [{"intent": label, "examples": "".join(f"- {text}\n" for text in of_label[label])} for label in of_label]
    # Rasa knows a file with examples by a line that begins with this key.
    return f"nlu: {json.dumps(entries, ensure_ascii=False)}\n"
