"""docs/telegram.md does what it says, tried from its first line as somebody new would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stiefwijzer.channels.telegram import webhook
from stiefwijzer.channels.telegram.commands import COMMANDS
from stiefwijzer.settings import PROJECT_DIR
from tests.channels.telegram.double import TOKEN, Double
from tests.channels.telegram.people import Person
from tests.channels.telegram.running import texts_to
from tests.server.running import Program, environment, free_port

GUIDE = (PROJECT_DIR / "docs/telegram.md").read_text(encoding="utf-8")
RUNNING = (PROJECT_DIR / "docs/running.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
SETTINGS = ["TELEGRAM_TOKEN", "STIEFWIJZER_PUBLIC_URL", "TELEGRAM_MODE", "TELEGRAM_API_URL", "TELEGRAM_PACE"]


def test_every_command_is_explained_in_the_order_of_the_menu() -> None:
    assert re.findall(r"^\| `/(\w+)` \|", GUIDE, re.MULTILINE) == list(COMMANDS)


def test_every_setting_is_explained_where_one_looks_for_it() -> None:
    assert re.findall(r"^\| `([A-Z_]+)` \|", GUIDE, re.MULTILINE) == SETTINGS
    code = (PROJECT_DIR / "stiefwijzer/settings.py").read_text(encoding="utf-8")
    assert set(re.findall(r'environ.get\("(TELEGRAM_\w+|STIEFWIJZER_PUBLIC_URL)"', code)) == set(SETTINGS)
    assert all(name in RUNNING for name in SETTINGS)
    assert webhook.PATH in RUNNING


@pytest.mark.parametrize("sentence", re.findall(r"^\| `([a-z]+): ([^`]*)`", GUIDE, re.MULTILINE))
def test_every_complaint_it_explains_is_one_that_is_made(sentence: tuple[str, str]) -> None:
    about, said = sentence
    code = (PROJECT_DIR / "stiefwijzer/channels/telegram/diagnosis.py").read_text(encoding="utf-8")
    assert f'"{about}"' in code
    for part in said.split("..."):
        assert part.strip() in code


@pytest.mark.slow
def test_the_first_block_leads_to_the_first_message(tmp_path: Path, quick_double: Double) -> None:
    *exports, command = BLOCKS[0].strip().splitlines()
    assert [re.findall(r"^export (\w+)='.*'$", line) for line in exports] == [["TELEGRAM_TOKEN"]]
    env = environment(tmp_path, TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=quick_double.url)
    person = Person(quick_double)
    program = Program(*command.split(), f"PORT={free_port()}", ready="Telegram: up as @stiefwijzer_bot", env=env)
    program.start()
    try:
        quick_double.updates.append(person.text("/start"))
        person.wait_for(2)
    finally:
        program.stop()
    assert texts_to(person)[0].startswith("Welkom.")


def test_the_other_blocks_are_the_settings_and_commands_that_are_tested() -> None:
    assert [line for block in BLOCKS[1:] for line in block.strip().splitlines()] == [
        *BLOCKS[0].strip().splitlines()[:1],
        "export STIEFWIJZER_PUBLIC_URL='https://chat.jouwpraktijk.nl'",
        "make run",
        ".venv/bin/python -m stiefwijzer telegram setup",
        ".venv/bin/python -m stiefwijzer telegram status",
    ]
