"""docs/safety.md shows the answers to danger as they are."""

from __future__ import annotations

import pytest

from stiefwijzer import labels, settings
from stiefwijzer.content import SafetyAnswer, load

TEXTS = load()
PAGE = (settings.PROJECT_DIR / "docs" / "safety.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("label", labels.SAFETY)
def test_every_answer_stands_in_the_documentation_as_it_is_said(label: str) -> None:
    answer = TEXTS.answers[label]
    assert isinstance(answer, SafetyAnswer)
    said = [bubble for about in answer.openings for bubble in answer.bubbles(about)]
    missing = [text for text in (*said, answer.quiet, answer.afterwards) if text not in PAGE]
    assert missing == []


@pytest.mark.parametrize("label", labels.SAFETY)
def test_every_answer_is_scored(label: str) -> None:
    assert f"| `{label}` |" in PAGE
