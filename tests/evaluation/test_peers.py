"""Contestants: what goes to them, what comes back, and that nobody who is missing is left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

from ruamel.yaml import YAML

from benchmarks.processes import CannotRunError
from evaluation.hearer import Answer, Guess, Heard
from evaluation.messages import Example, Measured
from evaluation.peers import __main__ as command
from evaluation.peers import report
from evaluation.peers.contestants import nlu_of
from evaluation.peers.peer import Outcome, Peer
from tests.evaluation.making import SIX
from tests.evaluation.test_report import row

EXAMPLES = [Example("één: dag", ("a",)), Example("twee", ("b", "a"), "partner"), Example("drie", ("a",))]
MESSAGES = [Measured("m1", "hoi", ("a",), None, "held_out"), Measured("m2", "dag", ("b",), None, "held_out")]
HEARD: list[dict[str, Any]] = [
    {"labels": [["a", 0.9], ["b", 0.5]], "best": ["a", 0.9], "about": "partner", "ms": 1.5},
    {"labels": [], "best": None, "ms": 2.5},
]


class Told(Peer):
    """Writes down what it is told to."""

    name: ClassVar[str] = "told"
    about = "it says what it is told"

    def __init__(self, heard: list[dict[str, Any]]) -> None:
        self._heard = heard
        self.job: dict[str, Any] = {}

    def work(self, job: Path, result: Path, home: Path) -> None:
        self.job = json.loads(job.read_text(encoding="utf-8"))
        told = {"heard": self._heard, "training_seconds": 3.0, "peak_bytes": None, "tensorflow": True}
        result.write_text(json.dumps(told), encoding="utf-8")


class Absent(Peer):
    """Cannot run."""

    name: ClassVar[str] = "absent"
    about = "never there"

    def work(self, job: Path, result: Path, home: Path) -> None:
        raise CannotRunError("it is somewhere else")


def test_a_contestant_gets_the_examples_and_only_the_texts_of_the_messages(tmp_path: Path) -> None:
    peer = Told(HEARD)
    peer.take_part(EXAMPLES, MESSAGES, tmp_path)
    assert peer.job["messages"] == ["hoi", "dag"]
    assert peer.job["examples"] == [
        {"text": "één: dag", "labels": ["a"], "about": None},
        {"text": "twee", "labels": ["b", "a"], "about": "partner"},
        {"text": "drie", "labels": ["a"], "about": None},
    ]


def test_what_a_contestant_heard_is_laid_beside_the_messages(tmp_path: Path) -> None:
    outcome = Told(HEARD).take_part(EXAMPLES, MESSAGES, tmp_path)
    both = (Guess("a", 0.9), Guess("b", 0.5))
    assert outcome.answers == [
        Answer(MESSAGES[0], Heard(both, both[0], "partner")),
        Answer(MESSAGES[1], Heard((), None)),
    ]
    assert (outcome.milliseconds, outcome.training_seconds, outcome.peak_bytes) == ([1.5, 2.5], 3.0, None)
    assert outcome.tensorflow


def test_who_leaves_messages_out_did_not_take_part(tmp_path: Path) -> None:
    assert Told(HEARD[:1]).take_part(EXAMPLES, MESSAGES, tmp_path).cannot == "it answered 1 of 2 messages"


def test_who_cannot_run_is_listed_with_why_and_fails_the_run(tmp_path: Path) -> None:
    outcomes = [peer.take_part(EXAMPLES, MESSAGES, tmp_path) for peer in (Told(HEARD), Absent())]
    text = report.tables(outcomes)
    assert "COULD NOT RUN HERE: absent: it is somewhere else" in text
    assert row(text, "told")[0] == "0.500"
    assert command.status(outcomes) == 1
    assert command.status(outcomes[:1]) == 0
    assert command.status([]) == 1


def test_rasa_gets_each_example_under_its_first_label(tmp_path: Path) -> None:
    peer = Told(HEARD)
    peer.take_part(EXAMPLES, MESSAGES, tmp_path)
    written = nlu_of(tmp_path / "job.json")
    assert written.startswith("nlu:")
    assert YAML(typ="safe").load(written) == {
        "nlu": [{"intent": "a", "examples": "- één: dag\n- drie\n"}, {"intent": "b", "examples": "- twee\n"}]
    }


def test_the_table_shows_each_contestant_with_and_without_asking_back() -> None:
    text = report.tables([_outcome("ours", SIX), _outcome("other", SIX[:0])])
    assert row(text, "ours")[0] == "0.389"
    assert row(text, "ours")[4] == "25.0 %"
    # Without asking back m3 is right: b then has both of its messages, and F1 1.
    assert row(text, "always its best guess")[0] == "0.500"
    assert row(text, "always its best guess")[4] == "0.0 %"


def test_the_difference_is_ours_less_the_other() -> None:
    silent = [Answer(message, Heard()) for message, _ in SIX]
    text = report.tables([_outcome("ours", SIX), _outcome("other", silent)])
    assert row(text, "ours - other")[0] == "+0.389"
    assert row(text, "cost") == ["median", "p99", "memory", "learning", "TensorFlow"]
    assert row(text[text.index("| cost") :], "ours") == ["2.00 ms", "2.98 ms", "100 MB", "4.0 s", "no"]


def _outcome(name: str, answers: list[Answer]) -> Outcome:
    return Outcome(name, f"about {name}", answers, [1.0, 2.0, 3.0], 4.0, 100 * 1024**2)
