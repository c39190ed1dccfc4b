"""The linear intent model: what it learns, how it ranks, and the words it gives as its reason."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stiefwijzer.nlu import dutch, features
from stiefwijzer.nlu.intent_model import Evidence, IntentModel, Reading

EXAMPLES = {
    "away": ["ik trek me terug op zolder", "ik ga liever weg als hij praat", "laat mij maar alleen", "ik sluit me af"],
    "close": ["ik ben bang dat hij weggaat", "ik app haar elk uur", "houdt hij nog van mij", "ik klamp me vast"],
    "thanks": ["dank je wel", "bedankt voor je hulp", "hartelijk dank", "fijn bedankt"],
}


def doc(text: str) -> Any:
    return dutch.load()[0](text)


def fit(*labels: str) -> IntentModel:
    pairs = [(doc(text), label) for label in labels or EXAMPLES for text in EXAMPLES[label]]
    return IntentModel.fit([each for each, _ in pairs], [label for _, label in pairs])


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return fit()


def readings(model: IntentModel, text: str) -> list[Reading]:
    return model.hear(doc(text))[0]


def evidence(model: IntentModel, text: str) -> Evidence | None:
    return model.hear(doc(text))[1]


@pytest.mark.parametrize(
    ("text", "label"),
    [("dan trek ik me weer terug", "away"), ("straks is hij weg en ben ik bang", "close"), ("bedankt hoor", "thanks")],
)
def test_the_label_whose_examples_are_most_alike_comes_first(model: IntentModel, text: str, label: str) -> None:
    assert readings(model, text)[0].label == label


def test_every_label_is_ranked_and_the_confidences_sum_to_one(model: IntentModel) -> None:
    ranked = readings(model, "ik trek me terug")
    assert {reading.label for reading in ranked} == set(EXAMPLES)
    assert sum(reading.confidence for reading in ranked) == pytest.approx(1)
    assert ranked == sorted(ranked, key=lambda reading: -reading.confidence)


def test_two_labels_are_told_apart_in_both_directions() -> None:
    model = fit("away", "thanks")
    assert readings(model, "ik trek me terug")[0].label == "away"
    assert readings(model, "dank je wel")[0].label == "thanks"


@pytest.mark.parametrize("labels", [[], ["away"], ["away", "away"]])
def test_fewer_than_two_labels_is_an_error(labels: list[str]) -> None:
    with pytest.raises(ValueError, match="at least two labels"):
        IntentModel.fit([doc("ik trek me terug") for _ in labels], labels)


def test_the_same_examples_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        fit().save(tmp_path / name)
    for file in ("names.json", "weights.npz"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_loaded_model_hears_what_the_saved_one_heard(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    text = "soms trek ik me terug, soms app ik hem"
    assert IntentModel.load(tmp_path).hear(doc(text)) == model.hear(doc(text))


def test_a_model_saved_again_is_the_same_bytes(model: IntentModel, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    model.save(tmp_path / "one")
    IntentModel.load(tmp_path / "one").save(tmp_path / "two")
    for file in ("names.json", "weights.npz"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


@pytest.mark.parametrize(
    "text", ["ik trek me terug, ik trek me TERUG", "bedanktt hoor", "xq zzq", "word:ik lemma:ik", ""]
)
def test_the_features_found_are_the_known_ones_of_the_message(model: IntentModel, tmp_path: Path, text: str) -> None:
    model.save(tmp_path)
    vocabulary = json.loads((tmp_path / "names.json").read_text(encoding="utf-8"))["vocabulary"]
    words = features.words(doc(text))
    for block, found in zip(features.BLOCKS, model.find(words), strict=True):
        there = [(f"{block}:{name}", *tokens) for name, *tokens in features.extract(words)[block]]
        assert [(vocabulary[number], each.first, each.last) for each in found for number in each.numbers] == [
            feature for feature in there if feature[0] in set(vocabulary)
        ]


def test_each_block_of_a_message_weighs_the_same(model: IntentModel) -> None:
    found = model.find(features.words(doc("ik trek me terug, terug, terug")))
    vector = model.weigh(found)
    weight_of = dict(zip(vector.numbers.tolist(), vector.values.tolist(), strict=True))
    for block in found:
        numbers = {number for each in block for number in each.numbers}
        assert sum(weight_of[number] ** 2 for number in numbers) == pytest.approx(1)


def test_a_feature_that_occurs_often_weighs_more_but_not_in_proportion(model: IntentModel) -> None:
    def ratio(text: str) -> float:
        vector = model.weigh(model.find(features.words(doc(text)))[:1])
        first, second = model.find(features.words(doc("terug bang")))[0][:2]
        weight_of = dict(zip(vector.numbers.tolist(), vector.values.tolist(), strict=True))
        return float(weight_of[first.numbers[0]] / weight_of[second.numbers[0]])

    once, thrice = ratio("terug bang"), ratio("terug terug terug bang")
    assert once < thrice < 3 * once
    assert thrice == pytest.approx(once * (1 + math.log(3)))


def test_the_stored_arrays_hold_no_pickles(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    with np.load(tmp_path / "weights.npz", allow_pickle=False) as arrays:
        assert {arrays[name].dtype for name in arrays.files} == {np.dtype("float32")}


def test_loading_from_an_empty_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        IntentModel.load(tmp_path)


@pytest.mark.parametrize("text", ["", "   ", "...", "xq zzq", "😀😀", "\x00", "漢字"], ids=ascii)
def test_unfamiliar_text_gives_no_readings(model: IntentModel, text: str) -> None:
    assert model.hear(doc(text)) == ([], None)


def test_a_typing_error_is_still_familiar(model: IntentModel) -> None:
    assert readings(model, "bedanktt")[0].label == "thanks"


def test_evidence_is_the_words_of_the_message_that_speak_for_the_first_label(model: IntentModel) -> None:
    text = "Vanmiddag regende het. Dan trek ik me terug."
    assert evidence(model, text) == Evidence("away", "Dan trek ik me terug", 23, 43)


def test_evidence_keeps_the_words_as_they_were_written(model: IntentModel) -> None:
    assert evidence(model, "DANK JE Wel") == Evidence("thanks", "DANK JE Wel", 0, 11)


_FAMILIAR = st.sampled_from(["trek me terug", "Dank je", "bang", "weg", ".", "\n", "😀", " "])


@settings(deadline=None, max_examples=50)
@given(st.lists(st.one_of(_FAMILIAR, st.text(max_size=12)), max_size=12).map(" ".join))
def test_evidence_is_always_a_piece_of_the_message(model: IntentModel, text: str) -> None:
    ranked, found = model.hear(doc(text))
    if found is not None:
        assert found.text == text[found.start : found.end] != ""
        assert found.label == ranked[0].label
