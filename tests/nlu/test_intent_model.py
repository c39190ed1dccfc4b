"""The linear intent model: how it finds and weighs features, scores, explains, and is kept."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from stiefwijzer.nlu import features, training
from stiefwijzer.nlu.intent_model import IntentModel
from tests.nlu.making import doc, spelling, utterance

EXAMPLES = {
    "away": [
        *("ik trek me terug op zolder", "ik ga liever weg als hij praat", "ik trek me dan terug", "ik sluit me af"),
        *(f"ik trek me terug {where}" for where in ("in de schuur", "op mijn werk", "in bed", "op straat")),
    ],
    "close": ["ik ben bang dat hij weggaat", "ik app haar elk uur", "ben bang dat hij gaat", "ik klamp me vast"],
    "thanks": ["dank je wel", "bedankt voor je hulp", "hartelijk dank", "fijn bedankt", "bedankt hoor"],
}


@pytest.fixture(scope="module")
def model() -> IntentModel:
    pairs = [(utterance(text), {label}) for label, texts in EXAMPLES.items() for text in texts]
    return training.fit(training.Lessons([each for each, _ in pairs], [says for _, says in pairs]))


def scores(model: IntentModel, text: str) -> dict[str, float]:
    found = model.find(utterance(text))
    return dict(zip(model.labels, model.score(model.weigh(found)).tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "label"),
    [("dan trek ik me weer terug", "away"), ("ik ben zo bang dat ze gaat", "close"), ("bedankt hoor", "thanks")],
)
def test_the_label_whose_examples_are_most_alike_scores_highest(model: IntentModel, text: str, label: str) -> None:
    ranked = scores(model, text)
    assert max(ranked, key=ranked.__getitem__) == label
    assert ranked[label] > 0


def test_without_known_features_the_score_is_the_intercept(model: IntentModel) -> None:
    assert scores(model, "") == scores(model, "漢字")


@pytest.mark.parametrize(
    "text", ["ik trek me terug, ik trek me TERUG", "bedanktt hoor", "xq zzq", "word:ik lemma:ik", "kben bang", ""]
)
def test_the_features_found_are_the_known_ones_of_the_message(model: IntentModel, tmp_path: Path, text: str) -> None:
    model.save(tmp_path)
    vocabulary = json.loads((tmp_path / "names.json").read_text(encoding="utf-8"))["vocabulary"]
    message = utterance(text, spelling({"kben": "ik ben"}))
    for block, found in zip(features.BLOCKS, model.find(message), strict=True):
        known = {name for name in features.names(message, block) if f"{block}:{name}" in set(vocabulary)}
        assert {vocabulary[number] for each in found for number in each.numbers} == {
            f"{block}:{name}" for name in known
        }
        assert all(0 <= each.first <= each.last < len(doc(text)) for each in found)


def test_each_block_of_a_message_weighs_the_same(model: IntentModel) -> None:
    found = model.find(utterance("ik trek me terug, terug, terug"))
    vector = model.weigh(found)
    weight_of = dict(zip(vector.numbers.tolist(), vector.values.tolist(), strict=True))
    for block in found:
        numbers = {number for each in block for number in each.numbers}
        assert sum(weight_of[number] ** 2 for number in numbers) == pytest.approx(1)


def test_a_feature_that_occurs_often_weighs_more_but_not_in_proportion(model: IntentModel) -> None:
    def ratio(text: str) -> float:
        vector = model.weigh(model.find(utterance(text))[:1])
        first, second = model.find(utterance("terug bang"))[0][:2]
        weight_of = dict(zip(vector.numbers.tolist(), vector.values.tolist(), strict=True))
        return float(weight_of[first.numbers[0]] / weight_of[second.numbers[0]])

    once, thrice = ratio("terug bang"), ratio("terug terug terug bang")
    assert thrice == pytest.approx(once * (1 + math.log(3)))
    assert once < thrice < 3 * once


@pytest.mark.parametrize("text", ["terug", "ik", "bedanktt", "TERUG"])
def test_a_known_word_or_one_that_looks_like_it_is_familiar(model: IntentModel, text: str) -> None:
    assert model.is_familiar(utterance(text).words)


@pytest.mark.parametrize("text", ["", "   ", "...", "xq zzq", "😀😀", "\x00", "漢字", "42"], ids=ascii)
def test_anything_else_is_not(model: IntentModel, text: str) -> None:
    assert not model.is_familiar(utterance(text).words)


def test_the_known_words_are_those_of_the_examples_and_no_pairs(model: IntentModel) -> None:
    assert {"terug", "ik", "bedankt"} <= model.words
    assert not [word for word in model.words if " " in word]


def test_the_reason_is_the_words_that_speak_most_for_the_label(model: IntentModel) -> None:
    text = "vanmiddag regende het en ik trek me terug"
    found = model.find(utterance(text))
    window = model.explain(doc(text), found, model.weigh(found), "away")
    assert window is not None
    assert {"trek", "terug"} <= set(str(doc(text)[window[0] : window[1]]).split())


def test_there_is_no_reason_where_nothing_speaks_for_the_label(model: IntentModel) -> None:
    found = model.find(utterance("漢字"))
    assert model.explain(doc("漢字"), found, model.weigh(found), "away") is None


def test_a_loaded_model_scores_as_the_saved_one(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert scores(IntentModel.load(tmp_path), "soms trek ik me terug") == scores(model, "soms trek ik me terug")


def test_a_model_saved_again_is_the_same_bytes(model: IntentModel, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    model.save(tmp_path / "one")
    IntentModel.load(tmp_path / "one").save(tmp_path / "two")
    for file in ("names.json", "weights.npz"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_the_stored_arrays_hold_no_pickles(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    with np.load(tmp_path / "weights.npz", allow_pickle=False) as arrays:
        assert {arrays[name].dtype for name in arrays.files} == {np.dtype("float32")}


def test_loading_from_an_empty_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        IntentModel.load(tmp_path)
