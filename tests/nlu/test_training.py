"""Training: what is learned, from how much, and the same every time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from stiefwijzer.nlu import training
from stiefwijzer.nlu.features import BLOCKS
from stiefwijzer.nlu.intent_model import IntentModel
from stiefwijzer.nlu.training import Lessons
from tests.nlu.making import utterance

EXAMPLES: list[tuple[str, tuple[str, ...]]] = [
    ("ik trek me terug", ("away",)),
    ("dan trek ik me terug", ("away",)),
    ("ik ben bang", ("close",)),
    ("zo bang ben ik", ("close",)),
    ("ik ben bang en trek me terug", ("away", "close")),
    ("dank je wel", ("thanks",)),
    ("dank je", ("thanks",)),
]


def fit(examples: Sequence[tuple[str, tuple[str, ...]]] = EXAMPLES, **options: Any) -> IntentModel:
    return training.fit(Lessons([utterance(text) for text, _ in examples], [says for _, says in examples]), **options)


def likely(model: IntentModel, text: str) -> set[str]:
    scores = model.score(model.weigh(model.find(utterance(text))))
    return {label for label, score in zip(model.labels, scores, strict=True) if score > 0}


def saved(model: IntentModel, directory: Path) -> list[bytes]:
    directory.mkdir()
    model.save(directory)
    return [file.read_bytes() for file in sorted(directory.iterdir())]


def test_the_labels_are_those_of_the_examples_in_order() -> None:
    assert fit().labels == ("away", "close", "thanks")


@pytest.mark.parametrize(
    ("text", "labels"),
    [("ik trek me terug", {"away"}), ("dank", {"thanks"}), ("ik ben bang en trek me terug", {"away", "close"})],
)
def test_a_message_may_be_likely_to_say_several_things(text: str, labels: set[str]) -> None:
    assert likely(fit(), text) == labels


@pytest.mark.parametrize("labels", [[], ["away"], ["away", "away"]])
def test_fewer_than_two_labels_is_an_error(labels: list[str]) -> None:
    with pytest.raises(ValueError, match="at least two labels"):
        fit([("ik trek me terug", (label,)) for label in labels])


def test_what_occurs_once_is_not_learned() -> None:
    words = fit().words
    assert {"trek", "bang", "dank"} <= words
    assert words.isdisjoint({"dan", "zo", "wel", "en"})


@pytest.mark.parametrize("blocks", [("lemma",), ("piece",)])
def test_only_the_blocks_asked_for_are_used(blocks: tuple[str, ...]) -> None:
    model = fit(blocks=blocks)
    found = dict(zip(BLOCKS, model.find(utterance("ik trek me terug")), strict=True))
    assert {block for block, each in found.items() if any(one.numbers for one in each)} == set(blocks)


def test_the_same_examples_give_the_same_bytes_whatever_the_threads_do(tmp_path: Path) -> None:
    first = saved(fit(), tmp_path / "first")
    assert all(saved(fit(), tmp_path / str(number)) == first for number in range(5))


def test_the_same_examples_given_twice_give_the_same_bytes_every_time(tmp_path: Path) -> None:
    assert saved(fit(EXAMPLES * 2), tmp_path / "one") == saved(fit(EXAMPLES * 2), tmp_path / "two")
