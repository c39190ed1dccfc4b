"""The pictures: who is taken for whom, when to ask back, whether confidence is deserved, and what more examples bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from evaluation.curve import calibration, curve
from evaluation.hearer import Answer
from evaluation.learning import Lesson
from evaluation.scores import with_labels

_INCHES: Final = (8, 4.5)
_DOTS_PER_INCH: Final = 110
_INCHES_A_LABEL: Final = 0.27
_LEAST_INCHES: Final = 5.0
_ASKED_BACK: Final = "asked back"
_ASKED_COLOUR: Final = "#8fb8de"
_WRONG_COLOUR: Final = "#b5322e"
_COLOUR: Final = "#1f4e79"
_HALF: Final = 0.5


def confusion(answers: Sequence[Answer], title: str, file: Path) -> None:
    """Draw the first label of the messages against the one that was answered first."""
    pairs = Counter((message.labels[0], heard.first or _ASKED_BACK) for message, heard in with_labels(answers))
    rows = sorted({there for there, _ in pairs})
    columns = [*sorted({*rows, *(heard for _, heard in pairs)} - {_ASKED_BACK}), _ASKED_BACK]
    counts = np.array([[pairs[there, heard] for heard in columns] for there in rows], dtype=float)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    inches = [_INCHES_A_LABEL * len(names) + 2.5 for names in (columns, rows)]
    picture, axes = _empty(
        f"First label there (rows) and answered (columns), {title}",
        (max(_LEAST_INCHES, inches[0]), max(_LEAST_INCHES, inches[1])),
    )
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(columns)), columns, rotation=90, fontsize=7)
    axes.set_yticks(range(len(rows)), rows, fontsize=7)
    axes.set_xticks(np.arange(len(columns)) - _HALF, minor=True)
    axes.set_yticks(np.arange(len(rows)) - _HALF, minor=True)
    axes.grid(which="minor", color="#e4e4e4", linewidth=0.5)
    axes.tick_params(which="minor", length=0)
    for row, column in np.argwhere(counts > 0):
        is_right = rows[row] == columns[column]
        colour = "white" if shares[row, column] > _HALF else "black" if is_right else _WRONG_COLOUR
        axes.text(column, row, f"{counts[row, column]:.0f}", ha="center", va="center", fontsize=7, color=colour)
    _save(picture, file)


def confidence(answers: Sequence[Answer], title: str, file: Path, threshold: float | None = None) -> None:
    """Draw what is asked back and what is answered wrongly at each threshold, and where the threshold stands now."""
    points = curve(answers, steps=100)
    picture, axes = _empty(f"Asking back or answering wrongly, {title}", _INCHES)
    at = [point.threshold for point in points]
    axes.plot(at, [point.asked_back for point in points], color=_ASKED_COLOUR, linewidth=2, label="asked back")
    axes.plot(at, [point.wrong_of_all for point in points], color=_WRONG_COLOUR, linewidth=2, label="answered wrongly")
    unclear = [(point.threshold, point.unclear_asked_back) for point in points if point.unclear_asked_back is not None]
    if unclear:
        axes.plot(*zip(*unclear, strict=True), color=_COLOUR, linestyle=":", label="unclear messages asked back")
    if threshold is not None:
        axes.axvline(threshold, color="grey", linestyle="--", linewidth=1, label=f"in use: {threshold:g}")
    axes.set_xlabel("least confidence that is answered")
    axes.set_ylabel("share of the messages")
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.grid(visible=True, alpha=0.25)
    picture.legend(loc="outside lower center", ncols=4)
    _save(picture, file)


def calibrated(answers: Sequence[Answer], title: str, file: Path) -> None:
    """Draw how often the first label is right against how sure it was."""
    bins = [each for each in calibration(answers) if each.n]
    picture, axes = _empty(f"Is confidence deserved, {title}", _INCHES)
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", linewidth=1, label="right as often as it is sure")
    axes.bar(
        [each.low for each in bins],
        [each.right or 0 for each in bins],
        width=[each.high - each.low for each in bins],
        align="edge",
        color=_ASKED_COLOUR,
        edgecolor="white",
        label="right (number of answers)",
    )
    axes.plot([each.confidence for each in bins], [each.right for each in bins], "o", color=_COLOUR, label="mean")
    for each in bins:
        axes.annotate(str(each.n), ((each.low + each.high) / 2, 0.02), ha="center", fontsize=8)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.05)
    axes.set_xlabel("confidence of the first label")
    axes.set_ylabel("share right")
    picture.legend(loc="outside lower center", ncols=3)
    _save(picture, file)


def learning(lessons: Sequence[Lesson], file: Path) -> None:
    """Draw macro-F1 by the number of examples learned from."""
    picture, axes = _empty("What more examples bring", _INCHES)
    for name in lessons[0].macro_f1:
        axes.plot(
            [lesson.examples for lesson in lessons],
            [np.nan if lesson.macro_f1[name] is None else lesson.macro_f1[name] for lesson in lessons],
            marker="o",
            label=name,
        )
    axes.set_xlim(left=0)
    axes.set_ylim(0, 1)
    axes.set_xlabel("examples learned from")
    axes.set_ylabel("macro-F1")
    axes.grid(visible=True, alpha=0.25)
    picture.legend(loc="outside lower center", ncols=len(lessons[0].macro_f1))
    _save(picture, file)


def _empty(title: str, inches: tuple[float, float]) -> tuple[Figure, Axes]:
    picture = Figure(figsize=inches, dpi=_DOTS_PER_INCH, layout="constrained")
    axes = picture.subplots()
    axes.set_title(title)
    return picture, axes


def _save(picture: Figure, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.savefig(file, pil_kwargs={"optimize": True})
