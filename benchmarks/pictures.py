"""The pictures: latency by turn number, memory, and memory and file handles over the time of a soak."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import ScalarFormatter

from benchmarks.contest import Result

_INCHES: Final = (8, 4.5)
_DOTS_PER_INCH: Final = 100
#: The script once: every point of the latency picture is the median over the same messages.
_WINDOW: Final = 10
_MEGABYTE: Final = 1024**2
_READY_COLOUR: Final = "#8fb8de"
_LATER_COLOUR: Final = "#1f4e79"


def latency(results: Sequence[Result], file: Path) -> None:
    """Draw what a turn takes by its number in the conversation."""
    figure, axes = _empty("What a turn takes, however long people talk")
    for result in results:
        blocks = [_right(result.turns.long[at : at + _WINDOW]) for at in range(0, len(result.turns.long), _WINDOW)]
        points = [(at * _WINDOW + 1, statistics.median(block) * 1000) for at, block in enumerate(blocks) if block]
        if points:
            axes.plot(*zip(*points, strict=True), label=result.name, linewidth=1.6)
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter(ScalarFormatter())
    axes.set_xlabel("turn of one conversation")
    axes.set_ylabel("milliseconds (log scale)")
    axes.grid(visible=True, which="both", alpha=0.25)
    if axes.lines:
        figure.legend(loc="outside lower center", ncols=len(axes.lines))
    _save(figure, file)


def memory(results: Sequence[Result], file: Path) -> None:
    """Draw the memory of each contestant when ready and at the end."""
    figure, axes = _empty("Memory of all processes (RSS)")
    shown = [result for result in results if result.ready_rss is not None]
    for at, result in enumerate(shown):
        bars = ((-0.2, result.ready_rss, _READY_COLOUR), (0.2, result.last_rss, _LATER_COLOUR))
        for shift, size, colour in bars:
            if size is not None:
                bar = axes.bar(at + shift, size / _MEGABYTE, width=0.38, color=colour)
                axes.bar_label(bar, fmt="%.0f")
    axes.bar(0, 0, color=_READY_COLOUR, label="when ready")
    axes.bar(0, 0, color=_LATER_COLOUR, label="after the turns named below")
    axes.set_xticks(range(len(shown)), [f"{result.name}\n{result.sent:,} turns" for result in shown])
    axes.set_ylabel("MB")
    figure.legend(loc="outside lower center", ncols=2)
    axes.grid(visible=True, axis="y", alpha=0.25)
    _save(figure, file)


def soak(seconds: Sequence[float], resident: Sequence[int], handles: Sequence[int], file: Path) -> None:
    """Draw memory and open file handles over the time of a soak."""
    figure = Figure(figsize=_INCHES, dpi=_DOTS_PER_INCH, layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    minutes = [second / 60 for second in seconds]
    above.plot(minutes, [size / _MEGABYTE for size in resident], color=_LATER_COLOUR)
    above.set_ylabel("memory, MB (RSS)")
    below.plot(minutes, handles, color=_LATER_COLOUR)
    below.set_ylabel("file handles")
    below.set_xlabel("minutes")
    for axes, values in ((above, resident), (below, handles)):
        highest = max(values, default=0) / (_MEGABYTE if axes is above else 1)
        axes.set_ylim(0, highest * 1.25 or 1)
        axes.grid(visible=True, alpha=0.25)
    _save(figure, file)


def _empty(title: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=_INCHES, dpi=_DOTS_PER_INCH, layout="constrained")
    axes = figure.subplots()
    axes.set_title(title)
    return figure, axes


def _right(seconds: Sequence[float]) -> list[float]:
    return [value for value in seconds if value == value]  # noqa: PLR0124 - what is not a number is not itself


def _save(figure: Figure, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, pil_kwargs={"optimize": True})
