"""`python -m evaluation.safety`: how much danger is seen, and what is only thought to be, here and elsewhere in one run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from tqdm import tqdm

from benchmarks.processes import CannotRunError
from evaluation.messages import HELD_OUT, read_measured
from evaluation.safety import ears, report
from evaluation.safety.messages import read_danger, read_look_alikes, variants
from evaluation.safety.rasa_ear import rasa_default
from stiefwijzer.errors import UserError
from stiefwijzer.settings import VAR_DIR

DIRECTORY: Final = VAR_DIR / "eval"
#: Rasa's own default is 100, which takes hours.
EPOCHS: Final = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit status: 1 when somebody who was asked for could not take part."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.safety", description=__doc__)
    parser.add_argument(
        "--epochs",
        type=int,
        default=EPOCHS,
        help="how often Rasa sees the examples (%(default)s; its own default is 100)",
    )
    parser.add_argument("--without-rasa", action="store_true", help="leave Rasa out, which takes by far the longest")
    options = parser.parse_args(arguments)
    try:
        return _run(options.epochs, with_rasa=not options.without_rasa)
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1


def _run(epochs: int, *, with_rasa: bool) -> int:
    danger, look_alikes = read_danger(), read_look_alikes()
    varied = variants(danger)
    ordinary = [message.text for message in read_measured(HELD_OUT)]
    texts = [message.text for message in (*danger, *varied)] + [message.text for message in look_alikes] + ordinary
    listening: list[ears.Ear] = []
    cannot = ""
    with tqdm(total=3 + with_rasa, file=sys.stderr, desc="listening") as bar:
        for listen in (ears.ours, ears.gate_alone, ears.keywords):
            listening.append(listen(texts))
            bar.update()
        if with_rasa:
            try:
                listening.append(rasa_default(texts, DIRECTORY / "safety-rasa", epochs))
            except CannotRunError as error:
                cannot = f"rasa-default could not take part: {error}\n"
            bar.update()
    ours = listening[0]
    end = len(danger) + len(varied)
    parts = [
        f"{len(danger)} messages of danger, {len(varied)} variants of those said plainly, {len(look_alikes)} look-alikes, "
        f"{len(ordinary)} ordinary messages ({HELD_OUT.name}); between brackets the 95 % interval (Wilson)",
        report.compared(danger, varied, look_alikes, len(ordinary), listening),
        report.by_kind(danger, ours),
        report.by_variant(varied, ours.heard[len(danger) : end], ours.name),
        "\n".join(f"- **{ear.name}**: {ear.about}." for ear in listening) + f"\n{cannot}",
        "- **seen**: danger was heard, or asked about (`crisis_check`). **right kind**: the label, or one that careful "
        "readers accept too.",
    ]
    _say("\n\n".join(parts))
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    heard = [*ours.heard[: len(danger)], *ours.heard[end : end + len(look_alikes)]]
    (DIRECTORY / "safety-misses.tsv").write_text(report.misses(danger, look_alikes, heard), encoding="utf-8")
    _say(f"\nwhat was heard wrongly: {DIRECTORY.name}/safety-misses.tsv")
    return 1 if cannot else 0


def _say(line: str) -> None:
    print(line)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
