"""What no text of the assistant may say, and what every answer must offer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from stiefwijzer import labels, settings
from stiefwijzer.content import Answer, PatternAnswer, load
from stiefwijzer.content.loader import entries
from stiefwijzer.content.schema import LANGUAGES, OfPartner
from stiefwijzer.content.spoken import spoken
from stiefwijzer.limits import MAX_MESSAGE_CHARACTERS

#: 112, 1813, 0800-2000, 088-0767000; not a year or a number of tips.
TELEPHONE = re.compile(r"(?<![\d/.-])(?:0\d{2,3}[ -]?\d{4,7}|1[0-8]\d{1,2})(?![\d-])")
TEXTS = load()


def _said() -> Iterator[tuple[str, str]]:
    """Yield every text a visitor can read, and every title of a button, with the key it stands under."""
    for entry in entries():
        for text in spoken(entry):
            yield entry.key, text.text
    for label in TEXTS.answers:
        if label not in labels.SAFETY:
            yield label, TEXTS.title(label)
    yield from TEXTS.buttons


SAID = list(_said())
KEYS = sorted({key for key, _ in SAID})


def texts_of(key: str) -> list[str]:
    return [text for each, text in SAID if each == key]


def said_under(key: str) -> str:
    """Return everything that is said under a key, as one text."""
    return " ".join(texts_of(key))


def of_partner(label: str) -> OfPartner:
    answer = TEXTS.answers[label]
    assert isinstance(answer, PatternAnswer)
    assert answer.of_partner is not None
    return answer.of_partner


@pytest.mark.parametrize("key", KEYS)
def test_every_telephone_number_is_one_of_the_helplines(key: str) -> None:
    known = {
        number for line in TEXTS.helplines.values() for number in TELEPHONE.findall(f"{line.number} {line.audience}")
    }
    assert {number for text in texts_of(key) for number in TELEPHONE.findall(text)} <= known


def test_the_page_names_only_numbers_of_the_helplines() -> None:
    numbers = set(re.findall(r'href="tel:(\d+)"', (settings.PROJECT_DIR / "widget/index.html").read_text()))
    assert numbers
    assert numbers <= {line.number for line in TEXTS.helplines.values()}


@pytest.mark.parametrize("number", ["113", "0800-2000", "0800-0432", "112", "1813", "1712"])
def test_a_number_that_is_said_looks_like_one(number: str) -> None:
    assert TELEPHONE.findall(f"Bel {number}, of mail in 2026.") == [number]


@pytest.mark.parametrize("room", ["stiefwijzer", "actions", "widget", "tests"])
def test_nothing_but_the_content_names_the_coach(room: str) -> None:
    coach = TEXTS.coach
    named = [coach.email, coach.email.partition("@")[2], *coach.name.split()]
    secret = [name.lower() for name in named if len(name) > 3]
    kinds = {".py", ".html", ".js", ".css", ".yml", ".md"}
    files = [file for file in (settings.PROJECT_DIR / room).rglob("*") if file.suffix in kinds]
    assert files
    assert [
        str(file.relative_to(settings.PROJECT_DIR))
        for file in files
        if any(name in file.read_text(encoding="utf-8").lower() for name in secret)
    ] == []


def test_every_subject_can_be_reached_by_buttons_from_the_greeting() -> None:
    reached, ahead = set(), ["greet"]
    while ahead:
        label = ahead.pop()
        if label not in reached:
            reached.add(label)
            ahead.extend(TEXTS.answers[label].leads_to)
    told = {name for name in TEXTS.topics if name.startswith("about_")}
    assert {*labels.SUBJECTS, *told} - reached == set()


@pytest.mark.parametrize("label", labels.SUBJECTS)
def test_every_subject_is_explained_by_something_else_that_is_no_pattern(label: str) -> None:
    answer = TEXTS.answers[label]
    assert isinstance(answer, Answer | PatternAnswer)
    assert answer.explained_by in {*labels.SUBJECTS, *labels.CONVERSATION} - {label, *labels.PATTERNS, *labels.FEELINGS}


@pytest.mark.parametrize("label", labels.PATTERNS)
def test_the_partners_pattern_leads_to_no_other_pattern(label: str) -> None:
    leads_to = of_partner(label).leads_to
    assert len(leads_to) >= 2
    assert not {*leads_to} & {*labels.PATTERNS, *labels.FEELINGS}


@pytest.mark.parametrize("label", labels.PATTERNS)
def test_the_partners_pattern_is_said_of_the_partner(label: str) -> None:
    assert "partner" in of_partner(label).opening


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_language_is_told_in_dutch_too_and_whom_to_call_in_danger(language: str) -> None:
    (bubble,) = TEXTS.answers[labels.NON_DUTCH].bubbles(language)
    assert bubble.startswith("Ik spreek alleen Nederlands.")
    assert {"112", "113", "1813"} <= set(TELEPHONE.findall(bubble))


@pytest.mark.parametrize("label", labels.LEARNED)
def test_every_answer_ends_with_a_question_or_a_way_on(label: str) -> None:
    answer = TEXTS.answers[label]
    assert len(answer.leads_to) >= 2


@pytest.mark.parametrize("name", ["welcome", "bot_challenge"])
def test_it_says_that_it_is_an_automatic_assistant(name: str) -> None:
    assert any("automatische assistent" in text for text in texts_of(name))


@pytest.mark.parametrize("number", ["112", "113", "1813"])
def test_the_welcome_says_whom_to_call_in_danger(number: str) -> None:
    assert number in TELEPHONE.findall(TEXTS.moments.welcome.text)


def test_the_border_names_both_kinds_of_therapist() -> None:
    said = " ".join(texts_of("ask_therapy_boundary")).lower()
    assert "schematherapeut" in said
    assert "eft-psycholoog" in said
    assert "geen psycholoog of therapeut" in said


def test_the_limit_of_a_message_is_the_same_everywhere() -> None:
    element = (settings.PROJECT_DIR / "widget" / "parts" / "panel.js").read_text(encoding="utf-8")
    assert re.findall(r"MOST_CHARACTERS = (\d+);", element) == [str(MAX_MESSAGE_CHARACTERS)]
    assert f"{MAX_MESSAGE_CHARACTERS} tekens" in TEXTS.problems["message_too_long"]
