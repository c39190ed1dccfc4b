"""`python -m evaluation.safety.tuning`: the numbers of stiefwijzer/nlu/worry.py, each with what others would do.

The examples in data/safety/examples/ and in data/nlu/ are split in five; each fifth is heard by what was learned from the
others. The messages of tests/ have no part in it. Four tables: of what no phrase of the gate finds, how much is asked about
and would be answered; of what a phrase does find, how much is doubted; and what other ways of weighing would hear
where they ask about as many ordinary messages.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from tqdm import tqdm

from evaluation.messages import Example as Message
from evaluation.messages import read_training
from evaluation.tables import markdown, share
from stiefwijzer import labels
from stiefwijzer.nlu import dutch, worry
from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.safety import Gate, examples
from stiefwijzer.nlu.safety.examples import Example as Said
from stiefwijzer.nlu.understanding import Understanding

FOLDS: Final = 5
DOUBTS_TRIED: Final = (-3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0)
TRIED: Final = (-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
SURE_TRIED: Final = (2.0, 2.5, 3.0, 3.5, 4.0, 5.0)
#: The share of ordinary messages that are asked about, for comparing.
SAME_PRICE: Final = 0.02
#: What is taken off for a sentence when none is heard by itself.
NEVER: Final = 99.0
#: Other values of `worry.CALMED` and `worry.OF_A_SENTENCE`, and those in use.
OTHERWISE: Final = tuple((calmed, sentence) for calmed in (0.0, 0.2, 0.3) for sentence in (0.0, 1.0, 1.5, NEVER))
_HEARD: Final = ("in use", "hints heard", "look-alikes heard", "ordinary heard")

T = TypeVar("T")


class Loud(NamedTuple):
    """A message that was left out.

    Attributes:
        danger: How much it sounds like danger.
        otherwise: The same with each of `OTHERWISE` in place of the numbers in use.
        kind: The log-odds of the likeliest kind.
        any_kind: The log-odds of any danger, whatever the kind.
        dangerous: Whether it is danger.
        found: Whether a phrase finds any in it.
    """

    danger: float
    otherwise: tuple[float, ...]
    kind: float
    any_kind: float
    dangerous: bool
    found: bool


def main() -> int:
    """Measure and print; return the exit status."""
    lexicon, gate = Lexicon.read(), Gate.load(labels.SAFETY)
    said, ordinary = examples.read(labels.SAFETY), read_training()
    tokenizer = dutch.tokenizer()
    loud: list[Loud] = []
    talk: list[Loud] = []
    for fold in tqdm(range(FOLDS), desc="learning and hearing", file=sys.stderr):
        hearer = _learned(_without(fold, said), _without(fold, ordinary), lexicon)
        loud += [
            _heard(
                hearer, tokenizer(each.text), dangerous=each.label is not None, found=gate.hear(each.text) is not None
            )
            for each in said[fold::FOLDS]
        ]
        talk += [
            _heard(hearer, tokenizer(message.text), dangerous=False, found=False) for message in ordinary[fold::FOLDS]
        ]
    found, quiet = [each for each in loud if each.found], [each for each in loud if not each.found]
    _say(f"{len(quiet):,} examples in which no phrase finds danger, {len(talk):,} ordinary ones\n")
    _say(markdown(["danger from", *_HEARD], _rows(quiet, talk, TRIED, worry.WORTH_ASKING, lambda each: each.danger)))
    _say("")
    _say(markdown(["a kind from", *_HEARD], _rows(quiet, talk, SURE_TRIED, worry.SURE, lambda each: each.kind)))
    _say(f"\n{len(found):,} examples in which a phrase finds danger\n")
    _say(markdown(["danger under", "in use", "danger doubted", "look-alikes doubted"], _doubted(found)))
    _say(f"\nwhere it asks about {share(SAME_PRICE)} of the ordinary ones\n")
    _say(markdown(["calmed", "of a sentence", *_HEARD[:3]], _compared(quiet, talk)))
    return 0


def _heard(hearer: Understanding, doc: Any, *, dangerous: bool, found: bool) -> Loud:
    columns, parts = hearer.danger(doc)
    otherwise = tuple(
        worry.loudness(columns, parts, calmed=calmed, of_a_sentence=sentence) for calmed, sentence in OTHERWISE
    )
    kind = max(worry.of_kinds(columns, parts).values())
    return Loud(worry.loudness(columns, parts), otherwise, kind, worry.of_any_kind(columns, parts), dangerous, found)


def _compared(quiet: Sequence[Loud], talk: Sequence[Loud]) -> list[list[str]]:
    """Return for each of `OTHERWISE` how many hints and look-alikes are heard, at the same price in ordinary messages."""
    rows = []
    for number, (calmed, sentence) in enumerate(OTHERWISE):
        price = sorted(each.otherwise[number] for each in talk)[-round(len(talk) * SAME_PRICE)]
        hints, look_alikes = _scores(quiet, lambda each, number=number: each.otherwise[number])  # type: ignore[misc]
        in_use = "yes" if (calmed, sentence) == (worry.CALMED, worry.OF_A_SENTENCE) else ""
        shares = [_share(score >= price for score in scores) for scores in (hints, look_alikes)]
        rows.append([f"{calmed:g}", "not heard" if sentence == NEVER else f"{sentence:g}", in_use, *shares])
    return rows


def _without(fold: int, everything: Sequence[T]) -> list[T]:
    return [each for at, each in enumerate(everything) if at % FOLDS != fold]


def _learned(danger: Sequence[Said], ordinary: Sequence[Message], lexicon: Lexicon) -> Understanding:
    tokenizer = dutch.tokenizer()
    docs = [tokenizer(message.text) for message in ordinary]
    return Understanding.learn(docs, [message.labels for message in ordinary], lexicon, danger)


def _rows(
    quiet: Sequence[Loud],
    talk: Sequence[Loud],
    tried: Sequence[float],
    in_use: float,
    loudness: Callable[[Loud], float],
) -> list[list[str]]:
    sets = [*_scores(quiet, loudness), [loudness(each) for each in talk]]
    return [
        [
            f"{least:g}",
            "yes" if least == in_use else "",
            *(_share(score >= least for score in scores) for scores in sets),
        ]
        for least in tried
    ]


def _doubted(found: Sequence[Loud]) -> list[list[str]]:
    sets = _scores(found, lambda each: each.any_kind)
    return [
        [
            f"{most:g}",
            "yes" if most == worry.DOUBTFUL else "",
            *(_share(score < most for score in scores) for scores in sets),
        ]
        for most in DOUBTS_TRIED
    ]


def _scores(heard: Sequence[Loud], loudness: Callable[[Loud], float]) -> tuple[list[float], list[float]]:
    """Return how loud danger is, and what only looks like it."""
    return (
        [loudness(each) for each in heard if each.dangerous],
        [loudness(each) for each in heard if not each.dangerous],
    )


def _share(holds: Iterable[bool]) -> str:
    return share(statistics.mean(holds))


def _say(line: str) -> None:
    print(line)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
