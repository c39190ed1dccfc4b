"""`make walk`: which texts buttons reach, which only words do, and what is wrong with an answer."""

from __future__ import annotations

import sys
import time

from stiefwijzer import content
from stiefwijzer.errors import UserError
from stiefwijzer.walking.coverage import Coverage, cover
from stiefwijzer.walking.walk import TURNS


def report(coverage: Coverage, seconds: float) -> str:
    """Return what a person reads of it, in Dutch."""
    walked = coverage.by_buttons
    lines = [
        f"met alleen knoppen, {TURNS} beurten vanaf de begroeting: {walked.turns} beurten, {len(walked.states)} "
        f"verschillende gesprekken, {len(walked.pressed)} knoppen, niet goed beantwoord: {len(walked.wrong)}",
        f"met woorden: {coverage.by_words.turns} beurten",
        f"teksten: {len(coverage.texts)}, waarvan met knoppen {len(coverage.pressed)}, verderop of als iemand schrijft "
        f"{len(coverage.further)}, als er iets misgaat of alleen in Telegram {len(coverage.by_no_action)}, "
        f"in het formulier {len(coverage.by_form)}, "
        f"onbereikbaar {len(coverage.unreachable)}",
        f"({seconds:.0f} s)",
        "",
        "verderop of als iemand schrijft:",
        *(f"  {text.place}" for text in coverage.further),
        "",
        "als er iets misgaat, of alleen in Telegram:",
        *(f"  {text.place}" for text in coverage.by_no_action),
    ]
    return "\n".join(lines)


def main() -> int:
    """Print what the walks have shown; return 1 when a text cannot be reached or an answer is wrong."""
    started = time.perf_counter()
    try:
        content.texts()
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    coverage = cover()
    print(report(coverage, time.perf_counter() - started))  # noqa: T201
    problems = [
        *(f"{text.place}: deze tekst kan niemand lezen" for text in coverage.unreachable),
        *(f"na '{message}': {fault}" for fault, message in coverage.wrong.items()),
    ]
    if problems:
        print("\nfout:", *problems, sep="\n  ", file=sys.stderr)  # noqa: T201
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
