"""Learning from a part of the examples, and our own hearing learned from a few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest

from evaluation.hearer import Guess, Heard
from evaluation.learning import SHARES, learn, subset
from evaluation.messages import Example, Measured
from evaluation.ours import PARTS, Ours

EXAMPLES = [Example(f"a{number}", ("a",)) for number in range(20)] + [
    Example(f"b{number}", ("b",)) for number in range(3)
]
FEW = [
    *(Example(text, ("greet",)) for text in ("hallo daar", "hoi", "goedemorgen allemaal", "dag, ik ben nieuw")),
    *(Example(text, ("thanks",)) for text in ("dank je wel", "bedankt voor je hulp", "heel erg bedankt", "dankjewel")),
]


class Parrot:
    """Hears one label in everything: that of the first example it was given."""

    name = "parrot"

    def __init__(self, examples: Sequence[Example]) -> None:
        self._label = examples[0].labels[0]

    def hear(self, text: str) -> Heard:
        guess = Guess(self._label, 1.0)
        return Heard((guess,), guess)


def test_a_part_holds_a_share_of_every_label() -> None:
    assert Counter(example.labels[0] for example in subset(EXAMPLES, 0.25)) == {"a": 5, "b": 1}


def test_a_smaller_part_is_contained_in_a_larger_one() -> None:
    parts = [set(subset(EXAMPLES, share)) for share in SHARES]
    assert all(smaller <= larger for smaller, larger in pairwise(parts))
    assert parts[-1] == set(EXAMPLES)


def test_a_part_is_the_same_each_time_and_other_with_another_seed() -> None:
    assert subset(EXAMPLES, 0.5) == subset(EXAMPLES, 0.5)
    assert subset(EXAMPLES, 0.5, seed=1) != subset(EXAMPLES, 0.5, seed=2)


def test_more_examples_of_one_label_do_not_change_what_is_taken_of_another() -> None:
    more = [*EXAMPLES, *(Example(f"b{number}", ("b",)) for number in range(3, 9))]
    taken = [[each for each in subset(examples, 0.5) if each.labels == ("a",)] for examples in (EXAMPLES, more)]
    assert taken[0] == taken[1]


def test_a_lesson_for_each_share() -> None:
    sets = {
        "one": [Measured("m", "x", ("a",))],
        "other": [Measured("m", "x", ("b",))],
        "none": [Measured("m", "x", ())],
    }
    lessons = learn(Parrot, EXAMPLES, sets)
    assert [lesson.share for lesson in lessons] == list(SHARES)
    assert lessons[-1].examples == len(EXAMPLES)
    assert lessons[-1].macro_f1 == {"one": 1.0, "other": 0.0, "none": None}


def test_ours_learns_what_it_is_given() -> None:
    ours = Ours(FEW)
    heard = ours.hear("bedankt hoor")
    assert heard.best is not None
    assert heard.best.label == "thanks"
    assert 0 < heard.best.confidence <= 1


def test_ours_hears_danger_before_anything_learned() -> None:
    assert Ours(FEW).hear("bedankt, ik wil dood").first == "crisis_suicide"


def test_ours_gives_the_same_answers_each_time() -> None:
    texts = ["bedankt hoor", "hallo", "xyzzy", "", "/greet", "dank en dag"]
    one, other = Ours(FEW), Ours(FEW)
    assert [one.hear(text) for text in texts] == [other.hear(text) for text in texts]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_ours_can_be_left_out(part: str) -> None:
    heard = Ours(FEW, frozenset({part})).hear("heel erg bedankt")
    assert heard.best is not None
    assert heard.best.label == "thanks"


def test_what_ours_does_not_have_cannot_be_left_out() -> None:
    with pytest.raises(ValueError, match="cannot leave out magic"):
        Ours(FEW, frozenset({"magic"}))
