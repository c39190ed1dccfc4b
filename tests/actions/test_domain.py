"""The domain and the actions that exist are the same."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.executor import ActionExecutor
from ruamel.yaml import YAML

from actions import memory
from actions.talking import Talks
from stiefwijzer import personal, settings


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    return dict(YAML(typ="safe").load(settings.PROJECT_DIR / "domain.yml"))


def test_every_action_of_the_domain_exists_and_the_other_way_round(domain: dict[str, Any]) -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(executor.actions) == set(domain["actions"])


def test_every_action_is_careful_after_danger_or_is_about_danger_itself() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    own_way = {"action_safety", "action_all_right", "action_restart", "action_session_start"}
    own_way |= {"validate_intake_form"}  # says nothing by itself, and danger closes its form
    careless = {name for name, run in executor.actions.items() if not isinstance(run.__self__, Talks)}
    assert careless == own_way


def test_no_action_stands_in_the_domain_twice(domain: dict[str, Any]) -> None:
    assert len(set(domain["actions"])) == len(domain["actions"])


def test_the_slots_that_actions_set_are_those_of_the_domain(domain: dict[str, Any]) -> None:
    own = {memory.MISSES, memory.NEW_SESSION, memory.EXERCISE, memory.FEEDBACK}
    own |= {personal.DRAFT, personal.ERASED, "intake_answer"}
    assert own | set(memory.REMEMBERED) | set(memory.OUTLIVES) == set(domain["slots"])


def test_no_slot_steers_the_rules(domain: dict[str, Any]) -> None:
    assert [name for name, slot in domain["slots"].items() if slot["influence_conversation"]] == []


def test_the_domain_holds_no_sentences(domain: dict[str, Any]) -> None:
    assert "responses" not in domain
