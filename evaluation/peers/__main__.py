"""`python -m evaluation.peers`: everybody learns from the same examples and hears the same messages, in one table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tqdm import tqdm

from benchmarks.stock import DEFAULT_EPOCHS
from evaluation.__main__ import PICTURES_DIR, measured_sets
from evaluation.messages import read_training
from evaluation.peers import report
from evaluation.peers.contestants import NlpJsAlone, OursAlone, RasaDefault, RasaLogistic
from evaluation.peers.peer import Outcome, Peer
from stiefwijzer.errors import UserError

NAMES: Final = (OursAlone.name, RasaDefault.name, RasaLogistic.name, NlpJsAlone.name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare and report; return the exit status: 0 when everybody took part."""
    options = _parser().parse_args(arguments)
    everybody: list[Peer] = [OursAlone(), RasaDefault(options.epochs), RasaLogistic(), NlpJsAlone()]
    wanted = options.only.split(",") if options.only else NAMES
    try:
        outcomes = compete([peer for peer in everybody if peer.name in wanted], options.messages)
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    text = report.tables(outcomes)
    print(text)  # noqa: T201
    PICTURES_DIR.mkdir(parents=True, exist_ok=True)
    (PICTURES_DIR / "peers.md").write_text(text, encoding="utf-8")
    return status(outcomes)


def compete(peers: Sequence[Peer], files: Sequence[Path] | None) -> list[Outcome]:
    """Return what comes of each contestant, one after another.

    Raises:
        DataError: The examples or the messages are missing or cannot be used.
    """
    messages = [message for of_set in measured_sets(files).values() for message in of_set]
    examples = read_training()
    outcomes = []
    with tqdm(peers, file=sys.stderr) as bar:
        for peer in bar:
            bar.set_description(f"learning and hearing: {peer.name}")
            outcomes.append(peer.take_part(examples, messages, PICTURES_DIR / "peers" / peer.name))
    return outcomes


def status(outcomes: Sequence[Outcome]) -> int:
    """Return the exit status: a comparison in which somebody is missing proves nothing about them."""
    return 0 if outcomes and not any(outcome.cannot for outcome in outcomes) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation.peers", description=__doc__)
    parser.add_argument("--only", type=_names, metavar="NAMES", help=f"some of {','.join(NAMES)}")
    parser.add_argument("--messages", type=Path, nargs="+", metavar="FILE", help="measure on these files")
    parser.add_argument(
        "--epochs",
        type=int,
        default=DEFAULT_EPOCHS,
        help="how often Rasa's neural network sees the examples (%(default)s is its own default)",
    )
    return parser


def _names(value: str) -> str:
    unknown = sorted(set(value.split(",")) - set(NAMES))
    if unknown:
        raise argparse.ArgumentTypeError(f"nobody is called {', '.join(unknown)}; there are {', '.join(NAMES)}")
    return value


if __name__ == "__main__":
    sys.exit(main())
