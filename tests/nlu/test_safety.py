"""Fixed phrases of danger: what they are for, what they leave alone, and that every kind has an answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stiefwijzer import content, labels
from stiefwijzer.nlu.safety import SAFETY_DIR, SafetyRuleError, SafetyRules
from tests.test_data import EXAMPLES

RULES = SafetyRules.load(labels.SAFETY)

DANGER = [
    ("ik wil niet meer leven", "crisis_suicide"),
    ("soms denk ik aan zelfmoord", "crisis_suicide"),
    ("Kwil er ni meer zijn en ik wil er niet meer zijn", "crisis_suicide"),
    ("mijn vriend zegt dat hij zichzelf iets aandoet", "crisis_suicide"),
    ("iedereen is beter af zonder mij", "crisis_suicide"),
    ("Mijn man heeft me gisteren geslagen.", "crisis_violence"),
    ("hij SLAAT me soms", "crisis_violence"),
    ("ik word thuis bedreigd", "crisis_violence"),
    ("hij slaat mijn zoontje", "crisis_child_safety"),
    ("haar ex zit aan mijn dochter", "crisis_child_safety"),
    ("ik ben bang voor mijn man", "crisis_violence"),
    ("ik trek het niet meer", "crisis_check"),
    ("ik zie het allemaal niet meer zitten", "crisis_check"),
    ("ik ben 14 en mijn stiefmoeder haat me", "child_user"),
]
NO_DANGER = [
    "ik heb geen zelfmoordgedachten",
    "ik schaam me dood",
    "ik ben doodmoe van dat geregel",
    "hij sloeg de deur dicht",
    "ik kan hem wel schieten haha",
    "dat slaat me op de zenuwen",
    "ik ben 15 jaar getrouwd",
    "ze dwingt me te kiezen",
]


@pytest.mark.parametrize(("message", "label"), DANGER)
def test_plain_danger_is_heard(message: str, label: str) -> None:
    alarm = RULES.hear(message)
    assert alarm is not None
    assert alarm.label == label


@pytest.mark.parametrize("message", NO_DANGER)
def test_what_only_sounds_like_danger_is_left_alone(message: str) -> None:
    assert RULES.hear(message) is None


def test_danger_is_heard_at_the_end_of_a_long_message() -> None:
    assert RULES.hear("ik voel me een gast in huis. " * 60 + "ik wil niet meer leven") is not None


def test_the_most_urgent_danger_is_answered_first() -> None:
    alarm = RULES.hear("hij slaat me en ik wil dood")
    assert alarm is not None
    assert alarm.label == "crisis_suicide"


def test_accents_capitals_and_punctuation_do_not_hide_danger() -> None:
    assert RULES.hear("IK WIL... écht, niet meer LEVEN!") is not None


def test_no_training_example_is_an_alarm() -> None:
    assert [text for _, text in EXAMPLES if RULES.hear(text)] == []


def test_every_kind_of_danger_has_an_answer_without_anything_to_choose_or_buy() -> None:
    answers = content.load().answers
    assert all(list(answers[label].leads_to) == [] for label in labels.SAFETY)


@given(st.text())
def test_any_text_is_heard_and_evidence_is_a_piece_of_it(message: str) -> None:
    alarm = RULES.hear(message)
    assert alarm is None or alarm.text == message[alarm.start : alarm.end]


@given(st.text(), st.sampled_from([message for message, _ in DANGER]))
def test_evidence_is_a_piece_of_the_message_whatever_stands_before_it(before: str, danger: str) -> None:
    message = f"{before} . {danger}"
    alarm = RULES.hear(message)
    assert alarm is not None
    assert alarm.text == message[alarm.start : alarm.end]


@pytest.mark.parametrize("phrase", ["(maar)", "ik//wil dood", "()"])
def test_a_phrase_that_cannot_be_read_is_refused_by_name(phrase: str, tmp_path: Path) -> None:
    shutil.copytree(SAFETY_DIR, tmp_path / "safety")
    file = tmp_path / "safety" / "child_user.yml"
    file.write_text(f"label: child_user\nphrases: ['{phrase}']\n", encoding="utf-8")
    with pytest.raises(SafetyRuleError, match=r"child_user\.yml"):
        SafetyRules.load(labels.SAFETY, tmp_path / "safety")


def test_a_kind_of_danger_without_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SafetyRuleError, match="is missing"):
        SafetyRules.load(labels.SAFETY, tmp_path)
