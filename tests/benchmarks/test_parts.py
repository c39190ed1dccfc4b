"""The parts of the benchmark that decide what is right, and what a figure is."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import pictures, report
from benchmarks.__main__ import main
from benchmarks.checks import Kind, Ledger
from benchmarks.contest import Cores, Result
from benchmarks.measure import Turns, percentile
from benchmarks.nlpjs import examples
from benchmarks.processes import CannotRunError, Program, directory_bytes, open_files, resident_bytes
from benchmarks.script import LINES, AssistantAnswers, Bubble, PlainAnswers
from stiefwijzer.content import Content
from tests.server.running import LIMIT

AVOIDANT = next(line for line in LINES if line.label == "pattern_avoidant")
STEPS = next(line for line in LINES if line.label == "ask_steps")


@pytest.mark.parametrize("words", ["altijd terug", "…altijd terug…", AVOIDANT.text])
def test_quotation_of_the_message_is_right(words: str) -> None:
    assert Bubble("Je schreef: ", ". Dat", AVOIDANT.text).is_said_by(f"Je schreef: {words}. Dat")


@pytest.mark.parametrize("said", ["Je schreef: iets anders. Dat", "Je schreef: . Dat", "Je schreef: …. Dat", ""])
def test_quotation_of_anything_else_is_wrong(said: str) -> None:
    assert not Bubble("Je schreef: ", ". Dat", AVOIDANT.text).is_said_by(said)


def test_expected_is_the_welcome_first_and_then_what_fits_the_pattern_heard(texts: Content) -> None:
    expected = AssistantAnswers(texts, quotes=True)

    first, later = expected.to(AVOIDANT), expected.to(STEPS)

    assert [first[0].opening, len(first)] == [texts.moments.welcome.text, 3]
    assert first[1].quoted == AVOIDANT.text
    assert [bubble.opening for bubble in later] == texts.answers["ask_steps"].bubbles("pattern_avoidant")


def test_neighbouring_visitors_never_expect_the_same_answer(texts: Content) -> None:
    answers = [PlainAnswers(texts).to(line) for line in LINES]

    assert all(one != other for one, other in zip(answers, answers[1:] + answers[:1], strict=True))


def test_every_line_has_an_answer_of_its_own_and_is_no_training_example(texts: Content) -> None:
    known = {text for label in examples().values() for text in label}

    assert len({line.label for line in LINES}) == len(LINES)
    assert all(line.label in texts.answers for line in LINES)
    assert len([line for line in LINES if line.text in known]) < len(LINES) / 2


def test_kinds_of_faults_are_told_apart() -> None:
    expected = [Bubble("een"), Bubble("twee")]
    said = {
        Kind.MISSING: [[], ["een"], ["twee"], [""]],
        Kind.DOUBLED: [["een", "een", "twee"], ["een", "een"]],
        Kind.WRONG: [["twee", "een"], ["een", "drie"], ["een", "twee", "drie"]],
    }
    for kind, answers in said.items():
        for answer in answers:
            ledger = Ledger()
            assert not ledger.judge("hoi", expected, answer)
            assert [fault.kind for fault in ledger.faults] == [kind], answer


def _wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def _is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize(("percent", "value"), [(50, 50), (95, 95), (99, 99), (100, 100)])
def test_percentile_is_a_measured_value(percent: int, value: float) -> None:
    assert percentile([float(number) for number in range(100, 0, -1)], percent) == value


def test_percentile_of_nothing_is_nothing() -> None:
    assert percentile([], 50) is None


def test_turn_20_and_the_last_turn_are_medians_of_what_was_right() -> None:
    turns = Turns(long=[9.0] * 10 + [1.0] * 19 + [math.nan] + [9.0] * 10 + [2.0] * 20)

    assert (turns.turn_20, turns.last_turn) == (1.0, 2.0)


def test_table_compares_with_stock_and_with_the_floor() -> None:
    results = [Result(name, f"about {name}") for name in ("ours", "stock", "floor")]
    for result, seconds in zip(results, (0.004, 0.040, 0.001), strict=True):
        result.turns = Turns(new=[seconds] * 10, long=[seconds] * 40, per_second={1: 1 / seconds})

    text = report.table(results, Cores(0, 1), quick=False)

    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "| new conversation, p50 | 4.00 ms | 40.00 ms | 1.00 ms |" in lines
    assert "| new conversation, p50 | 0.1 | 1 | 0.025 |" in lines
    assert "| new conversation, p50 | 4 | 40 | 1 |" in lines


def test_pictures_are_small_and_drawn_without_a_figure_too(tmp_path: Path) -> None:
    full, empty = Result("ours", "", sent=20), Result("absent", "", cannot="nothing there")
    full.turns = Turns(long=[0.004, math.nan] * 1000)
    full.ready_rss = full.last_rss = 250 * 1024**2

    pictures.latency([full, empty], tmp_path / "latency.png")
    pictures.memory([full, empty], tmp_path / "memory.png")
    pictures.soak([0, 1], [1024**2] * 2, [20, 21], tmp_path / "soak.png")

    sizes = [file.stat().st_size for file in tmp_path.glob("*.png")]
    assert len(sizes) == 3
    assert max(sizes) < 60_000


def test_program_is_watched_and_ended_with_its_children(tmp_path: Path) -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    program = Program([sys.executable, "-c", code], log=tmp_path / "log", cwd=tmp_path, env={}, core=None)
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
    _wait_until(lambda: bool(children.read_text(encoding="ascii")))
    child = children.read_text(encoding="ascii").strip()

    assert resident_bytes([program.pid]) > 1024**2
    assert open_files([program.pid]) >= 3
    program.check()
    program.stop()

    assert not Path(f"/proc/{program.pid}").exists()
    _wait_until(lambda: _is_gone(int(child)))


def test_program_that_ended_is_named_with_its_last_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no port left')"]
    program = Program(command, log=tmp_path / "log", cwd=tmp_path, env={}, core=None)
    os.waitid(os.P_PID, program.pid, os.WEXITED | os.WNOWAIT)

    with pytest.raises(CannotRunError, match="status 1: no port left"):
        program.check()
    program.stop()


def test_size_on_disk_is_that_of_du(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"x" * 100_000)
    du = subprocess.run(["du", "-s", "--block-size=1", tmp_path / "deep" / "file"], capture_output=True, check=True)

    assert directory_bytes(tmp_path) == int(du.stdout.split()[0])


@pytest.mark.parametrize("arguments", [["--only", "nobody"], ["--stock-epochs", "many"]])
def test_unknown_arguments_are_named(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)

    assert arguments[1] in capsys.readouterr().err
