"""The plain commands of the ecosystem work on this project, in its environment."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import requests
from ruamel.yaml import YAML

from stiefwijzer.content import Content
from tests.server.running import LIMIT, ROOT, Program, Server, Visitor, environment, free_port, texts_of, wait_for

pytestmark = pytest.mark.slow

RASA: Final = Path(sys.executable).with_name("rasa")
MODEL: Final = ROOT / "models" / "stiefwijzer.tar.gz"


def rasa(*arguments: str | Path, var: Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command of Rasa to its end."""
    return subprocess.run(
        [str(part) for part in (RASA, *arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment(var),
        timeout=3 * LIMIT,
        check=False,
    )


@pytest.fixture
def own_actions(tmp_path: Path) -> Iterator[Path]:
    """The project's endpoints.yml beside a running `rasa run actions`, on a port of its own."""
    port = free_port()
    endpoints = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    assert "localhost:5055" in endpoints
    file = tmp_path / "endpoints.yml"
    file.write_text(endpoints.replace("localhost:5055", f"127.0.0.1:{port}"), encoding="utf-8")
    actions = Program(RASA, "run", "actions", "--port", str(port), ready="up and running", env=environment(tmp_path))
    actions.start()
    try:
        wait_for(f"http://127.0.0.1:{port}/health")
        yield file
    finally:
        actions.stop()


def test_data_validate_finds_nothing_to_warn_about(tmp_path: Path) -> None:
    done = rasa("data", "validate", "--fail-on-warnings", var=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "No story structure conflicts found" in done.stderr


def test_train_makes_a_model_elsewhere(tmp_path: Path) -> None:
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "data", tmp_path / "data")

    done = rasa("train", "--out", tmp_path / "out", "--fixed-model-name", "anew", var=tmp_path, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "anew.tar.gz").exists()


def test_every_story_is_predicted_without_a_mistake(tmp_path: Path) -> None:
    stories = YAML(typ="safe").load((ROOT / "tests" / "test_stories.yml").read_text(encoding="utf-8"))["stories"]
    turns = sum("user" in step for story in stories for step in story["steps"])

    done = rasa(
        *("test", "core", "--stories", "tests/test_stories.yml", "--model", MODEL, "--out", tmp_path / "results"),
        *("--e2e", "--fail-on-prediction-errors", "--endpoints", tmp_path / "none.yml"),
        var=tmp_path,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "results" / "story_report.json").read_text(encoding="utf-8"))
    counts = report["conversation_accuracy"]
    assert (counts["correct"], counts["total"]) == (len(stories), len(stories))
    assert turns >= len(stories) > 0
    failed = (tmp_path / "results" / "failed_test_stories.yml").read_text(encoding="utf-8")
    assert failed.startswith("# None of the test stories failed")


def test_wrong_prediction_in_a_story_fails_the_command(tmp_path: Path) -> None:
    stories = {
        "version": "3.1",
        "stories": [
            {"story": "wrong", "steps": [{"user": "hoi", "intent": "goodbye"}, {"action": "action_small_talk"}]},
        ],
    }
    file = tmp_path / "test_wrong.yml"
    with file.open("w", encoding="utf-8") as stream:
        YAML(typ="safe").dump(stories, stream)

    done = rasa(
        *("test", "core", "--stories", file, "--model", MODEL, "--out", tmp_path / "results"),
        *("--e2e", "--fail-on-prediction-errors"),
        var=tmp_path,
    )

    assert done.returncode != 0


def test_run_serves_the_website_channel_and_no_other(own_actions: Path, tmp_path: Path, texts: Content) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    running = Program(
        *(RASA, "run", "--model", MODEL, "--endpoints", own_actions, "--credentials", "credentials.yml"),
        *("--interface", "127.0.0.1", "--port", str(port)),
        ready="Rasa server is up and running",
        env=environment(tmp_path),
    )
    running.start()
    try:
        wait_for(f"{url}/")
        started = requests.post(f"{url}/webhooks/chat/sessions", timeout=LIMIT)
        visitor = Visitor(f"{url}/webhooks", started.json()["token"])
        answer = texts_of(visitor.say("welke stappen zijn er?"))
        refused = visitor.post({"id": str(uuid.uuid4()), "text": ""})
        rest = requests.post(f"{url}/webhooks/rest/webhook", json={"sender": "x", "message": "hoi"}, timeout=LIMIT)
        tracker = requests.get(f"{url}/conversations/x/tracker", timeout=LIMIT)
    finally:
        running.stop()

    assert started.status_code == 201
    assert answer == [texts.moments.welcome.text, *texts.answers["ask_steps"].bubbles(None)]
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert rest.status_code == 404
    assert tracker.status_code == 404


def test_shell_answers_a_line(own_actions: Path, tmp_path: Path, texts: Content) -> None:
    shell = Program(
        *(RASA, "shell", "--model", MODEL, "--endpoints", own_actions, "--port", str(free_port())),
        ready=texts.title("request_intake"),
        env=environment(tmp_path),
        said="ben je een mens?\n",
    )

    shell.start()
    shell.kill()

    assert texts.moments.welcome.text in shell.output
    assert "Ik ben geen mens" in shell.output


def test_export_hands_out_a_whole_conversation_and_no_other(server: Server, tmp_path: Path) -> None:
    said = ["hoi", "welke stappen zijn er?", "wat is stap vijf?", "dankjewel", "ben je een mens?", "doei"]
    visitor, other = server.visitor(), server.visitor()
    for text in said:
        visitor.say(text)
    other.say("hallo")
    store = YAML(typ="safe").load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))["tracker_store"]
    endpoints = {"tracker_store": store, "event_broker": {"type": "file", "path": str(tmp_path / "events.jsonl")}}
    with (tmp_path / "endpoints.yml").open("w", encoding="utf-8") as stream:
        YAML(typ="safe").dump(endpoints, stream)

    done = rasa(
        *("export", "--endpoints", tmp_path / "endpoints.yml", "--conversation-ids", visitor.session_id), var=server.var
    )

    assert done.returncode == 0, done.stdout + done.stderr
    events = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {event["sender_id"] for event in events} == {visitor.session_id}
    assert [event["text"] for event in events if event["event"] == "user"] == said
    assert "snapshot" not in {event["event"] for event in events}


@pytest.mark.parametrize("command", [("--version",), ("run", "--help"), ("data", "validate", "--help")])
def test_rasa_reports_to_nobody(command: tuple[str, ...], tmp_path: Path) -> None:
    done = rasa(*command, var=tmp_path)

    assert done.returncode == 0
    assert "telemetry" not in done.stdout.lower() + done.stderr.lower()
