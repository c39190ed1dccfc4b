"""Naming a pattern from the person's own words."""

from __future__ import annotations

from typing import Any

import pytest

from actions.answering import words_heard
from actions.patterns import ActionHear
from stiefwijzer import labels
from stiefwijzer.content import Content
from tests.actions.running import asked, first_button, message, run


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_what_was_heard_is_said_with_the_words_it_was_heard_from(texts: Content, label: str) -> None:
    turn = run(ActionHear(), label, message("Ik ga weg.", {label: "Ik ga weg"}))
    assert turn.bubbles == texts.answers[label].bubbles("Ik ga weg")
    assert turn.payloads == asked(label).payloads


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_what_was_heard_is_remembered(texts: Content, label: str) -> None:
    remembered = {"offered": first_button(texts, label), "misses": 0, "said": [label], "heard": label}
    assert run(ActionHear(), label, heard="pattern_secure", misses=1.0).slots.items() >= remembered.items()


def test_a_button_has_no_words_to_quote(texts: Content) -> None:
    turn = run(ActionHear(), "pattern_anxious")
    assert turn.bubbles == asked("pattern_anxious").bubbles
    assert "“" not in turn.bubbles[0]


@pytest.mark.parametrize(
    ("text", "quoted", "expected"),
    [
        ("Ik ga weg", "Ik ga weg", "Ik ga weg"),
        ("Ik ga weg.", "Ik ga weg", "Ik ga weg"),
        ("Dan ga ik altijd weg", "ga ik altijd", "…ga ik altijd…"),
        ("Hij belt. Ik ga weg! Altijd.", "Ik ga weg", "Ik ga weg"),
        ("Hij belt. Ik ga weg van hem", "Ik ga weg", "Ik ga weg…"),
        ("Als hij belt, ga ik weg", "ga ik weg", "ga ik weg"),
        ("ik ga\n  weg", "ik ga\n  weg", "ik ga weg"),
    ],
    ids=["whole", "sentence", "cut on both sides", "one of three", "cut at the end", "a clause", "over two lines"],
)
def test_an_ellipsis_marks_where_a_quotation_was_cut(text: str, quoted: str, expected: str) -> None:
    assert words_heard(message(text, {"pattern_avoidant": quoted}), "pattern_avoidant") == expected


def test_words_that_speak_for_another_label_are_not_quoted() -> None:
    assert words_heard(message("Ik ga weg", {"thanks": "Ik ga weg"}), "pattern_avoidant") is None


@pytest.mark.parametrize("empty", [{}, {"text": None}, {"text": "Ik ga weg", "evidence": None}])
def test_a_message_without_evidence_has_no_words(empty: dict[str, Any]) -> None:
    assert words_heard(empty, "pattern_avoidant") is None
