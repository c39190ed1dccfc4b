"""`python -m evaluation.safety.tuning`: the two numbers of stiefwijzer/nlu/worry.py, each with what others would do.

The examples in data/safety/examples/ are split in five; each fifth is heard by what was learned from the others. The
messages of tests/safety/ have no part in it. What the gate hears is heard at any threshold, so only the rest counts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tqdm import tqdm

from evaluation.messages import HELD_OUT, read_measured, read_training
from evaluation.tables import markdown
from stiefwijzer import labels
from stiefwijzer.nlu import dutch, reading, training, worry
from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.safety import Gate, examples
from stiefwijzer.nlu.safety.examples import Example
from stiefwijzer.nlu.understanding import Understanding

FOLDS: Final = 5
TRIED: Final = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0)
#: Ordinary messages that nothing is learned from, and that thresholds may be chosen on.
ORDINARY: Final = HELD_OUT.with_name("tuning.yml")


class Loud(NamedTuple):
    """How much a message that was left out sounds like danger, and whether it is."""

    score: float
    dangerous: bool


def main() -> int:
    """Measure and print; return the exit status."""
    lexicon, gate = Lexicon.read(), Gate.load(labels.SAFETY)
    left_out = [each for each in examples.read(labels.SAFETY) if gate.hear(each.text) is None]
    ordinary = [example.text for example in read_training()]
    tokenizer = dutch.tokenizer()
    loud: list[Loud] = []
    talk: list[float] = []
    for fold in tqdm(range(FOLDS), desc="learning and hearing", file=sys.stderr):
        hearer = _learned([each for at, each in enumerate(left_out) if at % FOLDS != fold], ordinary, lexicon)
        loud += [Loud(hearer.danger(tokenizer(each.text))[0], each.label is not None) for each in left_out[fold::FOLDS]]
        talk += [hearer.danger(tokenizer(message.text))[0] for message in read_measured(ORDINARY)[fold::FOLDS]]
    header = ["log-odds from", "in use", "hints heard", "look-alikes heard", "ordinary heard"]
    _say(f"{len(loud):,} examples that no phrase hears, {len(talk)} messages of {ORDINARY.name}\n")
    _say(markdown(header, list(_rows(loud, talk))))
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


def _rows(loud: Sequence[Loud], talk: Sequence[float]) -> Iterator[list[str]]:
    danger = [each.score for each in loud if each.dangerous]
    look_alikes = [each.score for each in loud if not each.dangerous]
    for threshold in TRIED:
        used = {worry.WORTH_ASKING: "asked", worry.SURE: "answered"}.get(threshold, "")
        shares = [sum(score >= threshold for score in scores) / len(scores) for scores in (danger, look_alikes, talk)]
        yield [f"{threshold:g}", used, *(f"{share * 100:.1f} %" for share in shares)]


def _say(line: str) -> None:
    print(line)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
