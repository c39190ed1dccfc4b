"""Reading the examples once in a training."""

from __future__ import annotations

from pathlib import Path

from rasa.shared.nlu.training_data import loading

from stiefwijzer.lean.read_once import examples_read_once

EXAMPLES = 'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - {}\n'


def texts(file: Path, language: str = "nl") -> list[str]:
    return [example.get("text") for example in loading.load_data(str(file), language).training_examples]


def test_a_file_is_read_once_whatever_the_language_and_anew_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "nlu.yml"
    for number, text in enumerate(("hallo", "hoi")):
        file.write_text(EXAMPLES.format(text), encoding="utf-8")
        with examples_read_once():
            assert texts(file) == [text]
            file.write_text(EXAMPLES.format(f"dag {number}"), encoding="utf-8")
            assert texts(file, "en") == [text]


def test_afterwards_rasa_reads_as_it_ships(tmp_path: Path) -> None:
    shipped, file = loading.load_data, tmp_path / "nlu.yml"
    with examples_read_once():
        assert loading.load_data is not shipped
    assert loading.load_data is shipped
    for text in ("hallo", "hoi"):
        file.write_text(EXAMPLES.format(text), encoding="utf-8")
        assert texts(file) == [text]
