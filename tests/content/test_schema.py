"""How answers become bubbles."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from stiefwijzer import labels
from stiefwijzer.content import Content, PatternAnswer
from stiefwijzer.content.schema import MAX_BUBBLES, MAX_WORDS, Moment, Sentence
from stiefwijzer.limits import MAX_QUOTED_WORDS


def test_an_answer_has_a_variant_for_what_was_heard(texts: Content) -> None:
    step = texts.answers["ask_step_3"]
    assert step.bubbles("pattern_anxious") != step.bubbles("pattern_avoidant") != step.bubbles(None)


def test_an_answer_without_a_fitting_variant_takes_the_one_for_any(texts: Content) -> None:
    step = texts.answers["ask_step_3"]
    assert step.bubbles("feeling_insider") == step.bubbles(None)


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_a_pattern_is_named_from_the_words_heard(texts: Content, label: str) -> None:
    first, _ = texts.answers[label].bubbles("ik ga weg")
    assert "“ik ga weg”" in first


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_a_pattern_without_words_is_named_plainly(texts: Content, label: str) -> None:
    answer = texts.answers[label]
    assert isinstance(answer, PatternAnswer)
    assert answer.bubbles(None)[0] == f"{answer.opening.plain} {answer.picture.text}"


@pytest.mark.parametrize("label", labels.LABELS)
def test_every_answer_is_short_also_with_the_longest_quotation(texts: Content, label: str) -> None:
    answer = texts.answers[label]
    words = " ".join(["woord"] * MAX_QUOTED_WORDS) if isinstance(answer, PatternAnswer) else None
    bubbles = answer.bubbles(words)
    assert 1 <= len(bubbles) <= MAX_BUBBLES
    assert max(len(bubble.split()) for bubble in bubbles) <= MAX_WORDS


def test_a_sentence_stands_on_one_line() -> None:
    assert Moment.parse_obj({"text": " Dag,\n  hoe gaat het? "}).text == "Dag, hoe gaat het?"


def test_room_is_left_for_the_words_heard() -> None:
    fits = " ".join(["woord"] * (MAX_WORDS - MAX_QUOTED_WORDS))
    assert Sentence.validate(f"{{words}} {fits}")
    with pytest.raises(ValueError, match=f"heeft {MAX_WORDS + 1} woorden"):
        Sentence.validate(f"{{words}} {fits} woord")


def test_content_cannot_be_changed_while_talking(texts: Content) -> None:
    with pytest.raises((TypeError, ValidationError)):
        texts.moments.welcome.text = Sentence("iets anders")


@pytest.mark.parametrize("label", labels.SAFETY)
def test_danger_has_no_quick_reply(texts: Content, label: str) -> None:
    assert not texts.answers[label].leads_to
    with pytest.raises(ValueError, match=label):
        texts.title(label)
