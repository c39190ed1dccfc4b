"""docs/teksten.md says what is so: files, limits, commands and its own examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stiefwijzer import labels, settings
from stiefwijzer.content import ContentError, load, style
from stiefwijzer.content.loader import CONTENT_DIR
from stiefwijzer.content.originality import RUN
from stiefwijzer.content.parts import MAX_BUBBLES, MAX_QUICK_REPLIES, MAX_TITLE, MAX_WORDS
from stiefwijzer.content.references import FREE_TOPIC
from stiefwijzer.content.style import FEWEST_WORDS, FORBIDDEN, LEAST_EASE, MAX_WORDS_A_SENTENCE
from stiefwijzer.preview.__main__ import FILE
from stiefwijzer.walking.walk import TURNS
from tests.content.test_loader import edit

PAGE = (settings.PROJECT_DIR / "docs" / "teksten.md").read_text(encoding="utf-8")
ONE_LINE = " ".join(PAGE.split())


def test_every_file_of_the_content_is_named_once_in_the_table() -> None:
    rows = re.findall(r"^\| (`\w+\.yml`[^|]*) \|", PAGE, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+\.yml)`", row)]
    assert sorted(named) == sorted(file.name for file in CONTENT_DIR.glob("*.yml"))


@pytest.mark.parametrize(
    "said",
    [
        f"een tekstballon: hoogstens {MAX_WORDS} woorden",
        f"een antwoord: hoogstens {MAX_BUBBLES} tekstballonnen | met het welkom ervoor zijn het er {MAX_BUBBLES + 1}",
        f"een knop: hoogstens {MAX_TITLE} tekens, en hoogstens {MAX_QUICK_REPLIES} knoppen",
        f"een zin: gemiddeld hoogstens {MAX_WORDS_A_SENTENCE} woorden",
        f"Flesch-Douma: minstens {LEAST_EASE}",
        f"nooit {RUN} woorden op rij uit het artikel",
        f"Een tekst onder de {FEWEST_WORDS} woorden",
        f"{TURNS} beurten vanaf de begroeting",
        f"begint met `{FREE_TOPIC}`",
    ],
)
def test_every_limit_is_the_one_that_is_checked(said: str) -> None:
    assert said in ONE_LINE


def test_every_command_is_there() -> None:
    makefile = (settings.PROJECT_DIR / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"`make ([a-z-]+)`", PAGE))
    assert {"check", "preview", "walk", "run"} <= commands
    assert [each for each in commands if not re.search(rf"^{each}:", makefile, re.MULTILINE)] == []


def test_every_path_is_there_or_is_made() -> None:
    paths = set(re.findall(r"`((?:data|var|docs)/[\w/.]+)`", PAGE))
    made = str(FILE.relative_to(settings.PROJECT_DIR))
    assert {made, str(FORBIDDEN.relative_to(settings.PROJECT_DIR))} <= paths
    assert [path for path in paths if path != made and not (settings.PROJECT_DIR / path).exists()] == []


def test_the_names_that_are_fixed_are_those_of_the_code() -> None:
    assert [kind for kind in labels.TOPIC_KINDS if f"`{kind}`" not in PAGE] == []


def test_the_mistake_that_is_shown_is_how_mistakes_are_told(directory: Path) -> None:
    (shown,) = re.findall(r"^explain\.yml:\d+: .*$", PAGE, re.MULTILINE)
    file = directory / "explain.yml"
    edit(file, "ervoor zorgt. Die band", "ervoor zorgt en die band")
    edit(file, "ook krijgt. Dat geeft zelfvertrouwen. Zo’n", "ook krijgt en dat geeft zelfvertrouwen en zo’n")
    with pytest.raises(ContentError) as raised:
        style.check(directory)
    (told,) = str(raised.value).splitlines()
    assert told == shown


def test_the_topic_that_is_shown_can_be_added(directory: Path) -> None:
    (topic,) = re.findall(r"```yaml\n(topics:.*?)```", PAGE, re.DOTALL)
    (directory / "own.yml").write_text(topic, encoding="utf-8")
    texts = load(directory)
    style.check(directory)
    assert "about_weekend" in texts.topics


def test_a_topic_under_another_name_is_told(directory: Path) -> None:
    edit(directory / "explain.yml", "  about_causes:", "  over_oorzaken:")
    with pytest.raises(ContentError, match="over_oorzaken: de naam van een eigen onderwerp begint met 'about_'"):
        load(directory)
