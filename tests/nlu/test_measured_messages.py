"""The messages that are measured on: enough of everything, and none of them learned from."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from ruamel.yaml import YAML

from stiefwijzer import labels, settings
from tests.test_data import EXAMPLES, FEWEST_WORDS, alike, normalised

FEWEST_MESSAGES, FEWEST_OF_A_LABEL = 500, 5
HERE = settings.PROJECT_DIR / "tests" / "nlu"


def _read(name: str) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = YAML(typ="safe").load(HERE / name)
    return messages


HELD_OUT, TUNING = _read("held_out.yml"), _read("tuning.yml")
BOTH = [*HELD_OUT, *TUNING]


def pieces(messages: list[dict[str, Any]]) -> list[str]:
    """Return whole messages, and each of their sentences that says enough to be somebody's own."""
    whole = [str(message["text"]) for message in messages]
    sentences = [sentence for text in whole for sentence in re.split(r"[.?!…;\n]+", text)]
    return [text for text in (*whole, *sentences) if len(normalised(text).split()) >= FEWEST_WORDS]


def test_there_are_enough_messages() -> None:
    assert len(HELD_OUT) >= FEWEST_MESSAGES


def test_every_label_is_measured() -> None:
    count = Counter(label for message in HELD_OUT for label in message["labels"])
    assert {label: count[label] for label in labels.LEARNED if count[label] < FEWEST_OF_A_LABEL} == {}


def test_every_message_has_an_id_of_its_own() -> None:
    assert [name for name, count in Counter(str(message["id"]) for message in BOTH).items() if count > 1] == []


def test_every_message_says_something() -> None:
    assert [message["id"] for message in BOTH if not str(message["text"]).strip()] == []


def test_every_label_is_known_and_named_once() -> None:
    wrong = [
        message["id"]
        for message in BOTH
        if not set(message["labels"]) <= set(labels.LEARNED) or len(set(message["labels"])) != len(message["labels"])
    ]
    assert wrong == []


@pytest.mark.parametrize("messages", [HELD_OUT, TUNING], ids=["held out", "tuning"])
def test_nothing_in_them_is_learned_from(messages: list[dict[str, Any]]) -> None:
    examples = [text for _, text in EXAMPLES]
    texts = pieces(messages)
    assert [(texts[one], EXAMPLES[two]) for one, two in alike(texts, examples)] == []


def test_no_message_to_measure_on_is_one_to_tune_on() -> None:
    texts, others = pieces(HELD_OUT), pieces(TUNING)
    assert [(texts[one], others[two]) for one, two in alike(texts, others)] == []
