"""How answers become bubbles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest
from pydantic import ValidationError

from stiefwijzer import labels
from stiefwijzer.content import Answer, Content, PatternAnswer
from stiefwijzer.content.parts import MAX_BUBBLES, MAX_WORDS, Sentence
from stiefwijzer.content.schema import LANGUAGES, Moment
from stiefwijzer.limits import MAX_QUOTED_WORDS

LONGEST_QUOTATION = " ".join(["woord"] * MAX_QUOTED_WORDS)


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
    answer = pattern(texts, label)
    assert answer.bubbles(None)[0] == f"{answer.opening.plain} {answer.picture.text}"


def pattern(texts: Content, label: str) -> PatternAnswer:
    answer = texts.answers[label]
    assert isinstance(answer, PatternAnswer)
    return answer


def every_answer(texts: Content, label: str) -> Iterator[list[str]]:
    """Yield everything that may be said to a label, with the longest quotation where there is one."""
    answer = texts.answers[label]
    if isinstance(answer, PatternAnswer):
        yield answer.bubbles(None)
        yield answer.bubbles(LONGEST_QUOTATION)
        if answer.of_partner is not None:
            yield answer.bubbles_of_partner(LONGEST_QUOTATION)
    elif isinstance(answer, Answer):
        for variant in answer.variants:
            yield answer.bubbles(variant)
    else:
        yield answer.bubbles()


@pytest.mark.parametrize("label", labels.LABELS)
def test_every_answer_is_short_also_with_the_longest_quotation(texts: Content, label: str) -> None:
    for bubbles in every_answer(texts, label):
        assert 1 <= len(bubbles) <= MAX_BUBBLES
        assert max(len(bubble.split()) for bubble in bubbles) <= MAX_WORDS


@pytest.mark.parametrize(("first", "second"), permutations((*labels.PATTERNS, *labels.FEELINGS), 2))
def test_two_things_heard_fit_one_bubble_with_the_longest_quotations(texts: Content, first: str, second: str) -> None:
    bubble = texts.moments.two_heard.filled_in(
        pattern(texts, first).named(LONGEST_QUOTATION), pattern(texts, second).named(LONGEST_QUOTATION)
    )
    assert bubble.count(LONGEST_QUOTATION) == 2
    assert "{" not in bubble
    assert len(bubble.split()) <= MAX_WORDS


def test_words_that_look_like_a_place_are_only_words(texts: Content) -> None:
    bubble = texts.moments.two_heard.filled_in("“{second}”", "“{first}”")
    assert bubble.index("“{second}”") < bubble.index("“{first}”")


@pytest.mark.parametrize("label", labels.PATTERNS)
def test_a_partners_pattern_is_named_from_the_words_heard(texts: Content, label: str) -> None:
    first, _ = pattern(texts, label).bubbles_of_partner("hij gaat weg")
    assert "“hij gaat weg”" in first


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_every_pattern_and_every_role_has_its_own_opening(texts: Content, label: str) -> None:
    answer = pattern(texts, label)
    for words in (None, "ik ga weg"):
        begun = {answer.bubbles(words, role)[0] for role in (None, *labels.ROLES)}
        assert len(begun) == 1 + len(labels.ROLES)


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_what_it_is_like_at_home_is_told_for_every_role(texts: Content, label: str) -> None:
    roles = pattern(texts, label).roles
    assert roles is not None
    assert len({getattr(roles, role).stepfamily.text for role in labels.ROLES}) == len(labels.ROLES)


def test_an_answer_that_says_nothing_of_a_partner_cannot_be_said_of_one(texts: Content) -> None:
    alone = pattern(texts, "pattern_avoidant").copy(update={"of_partner": None})
    with pytest.raises(ValueError, match="not said of a partner"):
        alone.bubbles_of_partner("hij gaat weg")


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_language_has_a_variant_and_one_nobody_knows_the_one_for_any(texts: Content, language: str) -> None:
    answer = texts.answers[labels.NON_DUTCH]
    assert answer.bubbles(language) != answer.bubbles("tr") == answer.bubbles(None)


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
