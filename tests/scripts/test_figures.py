"""What `make figures` prints: its arithmetic here, and that the start and hearing can really be measured by part."""

from __future__ import annotations

import asyncio
import importlib
import json
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.server.running import LIMIT, ROOT, environment, free_port

SCRIPTS = ROOT / "scripts"


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(SCRIPTS)


@pytest.fixture
def figures() -> ModuleType:
    return importlib.import_module("figures")


@pytest.fixture
def hearing() -> ModuleType:
    return importlib.import_module("figures_hearing")


class Machine:
    """A machine on which time and memory go as a test says."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.megabytes = 10.0

    def work(self, seconds: float, megabytes: float = 0.0) -> None:
        self.seconds += seconds
        self.megabytes += megabytes


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.setattr(time, "clock_gettime", lambda _: made.seconds)
    monkeypatch.setattr(importlib.import_module("figures_start"), "resident_megabytes", lambda: made.megabytes)
    return made


@pytest.fixture
def clock(machine: Machine) -> Any:
    return importlib.import_module("figures_start").start_clock("first", machine.seconds)


def run(script: str, *arguments: str, var: Path) -> list[list[Any]]:
    done = subprocess.run(
        [sys.executable, SCRIPTS / script, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(var),
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows: list[list[Any]] = json.loads(done.stdout)
    return rows


def test_table_lines_up(figures: ModuleType) -> None:
    assert figures.table(("what", "MB"), [("a", "1.5"), ("longer", "100.0")]).splitlines() == [
        "| what   |    MB |",
        "|--------|------:|",
        "| a      |   1.5 |",
        "| longer | 100.0 |",
    ]


def test_resident_memory_is_read_from_the_status_of_a_process(figures: ModuleType) -> None:
    assert figures.resident_megabytes("VmHWM:\t  999999 kB\nVmRSS:\t    2048 kB\nThreads:\t1\n") == 2


def test_status_without_resident_memory_is_an_error(figures: ModuleType) -> None:
    with pytest.raises(StopIteration):
        figures.resident_megabytes("State:\tZ (zombie)\n")


def test_parts_of_the_start_are_added_up(figures: ModuleType) -> None:
    last = figures.start_by_part([["a", 1.25, 10.0], ["b", 0.5, 20.5]]).splitlines()[-1]
    assert last.split() == ["|", "together", "|", "1.75", "|", "30.5", "|"]


def test_packages_are_named_as_the_index_spells_them(figures: ModuleType) -> None:
    assert figures.canonical("Ruamel_yaml.Clib") == "ruamel-yaml-clib"


def test_script_that_fails_stops_the_figures(figures: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        figures.measured_by("figures_start.py", "--port", "none")
    assert "none is not a port" in capfd.readouterr().err


def test_what_runs_is_charged(machine: Machine, clock: Any) -> None:
    machine.work(1, 5)
    with clock.part("second"):
        machine.work(2, 7)
    machine.work(4)
    clock.charge()

    assert importlib.import_module("figures_start").rows(clock) == [("first", 5, 15), ("second", 2, 7)]


def test_part_within_a_part_is_charged_once(machine: Machine, clock: Any) -> None:
    with clock.part("outer"):
        machine.work(1)
        with clock.part("inner"):
            machine.work(10, 3)
        machine.work(1)

    assert importlib.import_module("figures_start").rows(clock) == [("first", 0, 10), ("outer", 2, 0), ("inner", 10, 3)]


def test_what_no_part_claims_comes_last(machine: Machine, clock: Any) -> None:
    clock.replace("the rest")
    machine.work(1)
    with clock.part("a part"):
        machine.work(1)

    assert [name for name, *_ in importlib.import_module("figures_start").rows(clock)] == [
        "first",
        "a part",
        "the rest",
    ]


def test_watched_functions_do_what_they_did(machine: Machine, clock: Any) -> None:
    class Watched:
        @classmethod
        def load(cls, seconds: int) -> str:
            machine.work(seconds)
            return cls.__name__

        def answer(self, seconds: int) -> Any:
            machine.work(1)

            async def later() -> str:
                machine.work(seconds)
                return "answered"

            return later()

    clock.watch(Watched, "load", "loading")
    clock.watch(Watched, "answer", "answering")

    assert Watched.load(3) == "Watched"
    assert asyncio.run(Watched().answer(4)) == "answered"
    assert importlib.import_module("figures_start").rows(clock) == [
        ("first", 0, 10),
        ("loading", 3, 0),
        ("answering", 5, 0),
    ]


def test_function_that_is_gone_cannot_be_watched(clock: Any) -> None:
    with pytest.raises(AttributeError):
        clock.watch(json, "no_such_function", "nothing")


def test_messages_are_as_long_as_they_say(hearing: ModuleType) -> None:
    examples = [" ".join(["woord"] * count) for count in (1, 4, 5, 6, 7, 40)] * 20
    messages = hearing.short_and_long(examples)

    assert {len(text.split()) for text in messages["short"]} == {4, 5, 6}
    assert {len(text.split()) for text in messages["long"]} == {60}


def test_there_are_never_too_many_messages(hearing: ModuleType) -> None:
    messages = hearing.short_and_long(["een twee drie vier vijf"] * 10_000)
    assert {len(texts) for texts in messages.values()} == {hearing.MESSAGES}


def test_examples_are_those_of_the_training_data(hearing: ModuleType) -> None:
    examples = hearing.examples_of((ROOT / "data" / "nlu").glob("*.yml"))
    assert len(examples) > hearing.MESSAGES
    assert not [text for text in examples if text.startswith("- ") or not text]


def test_second_hearing_is_measured(hearing: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    now, heard = [0], []

    def hear(text: str, watch: Any) -> None:
        microseconds = 900 if text not in heard else len(text)
        heard.append(text)
        watch.time("a part", lambda: now.__setitem__(0, now[0] + microseconds * 1000))

    monkeypatch.setattr(time, "perf_counter_ns", lambda: now[0])
    rows = hearing.measure(hear, {"short": ["a", "ab", "abc"], "long": ["a" * 50, "a" * 60, "a" * 90]})

    assert rows == [["a part", 2, 60]]


@pytest.mark.slow
def test_parts_claim_nearly_all_of_the_start(tmp_path: Path) -> None:
    started = time.monotonic()
    rows = run("figures_start.py", "--port", str(free_port()), var=tmp_path)
    elapsed = time.monotonic() - started

    seconds = {name: spent for name, spent, _ in rows}
    together = sum(seconds.values())
    assert together < elapsed
    assert seconds["the rest"] < together / 10
    assert sum(megabytes for *_, megabytes in rows) > 100
    assert all(spent >= 0 for spent in seconds.values())
    assert seconds["classifier and signals"] > 0.01  # it loads the word lists, too


@pytest.mark.slow
def test_hearing_is_measured_by_part(tmp_path: Path) -> None:
    rows = run("figures_hearing.py", var=tmp_path)

    short, long = ({name: row[column] for name, *row in rows} for column in (0, 1))
    parts = set(short) - {"parts together", "with Rasa's graph around them"}
    assert {"safety gate", "tokens and lemmas", "scores of labels", "evidence phrase", "decision"} <= parts
    for kind in (short, long):
        assert max(kind[part] for part in parts) < kind["parts together"] < kind["with Rasa's graph around them"]
    assert short["parts together"] < long["parts together"]
