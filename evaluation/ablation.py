"""`python -m evaluation.ablation`: our hearing without each of its parts, to see which of them earn their place."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tqdm import tqdm

from evaluation.__main__ import measured_sets
from evaluation.hearer import Answer, ask
from evaluation.messages import Example, Measured, read_training
from evaluation.ours import PARTS, Ours
from evaluation.peers.report import QUALITY, difference_cells, quality_cells
from evaluation.tables import markdown
from stiefwijzer.errors import UserError

WHOLE: Final = "everything"
_HEADER: Final = (*QUALITY, "it brings", "95 % interval")
_EXPLANATION: Final = (
    "- **it brings**: macro-F1 of everything less that without the part, with the interval over the same 1000 resamples "
    "of the messages for both. A part whose interval holds 0 has not shown that it earns its place."
)

#: What was heard, by set of messages, by what was left out.
Heard = Mapping[str, Mapping[str, Sequence[Answer]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn without each part in turn, and print the tables; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.ablation", description=__doc__)
    parser.add_argument("--messages", type=Path, nargs="+", metavar="FILE", help="measure on these files")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="leave out only these")
    options = parser.parse_args(arguments)
    try:
        sets, examples = measured_sets(options.messages), read_training()
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print(tables(leave_out(options.only, examples, sets)))  # noqa: T201
    return 0


def leave_out(
    parts: Sequence[str], examples: Sequence[Example], sets: Mapping[str, Sequence[Measured]]
) -> dict[str, dict[str, list[Answer]]]:
    """Return what is heard with everything, and without each part."""
    heard: dict[str, dict[str, list[Answer]]] = {name: {} for name in sets}
    for part in tqdm([WHOLE, *parts], desc="leaving out", file=sys.stderr):
        ours = Ours(examples, frozenset() if part == WHOLE else frozenset({part}))
        for name, messages in sets.items():
            heard[name][part] = ask(ours, messages)
    return heard


def tables(heard: Heard) -> str:
    """Return a table for each set of messages, as Markdown."""
    parts = [_table(name, of_set) for name, of_set in heard.items()]
    return "\n\n".join([*parts, _EXPLANATION]) + "\n"


def _table(name: str, heard: Mapping[str, Sequence[Answer]]) -> str:
    rows = []
    for part, answers in heard.items():
        brings = ["", ""] if part == WHOLE else difference_cells(heard[WHOLE], answers)
        rows.append([part if part == WHOLE else f"without {part}", *quality_cells(answers), *brings])
    return markdown([name, *_HEADER], rows)


if __name__ == "__main__":
    sys.exit(main())
