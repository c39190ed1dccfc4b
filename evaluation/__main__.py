"""`python -m evaluation`: learn from data/nlu/, measure on messages nothing was learned from, print and draw."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from tqdm import tqdm

from evaluation import pictures, report
from evaluation.hearer import Answer, ask
from evaluation.learning import Lesson, learn
from evaluation.messages import HELD_OUT, PUBLIC, Measured, read_measured, read_training
from evaluation.ours import Ours
from stiefwijzer.errors import UserError
from stiefwijzer.nlu.hearing import SURE_ENOUGH
from stiefwijzer.settings import VAR_DIR

PICTURES_DIR: Final = VAR_DIR / "eval"
_T = TypeVar("_T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1


def measured_sets(files: Sequence[Path] | None = None) -> dict[str, list[Measured]]:
    """Return the messages to measure on, by the name of their file: the held-out ones, and the public ones if there.

    Raises:
        DataError: A file is missing or cannot be used.
    """
    return {file.stem: read_measured(file) for file in files or [HELD_OUT, *([PUBLIC] if PUBLIC.exists() else [])]}


def watched(what: str, things: Sequence[_T]) -> Iterable[_T]:
    """Pass things on, and show how far they are on stderr."""
    yield from tqdm(things, desc=what.ljust(24), file=sys.stderr)


def _run(options: argparse.Namespace) -> int:
    sets = measured_sets(options.messages)
    examples = read_training()
    # One step, and the longest one: without a line of its own one would see nothing happen.
    for each in watched(f"learning {len(examples)} examples", [examples]):
        ours = Ours(each)
    heard = {name: ask(ours, messages, partial(watched, f"hearing {name}")) for name, messages in sets.items()}
    lessons: list[Lesson] = []
    if options.learning_curve:
        lessons = learn(Ours, examples, sets, partial(watched, "learning curve"))
    _print(report.tables(heard, lessons))
    if options.errors:
        for name, answers in heard.items():
            _print(f"{name}: {report.errors(answers, options.errors)}\n")
    if options.pictures:
        for file in _draw(heard, lessons):
            _print(str(file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file))
    return 0


def _draw(sets: Mapping[str, Sequence[Answer]], lessons: Sequence[Lesson]) -> list[Path]:
    files = []
    for name, answers in sets.items():
        drawn = [PICTURES_DIR / f"{what}-{name}.png" for what in ("confusion", "confidence", "calibration")]
        pictures.confusion(answers, name, drawn[0])
        pictures.confidence(answers, name, drawn[1], SURE_ENOUGH)
        pictures.calibrated(answers, name, drawn[2])
        files += drawn
    if lessons:
        files.append(PICTURES_DIR / "learning.png")
        pictures.learning(lessons, files[-1])
    return files


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="show N messages that were heard wrongly (never public ones)"
    )
    parser.add_argument(
        "--messages",
        type=Path,
        nargs="+",
        metavar="FILE",
        help=f"measure on these files (otherwise {HELD_OUT.name}, and {PUBLIC.name} when it is there)",
    )
    parser.add_argument("--no-pictures", dest="pictures", action="store_false", help="draw nothing")
    parser.add_argument(
        "--no-learning-curve", dest="learning_curve", action="store_false", help="learn once only, which is quicker"
    )
    return parser


def _print(line: str) -> None:
    print(line)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
