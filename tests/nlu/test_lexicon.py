"""What people who do not program tell about language: read, checked and kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stiefwijzer import labels
from stiefwijzer.nlu.lexicon import Lexicon, LexiconError
from tests.nlu.making import utterance

FILES = {
    "language/spelling.yml": "words: {kben: ik ben}\nopenings: [stief]\n",
    "language/people.yml": "groups: {partner: [man, vrouw]}\n",
    "language/foreign.yml": "languages: {en: [the]}\n",
    "language/nuances.yml": "nuances: {stop: [ophouden]}\n",
    "language/border.yml": "nuances: {border_grief: [rouwen]}\n",
    "signals/greet.yml": "label: greet\nsure: [hallo]\n",
}


def read(directory: Path, **changed: str | None) -> Lexicon:
    """Read a small lexicon, of which some files (by their stem) hold something else or are not there."""
    for name, usual in FILES.items():
        file = directory / name
        file.parent.mkdir(exist_ok=True)
        text = changed.get(file.stem, usual)
        if text is not None:
            file.write_text(text, encoding="utf-8")
    return Lexicon.read(directory / "language", directory / "signals")


def test_what_is_read_is_what_stands_in_the_files(tmp_path: Path) -> None:
    assert read(tmp_path) == Lexicon(
        words={"kben": "ik ben"},
        openings=("stief",),
        groups={"partner": ("man", "vrouw")},
        signals={"greet": {"sure": ("hallo",), "maybe": ()}},
        foreign={"en": ("the",)},
        nuances={"stop": ("ophouden",), "border_grief": ("rouwen",)},
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"spelling": None}, "data/language/spelling.yml is missing"),
        ({"people": "groups: [a\nb: c"}, "data/language/people.yml is no valid YAML (line "),
        ({"spelling": "words: {}"}, "data/language/spelling.yml must hold `openings`"),
        ({"spelling": "words: []\nopenings: []"}, "data/language/spelling.yml must hold `words`"),
        ({"foreign": "- the"}, "data/language/foreign.yml must hold `languages`"),
        ({"people": ""}, "data/language/people.yml must hold `groups`"),
        ({"nuances": None}, "data/language/nuances.yml is missing"),
        (
            {"nuances": "nuances: {vrolijk: [hoera]}"},
            "data/language/nuances.yml: 'vrolijk' means nothing to the assistant",
        ),
        ({"nuances": "nuances: {stop: [a/]}"}, "data/language/nuances.yml: 'a/' has an empty choice"),
        ({"border": "nuances: {border_grief: [a/]}"}, "data/language/border.yml: 'a/' has an empty choice"),
        ({"greet": "sure: [hallo]"}, "data/signals/greet.yml must hold `label`"),
        ({"greet": "label: thanks"}, "data/signals/greet.yml must say `label: greet`, and that must be a label"),
        (
            {"greet": "label: greet\nmisschien: [a]"},
            "data/signals/greet.yml: 'misschien' is not known here; only sure and",
        ),
        ({"greet": "label: greet\nsure: [hallo/]"}, "data/signals/greet.yml: 'hallo/' has an empty choice"),
        ({"greet": "label: greet\nsure: ['{kind}']"}, "data/signals/greet.yml: '{kind}' names the group 'kind', which"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, changed: dict[str, str | None], message: str) -> None:
    with pytest.raises(LexiconError, match=f"^{re.escape(message)}"):
        read(tmp_path, **changed)


def test_a_file_of_signals_for_what_is_no_label_is_refused(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "signals" / "hond.yml").write_text("label: hond\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"hond\.yml must say `label: hond`, and that must be a label"):
        read(tmp_path)


def test_a_saved_lexicon_does_the_same_when_it_is_loaded(tmp_path: Path) -> None:
    lexicon = read(tmp_path)
    lexicon.save(tmp_path)
    loaded = Lexicon.load(tmp_path)
    assert loaded.spelling([]).meant("kben") == ("ik", "ben")
    assert loaded.spelling([]).joined("stief", "zoon") == "stiefzoon"
    message = utterance("hallo")
    assert loaded.listen().hear(message) == lexicon.listen().hear(message) != []
    assert loaded.listen_finely().hear(utterance("ophouden")) == ("stop",)


def test_there_is_none_where_nothing_was_saved(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Lexicon.load(tmp_path)


@pytest.fixture(scope="module")
def ours() -> Lexicon:
    return Lexicon.read()


def test_the_files_of_the_assistant_can_be_used(ours: Lexicon) -> None:
    assert set(ours.foreign) == {"en", "de", "fr"}
    assert set(labels.PATTERNS) | set(labels.FEELINGS) <= set(ours.signals) <= set(labels.LEARNED)
    assert "man" in ours.groups["partner"]


def test_no_label_names_a_phrase_twice(ours: Lexicon) -> None:
    twice = {
        (label, phrase)
        for label, kinds in ours.signals.items()
        for phrases in kinds.values()
        for phrase in phrases
        if sum(each.count(phrase) for each in kinds.values()) > 1
    }
    assert twice == set()


def test_a_spelling_does_not_lead_to_another_spelling(ours: Lexicon) -> None:
    meant = {word for words in ours.words.values() for word in words.split()}
    assert sorted(word for word in meant & set(ours.words) if ours.words[word] != word) == []
