"""The Makefile says itself what it can do."""

from __future__ import annotations

import re
import subprocess

from tests.server.running import LIMIT, ROOT

WANTED = {"setup", "run", "test", "check", "train", "chat", "classify"}


def _phony() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert found
    return set(found[1].split())


def _help(*arguments: str) -> str:
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=LIMIT).stdout


def test_help_lists_every_target_with_what_it_does() -> None:
    listed = dict(re.findall(r"^  make (\S+)\s+(\S.*)$", _help("help"), re.MULTILINE))

    assert set(listed) == _phony()
    assert all(listed.values())


def test_targets_of_the_job_are_there() -> None:
    assert _phony() >= WANTED


def test_make_alone_shows_the_help() -> None:
    assert _help() == _help("help")
