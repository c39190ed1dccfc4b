"""Reading the examples once in a training."""

from __future__ import annotations

from pathlib import Path

from rasa.shared.importers.importer import E2EImporter, TrainingDataImporter
from rasa.shared.nlu.training_data import loading

from stiefwijzer.lean.read_once import examples_read_once

EXAMPLES = 'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - {}\n'


def texts(file: Path, language: str = "nl") -> list[str]:
    return [example.get("text") for example in loading.load_data(str(file), language).training_examples]


def importer_of(directory: Path) -> TrainingDataImporter:
    (directory / "config.yml").write_text("recipe: default.v1\nlanguage: nl\npipeline: []\npolicies: []\n")
    (directory / "domain.yml").write_text('version: "3.1"\nintents: [greet]\n')
    (directory / "nlu.yml").write_text(EXAMPLES.format("hallo"), encoding="utf-8")
    return TrainingDataImporter.load_from_config(
        str(directory / "config.yml"), str(directory / "domain.yml"), [str(directory / "nlu.yml")]
    )


def test_a_file_is_read_once_whatever_the_language_and_anew_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "nlu.yml"
    for number, text in enumerate(("hallo", "hoi")):
        file.write_text(EXAMPLES.format(text), encoding="utf-8")
        with examples_read_once():
            assert texts(file) == [text]
            file.write_text(EXAMPLES.format(f"dag {number}"), encoding="utf-8")
            assert texts(file, "en") == [text]


def test_the_examples_of_all_files_are_put_together_once_and_are_those_rasa_would_give(tmp_path: Path) -> None:
    shipped = importer_of(tmp_path).get_nlu_data(language="nl")
    with examples_read_once():
        importer = importer_of(tmp_path)
        data = importer.get_nlu_data()
        assert importer.get_nlu_data(language="nl") is data
    assert data.fingerprint() == shipped.fingerprint()
    assert "hallo" in [example.get("text") for example in data.training_examples]


def test_afterwards_rasa_reads_as_it_ships(tmp_path: Path) -> None:
    shipped, merging, file = loading.load_data, E2EImporter.get_nlu_data, tmp_path / "nlu.yml"
    with examples_read_once():
        assert loading.load_data is not shipped
        assert E2EImporter.get_nlu_data is not merging
    assert loading.load_data is shipped
    assert E2EImporter.get_nlu_data is merging
    for text in ("hallo", "hoi"):
        file.write_text(EXAMPLES.format(text), encoding="utf-8")
        assert texts(file) == [text]
