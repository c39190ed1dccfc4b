"""All conversations of six turns by buttons alone, and all that people may write: no text is lost, no button unanswered."""

from __future__ import annotations

from pathlib import Path

import pytest

from stiefwijzer.content import Content
from stiefwijzer.content.errors import Entry
from stiefwijzer.content.spoken import Spoken
from stiefwijzer.walking.__main__ import report
from stiefwijzer.walking.coverage import Coverage, cover
from stiefwijzer.walking.reached import reached
from stiefwijzer.walking.walk import TURNS, Walk

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return cover()


def test_six_turns_are_walked() -> None:
    assert TURNS == 6


def test_no_button_is_unanswered_and_no_answer_is_wrong(coverage: Coverage) -> None:
    assert coverage.wrong == {}


def test_no_text_is_unreachable(coverage: Coverage) -> None:
    assert [text.place for text in coverage.unreachable] == []


def test_every_subject_and_every_topic_that_is_told_is_reached_by_buttons(coverage: Coverage, texts: Content) -> None:
    told = {name for name in texts.topics if name.startswith("about_")}
    assert told <= {text.entry.key for text in coverage.pressed}


def test_danger_is_reached_by_no_button(coverage: Coverage) -> None:
    assert {text.entry.file.name for text in coverage.pressed} & {"safety.yml", "problems.yml"} == set()


def test_what_is_reached_is_what_was_said(coverage: Coverage) -> None:
    entry = Entry(Path("x.yml"), "answers", "x", {"text": "Dit zegt niemand."})
    lost = Spoken(entry, ("text",), "Dit zegt niemand.")
    assert Coverage(coverage.by_buttons, coverage.by_words, [lost]).unreachable == [lost]


def test_the_report_names_what_only_words_lead_to(coverage: Coverage) -> None:
    said = report(coverage, 1.0)
    assert "onbereikbaar 0" in said
    assert "crisis_suicide.quiet" in said.partition("verderop of als iemand schrijft:")[2]


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("Ik lees “{words}”.", "Ik lees “hij gaat weg”. En dan?", True),
        ("Ik lees “{words}”.", "Ik lees niets.", False),
        ("Een zin.", "Wat? Een zin.", True),
        ("Een zin.", "Een andere zin.", False),
        ("je voelt je buiten", "Je voelt je buiten: “…”.", True),
    ],
)
def test_a_text_is_known_again_in_a_bubble_with_what_was_filled_in(text: str, said: str, found: bool) -> None:
    entry = Entry(Path("x.yml"), "answers", "x", text)
    assert bool(reached([Spoken(entry, (), text)], Walk(said={said}).said)) is found
