"""The files of data/safety/: what is read from them, and what is said of one that cannot be used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stiefwijzer import labels
from stiefwijzer.errors import UserError
from stiefwijzer.nlu.safety import SafetyRuleError, rules
from stiefwijzer.nlu.safety.rules import Meaning, Rules

FILES = {
    "words.yml": "groups: {slaan: [=slaat, =sloeg]}\n",
    "aside.yml": "all_right: {person: [gaat weer]}\ncountry: {BE: [gent], NL: [utrecht]}\n",
    "crisis_suicide.yml": "label: crisis_suicide\nheard: {subject: [=dood willen]}\n",
    "crisis_violence.yml": "label: crisis_violence\nheard: {self: ['{slaan} mij'], done: [ik sla]}\nunless: [dicht]\n",
}
KINDS = ("crisis_suicide", "crisis_violence")


def read(directory: Path, **changed: str | None) -> Rules:
    """Read small files, of which some (by their stem) hold something else or are not there."""
    for name, usual in FILES.items():
        text = changed.get(Path(name).stem, usual)
        if text is not None:
            (directory / name).write_text(text, encoding="utf-8")
    return rules.read(KINDS, directory)


def heard(text: str) -> str:
    """Return a file of violence that holds these phrases."""
    return f"label: crisis_violence\nheard:\n  self: [{text}]\n"


def test_phrases_are_read_in_the_order_of_the_labels_and_the_file(tmp_path: Path) -> None:
    assert [(meaning, phrase.text) for meaning, phrase in read(tmp_path).danger] == [
        (Meaning("crisis_suicide", "subject"), "=dood willen"),
        (Meaning("crisis_violence", "self"), "{slaan} mij"),
        (Meaning("crisis_violence", "done"), "ik sla"),
        (Meaning("crisis_violence", None), "dicht"),
    ]


def test_what_stands_aside_is_read_apart(tmp_path: Path) -> None:
    assert [(meaning, phrase.text) for meaning, phrase in read(tmp_path).aside] == [
        (Meaning("all_right", "person"), "gaat weer"),
        (Meaning("country", "BE"), "gent"),
        (Meaning("country", "NL"), "utrecht"),
    ]


def test_word_groups_are_those_of_danger_and_those_for_people(tmp_path: Path) -> None:
    groups = read(tmp_path).groups
    assert groups["slaan"] == ("=slaat", "=sloeg")
    assert "man" in groups["partner"]


def test_phrases_may_name_word_groups_for_people(tmp_path: Path) -> None:
    assert read(tmp_path, crisis_violence=heard("'bang voor {partner}'")).danger


@pytest.mark.parametrize("section", ["", "[]", "null"], ids=["nothing", "an empty list", "null"])
def test_a_section_may_be_empty_beside_another(tmp_path: Path, section: str) -> None:
    text = f"label: crisis_violence\nheard:\n  self: [ik sla]\n  other: {section}\nunless: {section}\n"
    assert len(read(tmp_path, crisis_violence=text).danger) == 2


@pytest.mark.parametrize("stem", [Path(name).stem for name in FILES])
def test_a_file_that_is_missing_is_named(tmp_path: Path, stem: str) -> None:
    with pytest.raises(SafetyRuleError, match=f"^{stem}.yml is missing: '{stem}' could never be heard$"):
        read(tmp_path, **{stem: None})


@pytest.mark.parametrize("stem", [Path(name).stem for name in FILES])
@pytest.mark.parametrize("text", ["groups: [a\nb: c", "a: 1\na: 2"], ids=["an open bracket", "a key twice"])
def test_a_file_that_is_no_yaml_is_named_with_its_line(tmp_path: Path, stem: str, text: str) -> None:
    with pytest.raises(SafetyRuleError, match=rf"^{stem}\.yml:\d: this is no valid YAML$"):
        read(tmp_path, **{stem: text})


@pytest.mark.parametrize("stem", [Path(name).stem for name in FILES])
def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path, stem: str) -> None:
    read(tmp_path)
    (tmp_path / f"{stem}.yml").write_bytes("groups: {é: [ü]}".encode("latin-1"))
    with pytest.raises(SafetyRuleError, match=rf"^{stem}\.yml: this is no valid YAML$"):
        rules.read(KINDS, tmp_path)


@pytest.mark.parametrize("stem", [Path(name).stem for name in FILES])
@pytest.mark.parametrize("text", ["", "- slaat mij", "slaat mij"], ids=["empty", "a list", "a text"])
def test_a_file_without_keys_is_named(tmp_path: Path, stem: str, text: str) -> None:
    with pytest.raises(SafetyRuleError, match=rf"^{stem}\.yml must hold keys with values$"):
        read(tmp_path, **{stem: text})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "label: crisis_suicide\nheard: {self: [ik sla]}",
            "crisis_violence.yml must hold `label: crisis_violence` and at least one phrase under `heard`",
        ),
        (
            "heard: {self: [ik sla]}",
            "crisis_violence.yml must hold `label: crisis_violence` and at least one phrase under `heard`",
        ),
        (
            "label: crisis_violence\nheard: {self: [], other: []}",
            "crisis_violence.yml must hold `label: crisis_violence` and at least one phrase under `heard`",
        ),
        (
            "label: crisis_violence\nheard: [ik sla]",
            "crisis_violence.yml must hold `label: crisis_violence` and at least one phrase under `heard`",
        ),
        (
            "label: crisis_violence\nunless: [dicht]",
            "crisis_violence.yml must hold `label: crisis_violence` and at least one phrase under `heard`",
        ),
        (
            "label: crisis_violence\nheard: {self: [ik sla]}\nunles: [dicht]",
            "crisis_violence.yml: 'unles' is not known here; only heard, label, unless",
        ),
        (
            "label: crisis_violence\nheard: {zelf: [ik sla]}",
            "crisis_violence.yml: 'zelf' says of nobody whose danger it is; only self, other, done, subject, suicide, "
            "violence, child",
        ),
    ],
    ids=[
        "another label",
        "no label",
        "no phrase",
        "phrases of nobody",
        "nothing heard",
        "an unknown key",
        "an unknown section",
    ],
)
def test_a_file_of_danger_that_says_something_else_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SafetyRuleError, match=f"^{re.escape(message)}$"):
        read(tmp_path, crisis_violence=text)


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("'sla//schop'", "'sla//schop' has an empty choice"),
        ("'ik {slaat}'", "'ik {slaat}' names the group 'slaat', which does not exist"),
        ("'ik sla, mij'", "'ik sla, mij' holds 'sla,', which cannot be read"),
        ("'sla ...'", "'sla ...' begins or ends with ..., which then says nothing"),
        ("''", "'' holds nothing that must be there"),
        ("'(heel) boos'", "'(heel) boos' begins or ends with (...), which then says nothing"),
        ("'boos (heel)'", "'boos (heel)' begins or ends with (...), which then says nothing"),
        ("'boos (heel) + ik'", "'boos (heel) + ik' begins or ends with (...), which then says nothing"),
        ("'boos + (heel) ik'", "'boos + (heel) ik' begins or ends with (...), which then says nothing"),
    ],
)
@pytest.mark.parametrize("where", ["heard", "unless"])
def test_a_phrase_that_says_something_else_than_it_seems_is_named_with_its_file(
    tmp_path: Path, where: str, phrase: str, message: str
) -> None:
    text = heard(phrase) if where == "heard" else f"{heard('ik sla')}unless: [{phrase}]\n"
    with pytest.raises(SafetyRuleError, match=rf"^crisis_violence\.yml: {re.escape(message)}$"):
        read(tmp_path, crisis_violence=text)


@pytest.mark.parametrize(
    "text",
    [
        "all_right: {person: [gaat weer]}",
        "all_right: {person: [gaat weer]}\ncountry: {BE: [gent]}\nweer: {zon: [zon]}",
        "all_right: [gaat weer]\ncountry: {BE: [gent]}",
    ],
    ids=["something missing", "something more", "a list"],
)
def test_a_file_of_what_stands_aside_holds_both_parts_and_nothing_else(tmp_path: Path, text: str) -> None:
    message = "aside.yml must hold all_right and country, each with lists of phrases"
    with pytest.raises(SafetyRuleError, match=f"^{message}$"):
        read(tmp_path, aside=text)


def test_a_phrase_aside_that_cannot_be_read_is_named_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(SafetyRuleError, match=r"^aside\.yml: 'gaat /weer' has an empty choice$"):
        read(tmp_path, aside="all_right: {person: [gaat /weer]}\ncountry: {BE: [gent]}")


@pytest.mark.parametrize(
    "text", ["slaan: [=slaat]", "groups: {a: [b]}\nwords: [c]", "groups: [slaat]"], ids=["no groups", "more", "a list"]
)
def test_a_file_of_words_holds_groups_and_nothing_else(tmp_path: Path, text: str) -> None:
    with pytest.raises(SafetyRuleError, match=r"^words\.yml must hold `groups`, and nothing else$"):
        read(tmp_path, words=text)


def test_a_mistake_is_told_to_the_user_without_a_traceback() -> None:
    assert issubclass(SafetyRuleError, UserError)


def test_the_files_of_the_assistant_can_be_used() -> None:
    book = rules.read(labels.SAFETY)
    assert {meaning.label for meaning, _ in book.danger} == set(labels.SAFETY)
    assert {meaning.about for meaning, _ in book.danger} <= {None, *rules.ABOUT}
    assert {(meaning.label, meaning.about) for meaning, _ in book.aside} == {
        ("all_right", "person"),
        ("all_right", "grown_up"),
        ("country", "NL"),
        ("country", "BE"),
    }


def test_an_unclear_message_is_asked_about_and_no_other_is() -> None:
    asked = {"suicide", "violence", "child"}
    for meaning, _ in rules.read(labels.SAFETY).danger:
        assert meaning.about is None or (meaning.about in asked) == (meaning.label == "crisis_check")
