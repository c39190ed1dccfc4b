"""A command is a command when it stands alone; everything else is something a person says."""

from __future__ import annotations

import pytest

from stiefwijzer import labels
from stiefwijzer.channels.telegram import profile
from stiefwijzer.channels.telegram.commands import COMMANDS, command_in
from stiefwijzer.content import Content
from tests.channels.telegram import rules


def test_there_is_a_command_for_everything_the_menu_promises() -> None:
    assert list(COMMANDS) == ["start", "stappen", "tips", "intake", "privacy", "verwijder", "export", "stop", "hulp"]
    assert set(COMMANDS.values()) <= set(labels.LEARNED)


def test_the_menu_is_in_dutch_and_taken_by_telegram(texts: Content) -> None:
    menu = profile.menu(texts)
    rules.check("setMyCommands", {"commands": menu})
    assert [entry["command"] for entry in menu] == list(COMMANDS)
    assert set(type(texts.telegram.commands).__fields__) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_known(name: str) -> None:
    assert command_in(f"/{name}") == command_in(f"/{name.upper()}@stiefwijzer_bot ") == name


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/help", "hulp"),
        ("/start intake", "intake"),
        ("/start stappen", "stappen"),
        ("/start verwijder", None),
        ("/start iets-anders", None),
        ("/start ik wil niet meer leven", None),
        ("/stappen ik wil niet meer leven", None),
        ("/stappen nu", None),
        ("/restart", None),
        ("/pattern_anxious", None),
        ("ik praat met een /stop", None),
        ("/", None),
        ("", None),
    ],
)
def test_what_else_begins_with_a_slash(text: str, command: str | None) -> None:
    assert command_in(text) == command
