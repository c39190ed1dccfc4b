"""The command line: one sentence when something is in the way, and what each command promises."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from stiefwijzer import labels
from stiefwijzer.content import Content
from tests.server.running import LIMIT, ROOT, environment, free_port

MODEL = ROOT / "models" / "stiefwijzer.tar.gz"


def run(*arguments: str, var: Path, said: bytes = b"", **extra: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    command = [sys.executable, "-m", "stiefwijzer", *arguments]
    return subprocess.run(
        command, input=said, capture_output=True, cwd=ROOT, env=environment(var, **extra), timeout=LIMIT, check=False
    )


def assert_one_sentence(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    lines = done.stderr.decode().strip().splitlines()
    assert done.returncode not in (0, None)
    assert "Traceback" not in done.stderr.decode()
    assert len(lines) == 1, lines
    assert all(word in lines[0] for word in words), lines


def assert_usage(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    assert done.returncode == 2
    assert done.stderr.decode().startswith("usage:")
    assert "Traceback" not in done.stderr.decode()
    assert all(word in done.stderr.decode().splitlines()[-1] for word in words), done.stderr.decode()


def test_serve_on_a_taken_port_says_so_before_loading(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, var=tmp_path)

    assert_one_sentence(done, "Cannot listen", port, "--port")
    assert done.stdout == b""


@pytest.mark.parametrize("port", ["0", "-1", "65536", "abc", "", "5005.0", "²"])
def test_serve_on_a_port_that_is_none_says_which_are(port: str, tmp_path: Path) -> None:
    assert_usage(run("serve", f"--port={port}", var=tmp_path), "is not a port", "1 to 65535")


def test_serve_on_an_address_that_is_not_here_says_so(tmp_path: Path) -> None:
    assert_one_sentence(run("serve", "--host", "192.0.2.1", var=tmp_path), "Cannot listen", "192.0.2.1")


@pytest.mark.parametrize(
    "command",
    ["serve", pytest.param("chat", marks=pytest.mark.slow), pytest.param("classify", marks=pytest.mark.slow)],
)
def test_missing_model_is_named_with_what_makes_one(command: str, tmp_path: Path) -> None:
    missing = str(tmp_path / "none.tar.gz")

    assert_one_sentence(run(command, "--model", missing, var=tmp_path), missing, "make train")


@pytest.mark.slow
@pytest.mark.parametrize("command", ["serve", "chat", "classify"])
def test_file_that_is_no_model_is_named(command: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"no archive")
    port = ("--port", str(free_port())) if command == "serve" else ()

    assert_one_sentence(run(command, "--model", str(broken), *port, var=tmp_path), str(broken))


def test_no_command_says_how_to_use_it(tmp_path: Path) -> None:
    assert_usage(run(var=tmp_path), "command")


def test_unknown_command_names_those_there_are(tmp_path: Path) -> None:
    assert_usage(run("dance", var=tmp_path), "serve", "train", "chat", "classify")


def test_help_names_every_command(tmp_path: Path) -> None:
    done = run("--help", var=tmp_path)

    assert done.returncode == 0
    for command in ("serve", "train", "chat", "classify", "check-content"):
        assert f"\n    {command}" in done.stdout.decode()


def test_secret_key_that_is_too_short_is_refused_with_how_to_make_one(tmp_path: Path) -> None:
    done = run("serve", "--port", str(free_port()), var=tmp_path, STIEFWIJZER_SECRET_KEY="kort")

    assert_one_sentence(done, "STIEFWIJZER_SECRET_KEY", "32", "secrets.token_urlsafe")
    assert "kort;" not in done.stderr.decode()


@pytest.mark.slow
@pytest.mark.parametrize("url", ["nonsense", "sqlite:////dev/null/x.db", "postgresql://127.0.0.1:1/nobody"])
def test_database_that_cannot_be_used_is_named(url: str, tmp_path: Path) -> None:
    done = run("serve", "--port", str(free_port()), var=tmp_path, DATABASE_URL=url)

    assert_one_sentence(done, "DATABASE_URL")


def test_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()

    assert_one_sentence(run("serve", "--port", str(free_port()), var=file / "var"), str(file / "var"))


def test_content_in_order_is_counted(tmp_path: Path, texts: Content) -> None:
    done = run("check-content", var=tmp_path)

    assert done.returncode == 0
    answers, topics = len(texts.answers) - len(texts.topics), len(texts.topics)
    assert f"{answers} answers, {topics} topics" in done.stdout.decode()


def test_broken_content_is_named_with_file_and_line(tmp_path: Path) -> None:
    for room in ("content", "stiefwijzer"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "content" / "problems.yml"
    file.write_text(file.read_text(encoding="utf-8") + "onzin:\n  a: b\n", encoding="utf-8")
    line = len(file.read_text(encoding="utf-8").splitlines()) - 1

    assert_one_sentence(
        run("check-content", var=tmp_path / "var", PYTHONPATH=str(tmp_path)), f"problems.yml:{line}:", "onzin"
    )


@pytest.mark.slow
def test_classify_keeps_the_label_contract(tmp_path: Path) -> None:
    said = [
        "Ik trek me altijd terug als mijn man dichtbij komt",
        "",
        "/restart",
        "qwrtz bvncx",
        "  ja graag",
        "welke stappen zijn er?",
    ]

    done = run("classify", var=tmp_path, said="\n".join(said).encode())

    assert (done.returncode, done.stderr) == (0, b"")
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [answer["text"] for answer in answers] == said
    for answer in answers:
        assert list(answer) == ["text", "labels", "evidence", "ms"]
        assert answer["ms"] >= 0
        for label in answer["labels"]:
            assert set(label) == {"name", "confidence"}
            assert label["name"] in labels.LABELS
            assert 0 < label["confidence"] <= 1
        for piece in answer["evidence"]:
            assert set(piece) == {"label", "text", "start", "end"}
            assert piece["text"] == answer["text"][piece["start"] : piece["end"]]
    assert [[label["name"] for label in answer["labels"]] for answer in answers] == [
        ["pattern_avoidant"], [], [], [], ["affirm"], ["ask_steps"],
    ]  # fmt: skip


@pytest.mark.slow
def test_classify_goes_on_after_a_line_that_is_no_text(tmp_path: Path) -> None:
    done = run("classify", var=tmp_path, said=b"\xff\xfe\n\x00\nwelke stappen zijn er?\n")

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode().splitlines()[2])["labels"][0]["name"] == "ask_steps"


@pytest.mark.slow
def test_classify_ends_quietly_when_nobody_reads_on(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "stiefwijzer", "classify"],
            input=b"hoi\nhoi\n", stdout=closed, stderr=subprocess.PIPE,
            cwd=ROOT, env=environment(tmp_path), timeout=LIMIT, check=False,
        )  # fmt: skip

    assert b"Traceback" not in done.stderr


@pytest.mark.slow
def test_chat_answers_lines_and_numbers_until_the_end_of_input(tmp_path: Path, texts: Content) -> None:
    done = run("chat", var=tmp_path, said=b"welke stappen zijn er?\n1\n\n/restart\n")

    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode()
    assert texts.moments.welcome.text in said
    assert texts.answers["ask_steps"].bubbles(None)[0] in said
    assert f"[1] {texts.title('ask_step_1')}" in said
    assert texts.answers["ask_step_1"].bubbles(None)[0] in said
    assert texts.problems["empty_message"] in said
    assert texts.moments.ask_back.text in said
