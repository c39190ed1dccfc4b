"""The trained model, asked about single messages: the label contract of `classify`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stiefwijzer import labels
from stiefwijzer.cli import MODEL
from stiefwijzer.limits import MAX_QUOTED_WORDS
from stiefwijzer.nlu.offline import Listener

# Rasa warns about every domain that has slots.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Slot auto-fill")]


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener(MODEL) as listener:
        yield listener


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Zodra mijn vriend te dichtbij komt trek ik me terug en wil ik alleen zijn.", "pattern_avoidant"),
        ("Ik ben steeds bang dat mijn vrouw me verlaat en vraag elke dag of ze nog van me houdt.", "pattern_anxious"),
        ("Het ene moment wil ik hem vasthouden, het volgende duw ik hem weg.", "pattern_disorganised"),
        ("Ik vertrouw mijn man en kan rustig met hem praten over alles.", "pattern_secure"),
        ("Ik voel me een buitenstaander in huis als zijn kinderen er zijn.", "feeling_outsider"),
        ("Ik sta altijd tussen mijn kinderen en mijn nieuwe partner in.", "feeling_insider"),
    ],
)
def test_a_clear_sentence_is_heard_with_its_own_words_as_evidence(listener: Listener, text: str, label: str) -> None:
    heard = listener.classify(text)
    assert [each["name"] for each in heard["labels"]] == [label]
    assert [piece["label"] for piece in heard["evidence"]] == [label]
    assert all(piece["text"] == text[piece["start"] : piece["end"]] for piece in heard["evidence"])


def test_an_answer_has_the_shape_of_the_contract(listener: Listener) -> None:
    heard = listener.classify("Bedankt!")
    assert list(heard) == ["text", "labels", "evidence", "ms"]
    assert heard["text"] == "Bedankt!"
    assert list(heard["labels"][0]) == ["name", "confidence"]
    assert 0 < heard["labels"][0]["confidence"] <= 1
    assert set(heard["evidence"][0]) == {"label", "text", "start", "end"}
    assert heard["ms"] > 0


def test_only_labels_of_the_contract_are_given(listener: Listener) -> None:
    for text in ("xqzz vlorp", "hallo", "welke stap eerst?", "42"):
        assert {each["name"] for each in listener.classify(text)["labels"]} <= set(labels.LABELS)


@pytest.mark.parametrize(
    "text", ["", "   ", "/", "😀🎉", "\x00\x00", "/restart", '/pattern_anxious{"x": 1}', "/greet"], ids=ascii
)
def test_what_says_nothing_about_a_subject_is_not_taken_for_one(listener: Listener, text: str) -> None:
    heard = listener.classify(text)
    assert heard["text"] == text
    assert not {each["name"] for each in heard["labels"]} & set(labels.SUBJECTS)


@pytest.mark.parametrize("text", ["", "   ", "😀🎉", "\x00", "/restart"], ids=ascii)
def test_what_cannot_be_understood_is_asked_back(listener: Listener, text: str) -> None:
    heard = listener.classify(text)
    assert (heard["labels"], heard["evidence"]) == ([], [])


def test_evidence_behind_a_slash_has_offsets_in_the_whole_text(listener: Listener) -> None:
    text = "  /Ik voel me een buitenstaander in huis"
    (piece,) = listener.classify(text)["evidence"]
    assert piece["text"] == text[piece["start"] : piece["end"]] != ""


def test_null_bytes_between_words_leave_the_offsets_right(listener: Listener) -> None:
    text = "Bedankt\x00 voor je \x00hulp"
    heard = listener.classify(text)
    assert all(piece["text"] == text[piece["start"] : piece["end"]] for piece in heard["evidence"])
    assert heard["text"] == text


def test_a_message_of_20000_characters_is_heard(listener: Listener) -> None:
    text = ("ik ben bang dat hij me verlaat en zoek steeds bevestiging. " * 400)[:20_000]
    heard = listener.classify(text)
    (piece,) = heard["evidence"]
    assert heard["text"] == text
    assert piece["text"] == text[piece["start"] : piece["end"]]
    assert len(piece["text"].split()) <= MAX_QUOTED_WORDS


def test_the_same_message_is_heard_the_same_twice(listener: Listener) -> None:
    one, two = (listener.classify("Soms voel ik me te veel in dit huis") for _ in range(2))
    assert (one["labels"], one["evidence"]) == (two["labels"], two["evidence"])
