"""`python -m evaluation.tuning`: the numbers of stiefwijzer/nlu/hearing.py, each with what other values would do.

Measured on tests/nlu/tuning.yml only, so that the held-out messages have no part in any choice.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from tqdm import tqdm

from evaluation.curve import calibration, expected_calibration_error
from evaluation.hearer import ask
from evaluation.messages import HELD_OUT, Measured, read_measured, read_training
from evaluation.ours import Ours
from evaluation.scores import score
from evaluation.tables import figure, markdown, share
from stiefwijzer.errors import UserError
from stiefwijzer.nlu import hearing

TUNING: Final = HELD_OUT.with_name("tuning.yml")
#: What to try for each number.
TRIED: Final[dict[str, tuple[float, ...]]] = {
    "SURE_ENOUGH": (0.5, 0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.95, 0.97),
    "HEAD_START": (0.0, 0.5, 0.75, 1.0, 1.5),
    "SURE_SIGNAL": (0.0, 1.0, 1.5, 2.0, 3.0),
    "MAYBE_SIGNAL": (0.0, 0.3, 0.5, 0.8),
    "MOST_BY_SIGNALS": (1.5, 3.0, 5.0),
    "DENIED_SIGNAL": (0.0, 1.5, 3.0),
    "SENTENCE_SURE": (0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    "SECOND_FEELING_SURE": (0.6, 0.8, 0.9, 0.95),
    "NOT_UNLIKELY": (0.0, 0.05, 0.1, 0.2, 0.3),
}
_HEADER: Final = [
    "number",
    "value",
    "in use",
    "macro-F1",
    "exactly the labels",
    "not sure",
    "wrong and confident",
    "ECE",
]


def main() -> int:
    """Measure and print; return the exit status."""
    try:
        messages, examples = read_measured(TUNING), read_training()
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    rows = list(_rows(Ours(examples), messages))
    print(f"{len(messages)} messages of {TUNING.name}\n\n{markdown(_HEADER, rows)}")  # noqa: T201
    return 0


def _rows(ours: Ours, messages: list[Measured]) -> Iterator[list[str]]:
    for name, values in tqdm(TRIED.items(), desc="trying", file=sys.stderr):
        in_use = getattr(hearing, name)
        for value in values:
            setattr(hearing, name, value)
            answers = ask(ours, messages)
            result, error = score(answers), expected_calibration_error(calibration(answers))
            mark = "*" if value == in_use else ""
            figures = [figure(result.macro_f1), share(result.exact), share(result.not_sure)]
            yield [name, f"{value:g}", mark, *figures, share(result.wrong_and_confident), figure(error)]
        setattr(hearing, name, in_use)


if __name__ == "__main__":
    sys.exit(main())
