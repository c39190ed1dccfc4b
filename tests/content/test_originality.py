"""No sentence is the article's: known by a fingerprint, as the article is not part of the project."""

from __future__ import annotations

import pytest

from stiefwijzer import settings
from stiefwijzer.content import originality
from stiefwijzer.content.originality import RUN, article, fingerprint, taken_over

ARTICLE = settings.PROJECT_DIR.parent / "shared" / "seed" / "artikel.txt"
TOLD = "De kat zat op de mat en keek naar buiten. Het regende."


@pytest.fixture
def _told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(originality, "article", lambda: frozenset(fingerprint(TOLD)))


@pytest.mark.usefixtures("_told")
@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("Kijk: de kat zat op de mat en keek.", "de kat zat op de mat en keek"),
        ("DE KAT ZAT, op de mat: en keek!", "de kat zat op de mat en keek"),
        ("De kat zat op de mat en sliep.", None),
        ("en keek naar buiten het regende zei ze", None),
        ("", None),
    ],
    ids=["eight words", "other marks and capitals", "seven words", "six words", "nothing"],
)
def test_eight_words_in_a_row_are_taken_over_and_seven_are_not(text: str, run: str | None) -> None:
    assert taken_over(text) == run


def test_a_fingerprint_says_nothing_about_the_order_of_the_words() -> None:
    found = fingerprint(TOLD)
    assert found == sorted(found)
    assert len(found) == len(TOLD.split()) - RUN + 1


def test_the_fingerprint_that_is_kept_is_that_of_a_whole_article() -> None:
    assert len(article()) > 1000


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not beside the project")
def test_the_fingerprint_that_is_kept_is_that_of_the_article() -> None:
    assert article() == set(fingerprint(ARTICLE.read_text(encoding="utf-8")))
