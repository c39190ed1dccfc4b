"""Messages to learn danger from: one a line, and the name of the file says what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from stiefwijzer import labels
from stiefwijzer.nlu.safety import SafetyRuleError, examples
from stiefwijzer.nlu.safety.examples import Example

KINDS = ("crisis_suicide", "child_user")


def write(directory: Path, **texts: str) -> Path:
    """Write files by the name before ".txt", with "__" for a dot in it."""
    for name, text in texts.items():
        (directory / f"{name.replace('__', '.')}.txt").write_text(text, encoding="utf-8")
    return directory


def test_the_name_of_a_file_says_what_its_lines_are(tmp_path: Path) -> None:
    write(
        tmp_path,
        look_alikes="ik schaam me dood\n",
        crisis_suicide__self="ik wil dood\n",
        crisis_suicide__other="ze wil dood\n",
        child_user="ik ben tien\n",
    )
    assert examples.read(KINDS, tmp_path) == [
        Example("ik ben tien", "child_user"),
        Example("ze wil dood", "crisis_suicide", "other"),
        Example("ik wil dood", "crisis_suicide", "self"),
        Example("ik schaam me dood", None),
    ]


def test_empty_lines_and_remarks_are_no_examples(tmp_path: Path) -> None:
    write(tmp_path, look_alikes="# figuurlijk\n\nik lach me dood\n   \n  ik schaam me dood  \n#1 in de klas\n")
    assert [each.text for each in examples.read(KINDS, tmp_path)] == ["ik lach me dood", "ik schaam me dood"]


def test_an_example_keeps_its_order_its_capitals_and_its_marks(tmp_path: Path) -> None:
    write(tmp_path, look_alikes="Ik schaam me DOOD, écht! 😀 # zei ze\nik lach me dood")
    assert [each.text for each in examples.read(KINDS, tmp_path)] == [
        "Ik schaam me DOOD, écht! 😀 # zei ze",
        "ik lach me dood",
    ]


@pytest.mark.parametrize("name", ["hond", "crisis_violence", "crisis_suicide_self", "look_alike"])
def test_a_file_named_after_no_kind_of_danger_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, look_alikes="ik lach me dood", **{name: "waf"})
    message = rf"^{name}\.txt is named after no kind of danger; only crisis_suicide, child_user, look_alikes$"
    with pytest.raises(SafetyRuleError, match=message):
        examples.read(KINDS, tmp_path)


@pytest.mark.parametrize("look_alikes", [None, "", "# nog niets\n"], ids=["missing", "empty", "only a remark"])
def test_without_look_alikes_everything_would_sound_like_danger(tmp_path: Path, look_alikes: str | None) -> None:
    write(tmp_path, child_user="ik ben tien", **({} if look_alikes is None else {"look_alikes": look_alikes}))
    message = r"look_alikes\.txt is missing or empty: everything would sound like danger$"
    with pytest.raises(SafetyRuleError, match=message):
        examples.read(KINDS, tmp_path)


def test_other_files_beside_them_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, look_alikes="ik lach me dood")
    (tmp_path / "LEESMIJ.md").write_text("wat hier staat", encoding="utf-8")
    assert len(examples.read(KINDS, tmp_path)) == 1


def test_whose_danger_an_example_is_about_is_something_the_answers_know() -> None:
    assert {each.about for each in examples.read(labels.SAFETY)} == {None, "self", "other", "done"}


@pytest.mark.parametrize("label", [*labels.SAFETY, None])
def test_there_is_much_to_learn_of_every_kind(label: str | None) -> None:
    assert sum(each.label == label for each in examples.read(labels.SAFETY)) >= 300


def test_no_message_is_both_danger_and_a_look_alike() -> None:
    read = examples.read(labels.SAFETY)
    danger = {each.text.lower() for each in read if each.label}
    assert danger.isdisjoint(each.text.lower() for each in read if each.label is None)
