"""The conversations that were read through stand in docs/transcripts.md as they are answered now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogue.transcripts import BEGINS, FILE, written


@pytest.mark.slow
def test_the_page_holds_what_is_answered_now(tmp_path: Path) -> None:
    assert FILE.read_text(encoding="utf-8").partition(BEGINS)[2] == written(tmp_path / "stiefwijzer.db")
