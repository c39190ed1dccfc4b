"""The label contract: code, domain, examples, phrases, rules and answers name the same things."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.safety import ActionSafety
from stiefwijzer import content, labels, settings
from stiefwijzer.nlu.safety import Gate
from stiefwijzer.nlu.safety import examples as danger_examples
from tests.actions.running import run

# fmt: off
CONTRACT = {
    "pattern_avoidant", "pattern_anxious", "pattern_disorganised", "pattern_secure", "feeling_outsider", "feeling_insider",
    "explain_attachment", "explain_styles", "explain_insider_outsider", "explain_stepfamily", "explain_earned_security",
    "ask_steps", "ask_step_1", "ask_step_2", "ask_step_3", "ask_step_4", "ask_step_5",
    "ask_tips_bioparent", "ask_tips_stepparent", "ask_tips_family",
    "ask_therapy_boundary", "ask_referral", "request_intake", "ask_contact_price",
    "crisis_suicide", "crisis_violence", "crisis_child_safety", "crisis_check", "child_user",
    "ask_privacy", "delete_data", "export_data",
    "greet", "thanks", "goodbye", "affirm", "deny", "bot_challenge", "out_of_scope", "non_dutch",
    "more", "next", "back", "repeat", "clarify",
}
# fmt: on
#: What Rasa calls them, and what it hears when it hears none of them.
INTENTS = [*map(labels.intent_of, labels.LABELS), labels.NOT_SURE, labels.ALL_RIGHT, labels.CHOICE, labels.TOPIC]


GATE = Gate.load(labels.SAFETY)


def read(path: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(path))


def entries(directory: str, part: str) -> list[dict[str, Any]]:
    """Return the entries of one part of all files in a directory of data/."""
    files = sorted((settings.PROJECT_DIR / "data" / directory).glob("*.yml"))
    return [entry for file in files for entry in read(file)[part]]


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    return read(settings.PROJECT_DIR / "domain.yml")


@pytest.fixture(scope="module")
def rules() -> list[dict[str, Any]]:
    return entries("rules", "rules")


def test_the_labels_are_those_of_the_contract() -> None:
    assert set(labels.LABELS) == CONTRACT


def test_no_label_is_named_twice() -> None:
    assert len(set(labels.LABELS)) == len(labels.LABELS)


def test_not_sure_is_no_label() -> None:
    assert labels.NOT_SURE not in CONTRACT | set(labels.LABELS)


@pytest.mark.parametrize("label", labels.LABELS)
def test_a_label_is_one_intent_and_the_other_way_round(label: str) -> None:
    assert labels.label_of(labels.intent_of(label)) == label


def test_no_two_labels_are_the_same_intent() -> None:
    assert len(set(map(labels.intent_of, labels.LABELS))) == len(labels.LABELS)


@pytest.mark.parametrize("label", labels.LABELS)
def test_no_intent_has_a_name_that_rasa_keeps_for_itself(label: str) -> None:
    assert labels.intent_of(label) not in {"back", "restart", "session_start"}


def test_the_intents_of_the_domain_are_the_labels(domain: dict[str, Any]) -> None:
    assert sorted(domain["intents"]) == sorted(INTENTS)


def test_the_labels_that_are_learned_have_examples_and_no_others() -> None:
    learned = {entry["intent"] for entry in entries("nlu", "nlu") if entry["examples"].strip()}
    assert learned == {*map(labels.intent_of, labels.LEARNED), labels.NOT_SURE}


def test_signals_speak_for_labels_that_are_learned() -> None:
    files = (settings.PROJECT_DIR / "data" / "signals").glob("*.yml")
    spoken_for = {file.stem: read(file)["label"] for file in files}
    assert spoken_for == {label: label for label in spoken_for}
    assert set(spoken_for) <= set(labels.LEARNED)


def test_the_labels_of_danger_have_phrases_and_no_others() -> None:
    files = [file for file in (settings.PROJECT_DIR / "data" / "safety").glob("*.yml") if "label" in read(file)]
    assert {file.stem: read(file)["label"] for file in files} == {label: label for label in labels.SAFETY}


@pytest.mark.parametrize("label", labels.SAFETY)
def test_no_label_of_danger_is_dead(label: str, rules: list[dict[str, Any]]) -> None:
    """Each has phrases, examples that are heard, a rule, an action that answers, and a text with people to call."""
    examples = [example.text for example in danger_examples.read(labels.SAFETY) if example.label == label]
    heard = [alarm for text in examples[:200] if (alarm := GATE.hear(text)) and alarm.label == label]
    assert len(examples) >= 100
    assert heard
    steps = [rule["steps"] for rule in rules if rule["steps"][0].get("intent") == label]
    assert steps == [[{"intent": label}, {"action": "action_safety"}]]
    assert run(ActionSafety(), label, {"about": heard[0].about}).links


def test_every_label_has_one_rule(rules: list[dict[str, Any]]) -> None:
    answered = [step["intent"] for rule in rules for step in rule["steps"] if "intent" in step]
    assert sorted(answered) == sorted(INTENTS)


def test_every_rule_ends_in_an_action_of_the_domain(domain: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    assert {rule["steps"][-1].get("action") for rule in rules} <= set(domain["actions"])


def test_every_rule_is_walked_in_a_story(rules: list[dict[str, Any]]) -> None:
    """`rasa test` plays these (tests/test_rasa_commands.py): a rule that leads elsewhere than it says fails there."""
    walked = set()
    for story in read(settings.PROJECT_DIR / "tests" / "test_stories.yml")["stories"]:
        steps = story["steps"]
        walked |= {(said.get("intent"), done.get("action")) for said, done in itertools.pairwise(steps)}
    # The rule after the form begins with no message: tests/intake plays that.
    by_message = [rule["steps"] for rule in rules if "intent" in rule["steps"][0]]
    assert len(rules) - len(by_message) == 1
    assert {(steps[0]["intent"], steps[1]["action"]) for steps in by_message} - walked == set()


def test_every_action_of_the_domain_is_used(domain: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    used = {step["action"] for rule in rules for step in rule["steps"] if "action" in step}
    by_rasa = {"action_session_start", "action_restart", "validate_intake_form", "action_ask_intake_answer"}
    assert set(domain["actions"]) - used == by_rasa


def test_every_label_has_one_answer() -> None:
    texts = content.load()
    assert set(texts.answers) - texts.topics == set(labels.LABELS)
