"""A copy of content/ to make mistakes in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from stiefwijzer.content.loader import CONTENT_DIR


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Return a copy of content/."""
    return Path(shutil.copytree(CONTENT_DIR, tmp_path / "content"))
