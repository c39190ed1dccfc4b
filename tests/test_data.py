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
#: "Ik trek me niet terug" is as far from "ik trek me terug" as can be.
DENYING = {"niet", "geen", "nooit"}
#: Two messages of at least this many words are the same when they share this part of their words.
FEWEST_WORDS, TOO_ALIKE = 4, 0.8
MOST_COMMON_WORDS = 2
#: How many texts are compared at a time: all at once they take gigabytes.
AT_A_TIME = 500

ENTRIES: list[dict[str, Any]] = [
    entry
    for file in sorted((settings.PROJECT_DIR / "data" / "nlu").glob("*.yml"))
    for entry in YAML(typ="safe").load(file)["nlu"]
]
#: Every example with the label that is answered first.
EXAMPLES: list[tuple[str, str]] = [
    (labels.label_of(entry["intent"]), line.removeprefix("- "))
    for entry in ENTRIES
    for line in entry["examples"].splitlines()
]
#: What examples teach besides their intent, with the intent.
METADATA: list[tuple[str, dict[str, Any]]] = [
    (entry["intent"], entry["metadata"]) for entry in ENTRIES if "metadata" in entry
]
AMOUNTS = Counter(label for label, _ in EXAMPLES)


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
    _, same = np.unique([normalised(text) for text in (*texts, *others)], return_inverse=True)
    others_words = words[len(texts) :].T.tocsr()
    right = lengths[None, len(texts) :]
    found = []
    for begin in range(0, len(texts), AT_A_TIME):
        rows = slice(begin, min(begin + AT_A_TIME, len(texts)))
        shared, left = (words[rows] @ others_words).toarray(), lengths[rows, None]
        near = (shared >= TOO_ALIKE * (left + right - shared)) & (np.minimum(left, right) >= FEWEST_WORDS)
        equal = same[rows, None] == same[None, len(texts) :]
        found += [(begin + int(one), int(two)) for one, two in np.argwhere(near | equal)]
    return [(one, two) for one, two in found if DENYING.isdisjoint(sets[one] ^ sets[len(texts) + two])]


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Ik ga weg!", "ik ga weg", True),
        ("ik ga weg", "ik ga nu weg", False),
        ("ik ga altijd weg als hij belt", "ik ga altijd weg als zij belt", False),
        ("ik ga altijd maar weg als mijn man zo belt", "ik ga altijd maar weg als mijn vrouw zo belt", True),
        ("ik ga altijd weg als hij belt", "als hij belt ga ik altijd weg hoor", True),
        ("ik ga altijd weg als hij belt", "ik ga niet altijd weg als hij belt", False),
    ],
    ids=["marks", "short and different", "long and different", "a name swapped", "a filler word more", "a denial"],
)
def test_alike_tells_a_variation_from_another_message(one: str, two: str, same: bool) -> None:
    assert bool(alike([one], [two])) is same


def test_alike_names_the_places_also_when_there_are_many() -> None:
    texts = [f"bericht nummer {at}" for at in range(2 * AT_A_TIME)]
    assert alike(texts, [texts[AT_A_TIME], "iets anders", texts[-1]]) == [(AT_A_TIME, 0), (2 * AT_A_TIME - 1, 2)]


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_a_pattern_or_feeling_has_at_least_120_examples(label: str) -> None:
    assert AMOUNTS[label] >= 120


@pytest.mark.parametrize("label", sorted({*labels.LEARNED, labels.NOT_SURE} - {*labels.PATTERNS, *labels.FEELINGS}))
def test_another_label_has_at_least_40_examples(label: str) -> None:
    assert AMOUNTS[label] >= 40


def test_what_else_an_example_says_is_a_subject_and_no_repetition() -> None:
    # Talk about the talk is heard alone only (stiefwijzer/nlu/hearing.py), so no example teaches it beside something.
    wrong = [
        (intent, known)
        for intent, known in METADATA
        if not set(known.get("also", [])) <= set(labels.SUBJECTS)
        or intent in known.get("also", [])
        or len(set(known.get("also", []))) < len(known.get("also", []))
    ]
    assert wrong == []


def test_what_is_about_the_partner_is_a_pattern_or_feeling() -> None:
    wrong = [
        (intent, known)
        for intent, known in METADATA
        if "about" in known
        and (
            known["about"] != "partner"
            or {intent, *known.get("also", [])}.isdisjoint((*labels.PATTERNS, *labels.FEELINGS))
        )
    ]
    assert wrong == []


def test_an_entry_says_nothing_that_is_not_read() -> None:
    assert {key for entry in ENTRIES for key in entry} <= {"intent", "examples", "metadata"}
    assert {key for _, known in METADATA for key in known} <= {"also", "about"}


@pytest.mark.parametrize("label", labels.PATTERNS)
def test_every_pattern_is_also_told_of_a_partner(label: str) -> None:
    assert any(intent == label and known.get("about") == "partner" for intent, known in METADATA)


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
