"""Mistakes that concern a whole file, or the kind of value: each is still a sentence with a place, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from stiefwijzer import content
from stiefwijzer.content import ContentError
from stiefwijzer.content.loader import PARTS
from tests.content.test_loader import edit, line, mistakes

BUTTONS = "leads_to: [ask_steps, ask_tips_family, request_intake]"


def test_bad_yaml_is_named_with_its_line(directory: Path) -> None:
    edit(directory / "problems.yml", "  bad_json: Ik", '  bad_json: "Ik')
    (said,) = [each for each in mistakes(directory) if each.startswith("problems.yml:")]
    assert "dit is geen geldige YAML" in said
    assert int(said.split(":")[1]) > line(directory / "problems.yml", "bad_json")


def test_a_file_that_is_not_utf_8_is_named(directory: Path) -> None:
    file = directory / "moments.yml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("utf-16"))
    assert "moments.yml: dit bestand is niet in UTF-8 opgeslagen" in mistakes(directory)


def test_a_key_in_two_files_is_named_with_the_other_file(directory: Path) -> None:
    extra = directory / "zzz.yml"
    extra.write_text("problems:\n  empty_message: Typ iets.\n", encoding="utf-8")
    assert mistakes(directory) == ["zzz.yml:2: empty_message: staat ook al in problems.yml"]


def test_a_number_as_key_in_two_files_is_named_too(directory: Path) -> None:
    rows = (directory / "helplines.yml").read_text(encoding="utf-8").split('"113":')[0]
    (directory / "zzz.yml").write_text(rows.replace('"112":', "112:", 1), encoding="utf-8")
    assert [each for each in mistakes(directory) if each.endswith("112: staat ook al in helplines.yml")]


def test_a_key_twice_in_one_file_is_named(directory: Path) -> None:
    edit(directory / "conversation.yml", "  thanks:", "  greet:")
    file = directory / "conversation.yml"
    second = file.read_text(encoding="utf-8").splitlines().index("  greet:", line(file, "  greet:")) + 1
    assert [each for each in mistakes(directory) if each.startswith(f"conversation.yml:{second}: dit is geen geldige")]


def test_a_part_that_is_missing_whole_is_named(directory: Path) -> None:
    (directory / "coach.yml").unlink()
    assert mistakes(directory) == ["content: het onderdeel 'coach' ontbreekt"]


def test_an_empty_directory_misses_every_part(tmp_path: Path) -> None:
    assert len(mistakes(tmp_path)) == len(PARTS)


def test_a_label_without_an_answer_is_named(directory: Path) -> None:
    (directory / "tips.yml").unlink()
    assert [each for each in mistakes(directory) if each.endswith(": er is geen antwoord op 'ask_tips_family'")]


def test_a_moment_that_is_missing_is_named(directory: Path) -> None:
    edit(directory / "moments.yml", "  trouble:", "  trobble:")
    said = mistakes(directory)
    assert "moments.yml: 'trouble' ontbreekt in 'moments'" in said
    at = line(directory / "moments.yml", "trobble")
    assert f"moments.yml:{at}: trobble: trobble: deze sleutel ken ik niet; is het een tikfout?" in said


def test_all_mistakes_are_named_at_once(directory: Path) -> None:
    edit(directory / "tips.yml", "    title: Tips voor de ouder\n", "")
    edit(directory / "steps.yml", "    title: De vijf stappen\n", "")
    assert [each.split(":")[0] for each in mistakes(directory)] == ["steps.yml", "tips.yml"]


@pytest.mark.parametrize("value", ["ask_steps", "5", "[[ask_steps]]"], ids=["text", "number", "list in a list"])
def test_buttons_that_are_no_list_of_labels_are_one_mistake(directory: Path, value: str) -> None:
    edit(directory / "conversation.yml", BUTTONS, f"leads_to: {value}")
    at = line(directory / "conversation.yml", f"leads_to: {value}")
    (said,) = mistakes(directory)
    assert said.startswith(f"conversation.yml:{at}: thanks: leads_to: hier hoort ")


@pytest.mark.parametrize("value", ["", '""', "[Leeg, bericht]"], ids=["nothing", "empty text", "list"])
def test_a_problem_without_a_sentence_is_a_mistake(directory: Path, value: str) -> None:
    edit(
        directory / "problems.yml",
        "empty_message: Je bericht is leeg; typ iets of kies een knop.",
        f"empty_message: {value}",
    )
    (said,) = mistakes(directory)
    assert said.startswith(f"problems.yml:{line(directory / 'problems.yml', 'empty_message')}: empty_message: ")


@pytest.mark.parametrize("braces", ["{coach-email}", "{coach email}", "{ coach_email }", "{words}"])
def test_braces_that_nobody_fills_in_are_a_mistake(directory: Path, braces: str) -> None:
    edit(directory / "conversation.yml", "Graag gedaan.", f"Graag gedaan, {braces}.")
    with pytest.raises(ContentError):
        content.load(directory)


@pytest.mark.parametrize("markup", ["<b>Let op</b>", "**Let op**", "[site](https://example.org)"])
def test_markup_is_a_mistake(directory: Path, markup: str) -> None:
    edit(directory / "conversation.yml", "Graag gedaan.", markup)
    (said,) = mistakes(directory)
    assert said.endswith("thanks: variants.any.text: gebruik gewone tekst, zonder opmaak of html")
