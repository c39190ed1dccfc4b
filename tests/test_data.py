"""The examples the assistant learns from: enough, varied, and none of those it is measured with."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML
from scipy.sparse import csr_matrix

from stiefwijzer import labels, settings

PUBLIC = settings.PROJECT_DIR.parent / "shared" / "eval" / "public.yml"
#: Two messages of at least this many words are the same when they share this part of their words.
FEWEST_WORDS, TOO_ALIKE = 4, 0.8
MOST_COMMON_WORDS = 2


def _examples() -> list[tuple[str, str]]:
    found = []
    for file in sorted((settings.PROJECT_DIR / "data" / "nlu").glob("*.yml")):
        for entry in YAML(typ="safe").load(file)["nlu"]:
            found += [(entry["intent"], line.removeprefix("- ")) for line in entry["examples"].splitlines()]
    return found


EXAMPLES = _examples()


def normalised(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def alike(texts: list[str], others: list[str]) -> list[tuple[int, int]]:
    """Return the positions of every two that are equal, or nearly so when they are long enough to tell."""
    sets = [set(normalised(text).split()) for text in (*texts, *others)]
    number = {word: at for at, word in enumerate(sorted(set().union(*sets)))}
    columns = [number[word] for each in sets for word in each]
    lengths = np.array([len(each) for each in sets])
    ends = np.concatenate([[0], np.cumsum(lengths)])
    words = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(sets), len(number)))
    shared = (words[: len(texts)] @ words[len(texts) :].T).toarray()
    left, right = lengths[: len(texts), None], lengths[None, len(texts) :]
    near = (shared >= TOO_ALIKE * (left + right - shared)) & (np.minimum(left, right) >= FEWEST_WORDS)
    equal = np.array([normalised(text) for text in texts])[:, None] == np.array([normalised(text) for text in others])
    return [(int(one), int(two)) for one, two in np.argwhere(near | equal)]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Ik ga weg!", "ik ga weg", True),
        ("ik ga weg", "ik ga nu weg", False),
        ("ik ga altijd weg als hij belt", "ik ga altijd weg als zij belt", False),
        ("ik ga altijd maar weg als mijn man zo belt", "ik ga altijd maar weg als mijn vrouw zo belt", True),
        ("ik ga altijd weg als hij belt", "als hij belt ga ik altijd weg hoor", True),
    ],
    ids=["marks", "short and different", "long and different", "a name swapped", "a filler word more"],
)
def test_alike_tells_a_variation_from_another_message(one: str, two: str, same: bool) -> None:
    assert bool(alike([one], [two])) is same


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_a_pattern_or_feeling_has_at_least_60_examples(label: str) -> None:
    assert Counter(intent for intent, _ in EXAMPLES)[label] >= 60


@pytest.mark.parametrize("label", sorted(set(labels.LEARNED) - set(labels.PATTERNS) - set(labels.FEELINGS)))
def test_another_label_has_at_least_25_examples(label: str) -> None:
    assert Counter(intent for intent, _ in EXAMPLES)[label] >= 25


def test_every_example_says_something() -> None:
    assert [text for _, text in EXAMPLES if not normalised(text)] == []


def test_no_example_holds_markup_or_begins_as_a_command() -> None:
    assert [text for _, text in EXAMPLES if re.search(r"\[[^\]]*\][({]", text) or text.startswith("/")] == []


def test_no_two_examples_are_the_same_or_nearly_so() -> None:
    texts = [text for _, text in EXAMPLES]
    pairs = [(EXAMPLES[one], EXAMPLES[two]) for one, two in alike(texts, texts) if one < two]
    assert pairs == []


@pytest.mark.skipif(not PUBLIC.exists(), reason="the measuring messages are not beside the project")
def test_no_example_is_one_it_is_measured_with() -> None:
    measured: list[Any] = YAML(typ="safe").load(PUBLIC)
    # Everybody says "goedemorgen" and "ja graag"; what takes more words than that is somebody's own.
    others = [each["text"] for each in measured if len(normalised(each["text"]).split()) > MOST_COMMON_WORDS]
    texts = [text for _, text in EXAMPLES]
    assert [(EXAMPLES[one], others[two]) for one, two in alike(texts, others)] == []


def test_people_write_with_and_without_capitals() -> None:
    capital = sum(text[0].isupper() for _, text in EXAMPLES) / len(EXAMPLES)
    assert 0.2 < capital < 0.8
