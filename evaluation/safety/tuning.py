"""`python -m evaluation.safety.tuning`: the three numbers of stiefwijzer/nlu/worry.py, each with what others would do.

The examples in data/safety/examples/ are split in five; each fifth is heard by what was learned from the others. The
messages of tests/safety/ have no part in it. Two tables: of what no phrase of the gate finds, how much is asked about and
answered; of what a phrase does find, how much is doubted.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from tqdm import tqdm

from evaluation.messages import HELD_OUT, read_measured, read_training
from evaluation.tables import markdown, share
from stiefwijzer import labels
from stiefwijzer.nlu import dutch, reading, training, worry
from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.safety import Gate, examples
from stiefwijzer.nlu.safety.examples import Example
from stiefwijzer.nlu.understanding import Understanding

FOLDS: Final = 5
DOUBTS_TRIED: Final = (-3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0)
TRIED: Final = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0)
#: Ordinary messages that nothing is learned from, and that thresholds may be chosen on.
ORDINARY: Final = HELD_OUT.with_name("tuning.yml")


class Loud(NamedTuple):
    """How much a message that was left out sounds like danger, whether it is, and whether a phrase finds any in it."""

    score: float
    dangerous: bool
    found: bool


def main() -> int:
    """Measure and print; return the exit status."""
    lexicon, gate = Lexicon.read(), Gate.load(labels.SAFETY)
    left_out = examples.read(labels.SAFETY)
    ordinary = [example.text for example in read_training()]
    tokenizer = dutch.tokenizer()
    loud: list[Loud] = []
    talk: list[float] = []
    for fold in tqdm(range(FOLDS), desc="learning and hearing", file=sys.stderr):
        hearer = _learned([each for at, each in enumerate(left_out) if at % FOLDS != fold], ordinary, lexicon)
        loud += [
            Loud(hearer.danger(tokenizer(each.text))[0], each.label is not None, gate.hear(each.text) is not None)
            for each in left_out[fold::FOLDS]
        ]
        talk += [hearer.danger(tokenizer(message.text))[0] for message in read_measured(ORDINARY)[fold::FOLDS]]
    found, quiet = [each for each in loud if each.found], [each for each in loud if not each.found]
    _say(f"{len(quiet):,} examples in which no phrase finds danger, {len(talk)} messages of {ORDINARY.name}\n")
    _say(
        markdown(["log-odds from", "in use", "hints heard", "look-alikes heard", "ordinary heard"], _heard(quiet, talk))
    )
    _say(f"\n{len(found):,} examples in which a phrase finds danger\n")
    _say(markdown(["log-odds under", "in use", "danger doubted", "look-alikes doubted"], _doubted(found)))
    return 0


def _learned(danger: Sequence[Example], ordinary: Sequence[str], lexicon: Lexicon) -> Understanding:
    """Return somebody who learned danger, and nothing else."""
    tokenizer = dutch.tokenizer()
    docs = [tokenizer(text) for text in (*(each.text for each in danger), *ordinary)]
    spelling = lexicon.spelling({token.lower_ for doc in docs for token in doc})
    says = [*((each.label,) if each.label else () for each in danger), *(() for _ in ordinary)]
    nothing = training.Lessons((), ())
    return Understanding(
        training.fit(nothing, training.Lessons([reading.read(doc, spelling) for doc in docs], says)), lexicon
    )


def _heard(quiet: Sequence[Loud], talk: Sequence[float]) -> list[list[str]]:
    used = {worry.WORTH_ASKING: "asked", worry.SURE: "answered"}
    kinds = [*_scores(quiet), talk]
    return [
        [f"{least:g}", used.get(least, ""), *(_share(score >= least for score in scores) for scores in kinds)]
        for least in TRIED
    ]


def _doubted(found: Sequence[Loud]) -> list[list[str]]:
    used = {worry.DOUBTFUL: "asked"}
    return [
        [f"{most:g}", used.get(most, ""), *(_share(score < most for score in scores) for scores in _scores(found))]
        for most in DOUBTS_TRIED
    ]


def _scores(heard: Sequence[Loud]) -> tuple[list[float], list[float]]:
    """Return the log-odds of danger, and those of what only looks like it."""
    return [each.score for each in heard if each.dangerous], [each.score for each in heard if not each.dangerous]


def _share(holds: Iterable[bool]) -> str:
    return share(statistics.mean(holds))


def _say(line: str) -> None:
    print(line)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
