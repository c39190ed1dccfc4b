"""Setting up: one sentence when this machine cannot, and a lean Rasa when it can."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.running import LIMIT, ROOT

RUN = "import sys; sys.path.insert(0, 'scripts'); import bootstrap; "


def run(code: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run code that has `bootstrap` imported, in a Python of its own."""
    return subprocess.run(
        [sys.executable, "-c", RUN + code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **extra},
        timeout=LIMIT,
        check=False,
    )


def assert_one_sentence(done: subprocess.CompletedProcess[str], *words: str) -> None:
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 1
    assert len(lines) == 1, lines
    assert lines[0].startswith("Setup stopped: ")
    assert all(word in lines[0] for word in words), lines


@pytest.mark.parametrize("version", ["(2, 7, 18)", "(3, 10, 14)", "(3, 12, 1)", "(4, 0, 0)"])
def test_wrong_python_is_named_with_the_right_one(version: str) -> None:
    done = run(f"sys.version_info = {version}; bootstrap.check_machine()")

    found = ".".join(version.strip("()").split(", ")[:2])
    assert_one_sentence(done, "Python 3.11 is needed", f"this is {found}", "make PYTHON=")


def test_right_python_with_room_goes_on() -> None:
    done = run("bootstrap.check_machine(); print('went on')")

    assert (done.returncode, done.stdout, done.stderr) == (0, "went on\n", "")


def test_disk_without_room_for_a_new_environment_is_named(tmp_path: Path) -> None:
    done = run(
        f"bootstrap.VENV = bootstrap.Path({str(tmp_path / 'venv')!r}); bootstrap.ROOM = 2**80; bootstrap.check_machine()"
    )

    assert_one_sentence(done, "MB is free here", "make room")


def test_disk_without_room_does_not_matter_when_the_environment_is_there(tmp_path: Path) -> None:
    done = run(f"bootstrap.VENV = bootstrap.Path({str(tmp_path)!r}); bootstrap.ROOM = 2**80; bootstrap.check_machine()")

    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_package_index_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    home = f"bootstrap.ROOT = bootstrap.Path({str(tmp_path)!r}); "

    done = run(home + "bootstrap.shutil.which = lambda _: None; bootstrap.uv()", **_no_network())

    assert_one_sentence(done, "package index", "check the network")


@pytest.mark.slow
def test_packages_that_cannot_be_fetched_are_one_sentence(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True, timeout=LIMIT)
    (tmp_path / "nothing.txt").write_text(f"nothing-here==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    places = (
        f"bootstrap.VENV = bootstrap.Path({str(tmp_path / 'venv')!r}); "
        f"bootstrap.REQUIREMENTS = bootstrap.Path({str(tmp_path)!r}); "
    )

    done = run(places + "bootstrap.uv = lambda: '/bin/false'; bootstrap.install('nothing')", **_no_network())

    assert_one_sentence(done, "packages did not install")


def test_environment_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()

    done = run(f"bootstrap.VENV = bootstrap.Path({str(file / 'venv')!r}); bootstrap.make_environment()")

    assert_one_sentence(done, "no environment could be made here")


def test_make_lean_lets_the_environment_know_the_project(tmp_path: Path) -> None:
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)

    done = run(f"bootstrap.VENV = bootstrap.Path({str(tmp_path)!r}); bootstrap.make_lean()")

    assert done.returncode == 0, done.stderr
    lines = (packages / "stiefwijzer.pth").read_text(encoding="utf-8").splitlines()
    assert lines == [str(ROOT), "import stiefwijzer.lean.autostart"]


def test_every_lock_file_has_hashes_and_no_addresses() -> None:
    for name in ("runtime.txt", "dev.txt", "uv.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text, name


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "it gave no reason"),
        ("first\nlast\n\n", "last"),
        ("x" * 500, "x" * 200),
    ],
    ids=["nothing", "lines", "long"],
)
def test_reason_is_the_last_line_and_short(said: str, reason: str) -> None:
    assert run(f"print(bootstrap.last_line({said!r}))").stdout == f"{reason}\n"


def _no_network() -> dict[str, str]:
    nowhere = "http://127.0.0.1:9"
    return {
        "PIP_INDEX_URL": nowhere,
        "PIP_FIND_LINKS": "",
        "PIP_RETRIES": "0",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_CACHE_DIR": "1",
        "UV_INDEX_URL": nowhere,
    }
