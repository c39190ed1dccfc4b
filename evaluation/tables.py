"""Writing tables as Markdown that a person can read in a terminal too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from evaluation.bootstrap import Interval

NOTHING: Final = "-"


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; the first column is text, the others are figures."""
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    written = [
        "| " + " | ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) + " |" for line in lines
    ]
    rule = "|" + "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])]) + "|"
    return "\n".join([written[0], rule, *written[1:]])


def figure(value: float | None, decimals: int = 3) -> str:
    """Return a figure as it is written in a table."""
    return NOTHING if value is None else f"{value:,.{decimals}f}"


def share(value: float | None) -> str:
    """Return a share as a percentage."""
    return NOTHING if value is None else f"{value * 100:.1f} %"


def interval(value: Interval | None, *, signed: bool = False) -> str:
    """Return an interval as it is written in a table."""
    sign = "+" if signed else ""
    return NOTHING if value is None else f"{value.low:{sign}.3f} to {value.high:{sign}.3f}"
