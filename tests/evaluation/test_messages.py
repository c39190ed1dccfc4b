"""Reading examples and messages, and what is said of a file that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.messages import DataError, Example, Measured, read_measured, read_training
from stiefwijzer import labels

TRAINING = """\
version: "3.1"

nlu:
- intent: pattern_anxious
  examples: |
    - ik ben bang dat hij gaat
    - hij belt niet: dus het is uit
- intent: pattern_avoidant
  metadata:
    also: [ask_step_1, ask_steps]
    about: partner
  examples: |
    - hij trekt zich terug, wat nu
"""
MEASURED = """\
- id: m1
  text: ik hoor er niet bij, wat doe ik
  labels: [feeling_outsider, something_new]
  role: stepmother
- id: m2
  text: tja
  labels: []
- {id: 3, text: hij loopt weg, labels: [pattern_avoidant], about: partner}
"""


def test_examples_carry_their_labels_and_whom_they_are_about(tmp_path: Path) -> None:
    (tmp_path / "patterns.yml").write_text(TRAINING, encoding="utf-8")
    assert read_training(tmp_path) == [
        Example("ik ben bang dat hij gaat", ("pattern_anxious",)),
        Example("hij belt niet: dus het is uit", ("pattern_anxious",)),
        Example("hij trekt zich terug, wat nu", ("pattern_avoidant", "ask_step_1", "ask_steps"), "partner"),
    ]


def test_messages_carry_their_labels_and_where_they_come_from(tmp_path: Path) -> None:
    file = tmp_path / "held_out.yml"
    file.write_text(MEASURED, encoding="utf-8")
    assert read_measured(file) == [
        Measured("m1", "ik hoor er niet bij, wat doe ik", ("feeling_outsider", "something_new"), None, "held_out"),
        Measured("m2", "tja", (), None, "held_out"),
        Measured("3", "hij loopt weg", ("pattern_avoidant",), "partner", "held_out"),
    ]


def test_the_examples_of_the_project_can_be_read() -> None:
    found = {label for example in read_training() for label in example.labels}
    assert found == {*labels.LEARNED, labels.NOT_SURE}
    assert {*labels.PATTERNS, *labels.FEELINGS} <= found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nlu: nothing", r"wrong\.yml must hold a list under `nlu`"),
        ("nlu:\n- synonym: x\n  examples: |\n    - y\n", r"wrong\.yml:2: this entry names no intent"),
        ("nlu:\n- intent: a\n", r"wrong\.yml:2: the examples of a must be lines"),
        ("nlu:\n- intent: a\n  examples: |\n    - y\n    z\n", r"wrong\.yml:2: example 2 of a must be a dash"),
        ("nlu:\n- intent: a\n  metadata: {also: b}\n  examples: |\n    - y\n", r"wrong\.yml:2: `also` must be a list"),
        ("nlu:\n- intent: a\n  metadata: {about: []}\n  examples: |\n    - y\n", r"wrong\.yml:2: `about` must be one"),
        ("nlu:\n- intent: [a\n", r"wrong\.yml:3: this is no YAML"),
        ("", r"wrong\.yml must hold a list under `nlu`"),
    ],
)
def test_a_wrong_file_of_examples_is_named_with_the_place(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "wrong.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=told):
        read_training(tmp_path)


def test_a_directory_without_examples_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no examples to learn from"):
        read_training(tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id: m1", r"wrong\.yml must be a list"),
        ("", r"wrong\.yml must be a list"),
        ("- just words\n", r"wrong\.yml:1: a message must have id, text and labels"),
        ("# a comment\n- id: m1\n  labels: [a]\n", r"wrong\.yml:2: a message must have a text"),
        ("- text: x\n  labels: [a]\n", r"wrong\.yml:1: a message must have an id"),
        ("- {id: m1, text: x}\n", r"wrong\.yml:1: a message must have labels; write \[\]"),
        ("- {id: m1, text: x, labels: a}\n", r"wrong\.yml:1: `labels` must be a list"),
        ("- {id: m1, text: x, labels: [a, a]}\n", r"wrong\.yml:1: `labels` names a label twice"),
        ("- {id: m1, text: x, labels: [a], abuot: partner}\n", r"wrong\.yml:1: there is no key 'abuot'"),
        ("- {id: m1, text: x, labels: [a]}\n- {id: m1, text: y, labels: [a]}\n", r"wrong\.yml:2: the id m1 stands on"),
        ("- id: 'm1\n", r"wrong\.yml:\d: this is no YAML"),
    ],
)
def test_a_wrong_file_of_messages_is_named_with_the_place(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "wrong.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=told):
        read_measured(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.yml is not there"):
        read_measured(tmp_path / "nowhere.yml")
