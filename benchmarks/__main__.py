"""`python -m benchmarks`: everybody in turn on this machine, a table and two pictures."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from typing import Final

from benchmarks import pictures, report
from benchmarks.contest import Cores, Result, compete
from benchmarks.contestant import BENCH_DIR, ROOT, Contestant
from benchmarks.floor import Floor
from benchmarks.measure import Sizes
from benchmarks.nlpjs import NlpJs
from benchmarks.ours import Ours, OursUnpatched
from benchmarks.processes import CannotRunError
from benchmarks.stock import DEFAULT_EPOCHS, EPOCHS, Stock

NAMES: Final = (Ours.name, OursUnpatched.name, Stock.name, NlpJs.name, Floor.name)
QUICK: Final = Sizes(people=4, long=40, clients=(1, 8), seconds=0.5, total=200)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, report, and return the exit status: 0 when everybody took part and was right."""
    options = _parser().parse_args(arguments)
    contestants = _contestants(options.only, options.stock_epochs)
    results = hold(contestants, QUICK if options.quick else Sizes())
    text = report.table(results, Cores.chosen(), quick=options.quick)
    print(text)  # noqa: T201
    BENCH_DIR.mkdir(parents=True, exist_ok=True)
    (BENCH_DIR / "table.md").write_text(text, encoding="utf-8")
    pictures.latency(results, BENCH_DIR / "latency.png")
    pictures.memory(results, BENCH_DIR / "memory.png")
    if options.write:
        for name in ("latency", "memory"):
            shutil.copyfile(BENCH_DIR / f"{name}.png", ROOT / "docs" / f"performance-{name}.png")
        report.put_into(ROOT / "docs" / "performance.md", text)
    return status(results)


def hold(contestants: Sequence[Contestant], sizes: Sizes) -> list[Result]:
    """Prepare everybody, then measure one after another."""
    ready: list[Contestant] = []
    results = {contestant.name: Result(contestant.name, contestant.about) for contestant in contestants}
    for contestant in contestants:
        _tell(f"Preparing {contestant.name} ...")
        try:
            contestant.prepare()
            ready.append(contestant)
        except CannotRunError as error:
            results[contestant.name].cannot = str(error)
    for contestant in ready:
        started = time.perf_counter()
        results[contestant.name] = result = compete(contestant, sizes, Cores.chosen())
        told = result.cannot or f"{result.sent} turns, {len(result.faults)} faults"
        _tell(f"Measured {contestant.name} in {time.perf_counter() - started:.0f} s: {told}")
    return list(results.values())


def status(results: Sequence[Result]) -> int:
    """Return the exit status: figures of a contestant that was absent or wrong prove nothing."""
    return 0 if results and all(result.right for result in results) else 1


def _contestants(only: str | None, stock_epochs: int) -> list[Contestant]:
    everybody: list[Contestant] = [Ours(), OursUnpatched(), Stock(stock_epochs), NlpJs(), Floor()]
    wanted = only.split(",") if only else NAMES
    return [contestant for contestant in everybody if contestant.name in wanted]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", type=_names, metavar="NAMES", help=f"some of {','.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="tiny sizes: shows that it works, not what it costs")
    parser.add_argument("--write", action="store_true", help="put the table and the pictures into docs/ too")
    parser.add_argument(
        "--stock-epochs",
        type=int,
        default=EPOCHS,
        help=f"train stock Rasa for this many epochs (its own default is {DEFAULT_EPOCHS}; here %(default)s)",
    )
    return parser


def _names(value: str) -> str:
    unknown = sorted(set(value.split(",")) - set(NAMES))
    if unknown:
        raise argparse.ArgumentTypeError(f"nobody is called {', '.join(unknown)}; there are {', '.join(NAMES)}")
    return value


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
