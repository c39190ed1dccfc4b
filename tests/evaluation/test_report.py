"""The tables are made of the results they are given, and the pictures are drawn."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from evaluation import __main__ as command
from evaluation import ablation, pictures, report, tables
from evaluation.hearer import Answer
from evaluation.learning import Lesson
from tests.evaluation.making import SIX

PUBLIC = [Answer(dataclasses.replace(each.message, source="public"), each.heard) for each in SIX]
LESSONS = [Lesson(0.5, 10, {"held_out": 0.25}), Lesson(1.0, 20, {"held_out": 0.75})]


def row(text: str, name: str) -> list[str]:
    """Return the cells of the first line of a table that begins with a name."""
    line = next(line for line in text.splitlines() if line.startswith("|") and line.split("|")[1].strip() == name)
    return [cell.strip() for cell in line.split("|")[2:-1]]


def test_the_summary_holds_each_set_in_a_column() -> None:
    text = report.tables({"held_out": SIX, "public": PUBLIC[:1]})
    assert row(text, "measured on") == ["held_out", "public"]
    assert row(text, "messages") == ["6", "1"]
    assert row(text, "macro-F1") == ["0.389", "1.000"]
    assert row(text, "95 % interval")[1] == "1.000 to 1.000"
    assert row(text, "not sure") == ["25.0 %", "0.0 %"]
    assert row(text, "wrong and confident") == ["25.0 %", "0.0 %"]
    assert row(text, "unclear and asked back") == ["50.0 %", "-"]
    assert row(text, "ECE")[0] == "0.388"


def test_every_label_has_a_line_with_its_figures() -> None:
    text = report.tables({"held_out": SIX, "public": PUBLIC[:1]})
    assert row(text, "b") == ["2", "1.00", "0.50", "0.67", "-", "-", "-", "-"]
    assert row(text, "c") == ["1", "-", "0.00", "0.00", "-", "-", "-", "-"]


def test_the_curve_and_the_lessons_are_printed() -> None:
    text = report.tables({"held_out": SIX}, LESSONS)
    assert row(text, "0.50") == ["25.0 %", "33.3 %", "25.0 %", "100.0 %"]
    assert row(text, "50%") == ["10", "0.250"]
    assert row(text, "0.9 to 1.0") == ["2", "0.93", "0.50"]


def test_errors_are_shown_with_what_was_heard() -> None:
    assert report.errors(SIX, 10).splitlines() == [
        "4 of 6 messages are not heard exactly as labelled",
        "m2: a, b; heard: b 0.60",
        "    text of m2",
        "m3: b; heard: asked back (b 0.20)",
        "    text of m3",
        "m4: c; heard: a 0.90",
        "    text of m4",
        "m6: ask back; heard: a 0.30",
        "    text of m6",
    ]
    assert len(report.errors(SIX, 2).splitlines()) == 5


def test_errors_in_public_messages_are_counted_only() -> None:
    assert report.errors(PUBLIC, 10) == "4 of 6 messages are not heard exactly as labelled"


def test_a_table_is_as_wide_as_its_longest_cells() -> None:
    assert tables.markdown(["what", "n"], [["a", "1,000"], ["longer", "2"]]).splitlines() == [
        "| what   |     n |",
        "|--------|------:|",
        "| a      | 1,000 |",
        "| longer |     2 |",
    ]


def test_what_a_part_brings_is_the_difference_to_everything() -> None:
    text = ablation.tables({"held_out": {ablation.WHOLE: SIX[:1], "lemmas": SIX[:1], "groups": [_silent(SIX[0])]}})
    assert row(text, "without lemmas")[-2:] == ["+0.000", "+0.000 to +0.000"]
    assert row(text, "without groups")[-2:] == ["+1.000", "+1.000 to +1.000"]
    assert row(text, ablation.WHOLE)[-2:] == ["", ""]


def _silent(answer: Answer) -> Answer:
    return Answer(answer.message, dataclasses.replace(answer.heard, labels=()))


def test_every_picture_is_drawn(tmp_path: Path) -> None:
    files = [tmp_path / "new" / f"{name}.png" for name in ("confusion", "confidence", "calibration", "learning")]
    pictures.confusion(SIX, "six", files[0])
    pictures.confidence(SIX, "six", files[1], 0.25)
    pictures.calibrated(SIX, "six", files[2])
    pictures.learning(LESSONS, files[3])
    assert [file.read_bytes()[:4] for file in files] == [b"\x89PNG"] * 4


@pytest.mark.parametrize("main", [command.main, ablation.main])
def test_a_missing_file_is_told_in_one_sentence(
    main: Callable[[Sequence[str]], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--messages", str(tmp_path / "nowhere.yml")]) == 1
    assert capsys.readouterr().err == "nowhere.yml is not there\n"
