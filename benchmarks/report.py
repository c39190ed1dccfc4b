"""The table: what was measured, the same as a ratio to stock Rasa and to the floor, and who could not take part."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.contest import Cores, Result
from benchmarks.measure import SHORT_TALK, percentile

#: Whose figures the others are compared with.
REFERENCES: Final = ("stock", "floor")
_PERCENTILES: Final = (50, 95, 99)
_SHOWN_FAULTS: Final = 5
_NOTHING: Final = "-"
_BEGIN: Final = "<!-- as printed by make bench -->"
_END: Final = "<!-- end -->"


@dataclass(frozen=True)
class Row:
    """One measure.

    Attributes:
        name: What it is called.
        unit: How it is written down, and with how many decimals.
        decimals: Digits after the point.
        value: Reads it from a result; None where there is none.
        compared: Whether a ratio to somebody else's says something.
    """

    name: str
    unit: str
    decimals: int
    value: Callable[[Result], float | None]
    compared: bool = True


def rows(clients: Iterable[int]) -> list[Row]:
    """Return every measure, in the order of the table."""
    new = [Row(f"new conversation, p{share}", "ms", 2, _new(share)) for share in _PERCENTILES]
    long = [Row(f"long conversation, p{share}", "ms", 2, _long(share)) for share in _PERCENTILES]
    at_once = [Row(f"turns a second, {_people(count)}", "", 0, _per_second(count)) for count in clients]
    return [
        *new,
        *long,
        Row("turns of the long conversation", "", 0, lambda result: len(result.turns.long) or None, compared=False),
        Row("turn 20", "ms", 2, lambda result: _milli(result.turns.turn_20)),
        Row("last turn", "ms", 2, lambda result: _milli(result.turns.last_turn)),
        Row("last turn / turn 20", "x", 2, _last_to_turn_20, compared=False),
        *at_once,
        Row("ready", "s", 1, lambda result: result.ready_seconds),
        Row("memory when ready (RSS)", "MB", 0, lambda result: _mega(result.ready_rss)),
        Row("memory when ready (PSS)", "MB", 0, lambda result: _mega(result.ready_pss)),
        Row("memory at the end (RSS)", "MB", 0, lambda result: _mega(result.last_rss)),
        Row("memory grown by", "%", 1, _growth, compared=False),
        Row("size on disk", "MB", 0, lambda result: _mega(result.disk_bytes)),
        Row("training", "s", 1, lambda result: result.training.seconds if result.training else None),
        Row("turns sent", "", 0, lambda result: result.sent, compared=False),
        Row("turns kept", "", 0, lambda result: result.kept, compared=False),
        Row("faults", "", 0, lambda result: len(result.faults), compared=False),
    ]


def table(results: Sequence[Result], cores: Cores, *, quick: bool) -> str:
    """Return the report as Markdown."""
    ran = [result for result in results if not result.cannot]
    measures = rows(sorted({count for result in ran for count in result.turns.per_second}))
    parts = [_machine(cores)]
    if quick:
        parts.append("A quick run: far too short for figures to mean anything.")
    if ran:
        parts.append(_matrix("measured", measures, ran, _written))
    for name in REFERENCES:
        reference = next((result for result in ran if result.name == name), None)
        if reference is not None:
            compared = [row for row in measures if row.compared and row.value(reference)]
            parts.append(_matrix(f"as a ratio to {name}", compared, ran, _to(reference)))
    parts.extend([_about(results), _training_notes(ran), _explanation(), *_troubles(results)])
    return "\n\n".join(part for part in parts if part) + "\n"


def _machine(cores: Cores) -> str:
    if cores.contestant is None:
        where = "nothing pinned to a core"
    else:
        where = f"contestant on core {cores.contestant}, visitors on core {cores.visitors}"
    return (
        f"{date.today().isoformat()}, Python {platform.python_version()}, {platform.system()} on {platform.machine()}, "
        f"{os.cpu_count()} cores ({where})"
    )


def _matrix(title: str, measures: list[Row], results: list[Result], write: Callable[[Row, Result], str]) -> str:
    cells = [[row.name, *(write(row, result) for result in results)] for row in measures]
    table_ = [[title, *(result.name for result in results)], *cells]
    widths = [max(len(line[column]) for line in table_) for column in range(len(table_[0]))]
    lines = [
        "| "
        + " | ".join(
            _padded(cell, width, column) for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        + " |"
        for line in table_
    ]
    rule = (
        "|"
        + "|".join("-" * (width + 2) if not column else "-" * (width + 1) + ":" for column, width in enumerate(widths))
        + "|"
    )
    return "\n".join([lines[0], rule, *lines[1:]])


def _padded(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)


def _written(row: Row, result: Result) -> str:
    value = row.value(result)
    return _NOTHING if value is None else f"{value:,.{row.decimals}f} {row.unit}".strip()


def _to(reference: Result) -> Callable[[Row, Result], str]:
    def write(row: Row, result: Result) -> str:
        ratio = _ratio(row.value(result), row.value(reference))
        return _NOTHING if ratio is None else f"{ratio:.3g}"

    return write


def _about(results: Sequence[Result]) -> str:
    return "\n".join(f"- **{result.name}**: {result.about}." for result in results)


def _training_notes(results: Sequence[Result]) -> str:
    notes = [
        f"{result.name} on {result.training.day.isoformat()}"
        + (f" ({result.training.note})" if result.training.note else "")
        for result in results
        if result.training
    ]
    return f"Trained: {', '.join(notes)}." if notes else ""


def _explanation() -> str:
    return "\n".join(
        [
            f"- **new conversation**: one visitor after another says {SHORT_TALK} messages; one client.",
            "- **long conversation**: one visitor talks on and on; **turn 20** is the median of turns 11 to 30, "
            "**last turn** that of the last 20.",
            "- **turns a second**: each client sends its next message when the last one is answered; right answers only.",
            "- **ready**: from the start of the processes to the first right answer.",
            "- **memory**: all processes of the contestant together; **at the end**: after all turns sent.",
            "- **turns kept**: messages found in the contestant's own database afterwards; they must be those sent.",
        ]
    )


def _troubles(results: Sequence[Result]) -> list[str]:
    cannot = [f"COULD NOT RUN: {result.name}: {result.cannot}" for result in results if result.cannot]
    wrong = [
        "\n".join(
            [
                f"NOT RIGHT: {result.name}: {result.fault_summary}",
                *(f"  {fault}" for fault in result.faults[:_SHOWN_FAULTS]),
            ]
        )
        for result in results
        if result.faults
    ]
    return cannot + wrong


def _new(share: int) -> Callable[[Result], float | None]:
    return lambda result: _milli(percentile(result.turns.new, share))


def _long(share: int) -> Callable[[Result], float | None]:
    return lambda result: _milli(percentile([value for value in result.turns.long if value == value], share))  # noqa: PLR0124


def _per_second(clients: int) -> Callable[[Result], float | None]:
    return lambda result: result.turns.per_second.get(clients)


def _people(count: int) -> str:
    return "1 client" if count == 1 else f"{count} clients"


def _last_to_turn_20(result: Result) -> float | None:
    return _ratio(result.turns.last_turn, result.turns.turn_20)


def _growth(result: Result) -> float | None:
    ratio = _ratio(result.last_rss, result.ready_rss)
    return None if ratio is None else (ratio - 1) * 100


def _milli(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000


def _mega(size: int | None) -> float | None:
    return None if size is None else size / 1024**2


def _ratio(value: float | None, reference: float | None) -> float | None:
    return None if value is None or not reference else value / reference


def put_into(page: Path, text: str) -> None:
    """Put a table where the last one stands in a page, between its two marks.

    Raises:
        ValueError: The page has no such place.
    """
    before, begin, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        raise ValueError(f"{page.name} has no {_BEGIN} and {_END}")
    page.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", encoding="utf-8")
