"""From a document to features that know their words."""

from __future__ import annotations

import pytest

from stiefwijzer.nlu import dutch, features


def names(text: str, block: str) -> list[str]:
    return [feature.name for feature in features.extract(features.words(dutch.load()[0](text)))[block]]


def test_lemma_block_holds_lemmas_and_pairs_of_them() -> None:
    assert names("Kinderen trokken weg", "lemma") == ["kind", "trekken", "weg", "kind trekken", "trekken weg"]


def test_word_block_holds_words_as_written_in_lower_case() -> None:
    assert names("Kinderen Trokken", "word") == ["kinderen", "trokken", "kinderen trokken"]


def test_piece_block_never_reaches_over_a_space() -> None:
    assert not [piece for piece in names("ik ga weg", "piece") if " " in piece.strip()]


@pytest.mark.parametrize("text", ["", " ", "...", "!!! , ;"])
def test_text_without_words_has_no_features(text: str) -> None:
    assert features.extract(features.words(dutch.load()[0](text))) == {"lemma": [], "word": [], "piece": []}


def test_a_question_mark_says_something_and_other_marks_do_not() -> None:
    assert names("weg, weg?", "word") == ["weg", "weg", "?", "weg weg", "weg ?"]


def test_a_pair_covers_both_of_its_tokens() -> None:
    doc = dutch.load()[0]("ik , jij")
    pair = features.extract(features.words(doc))["word"][-1]
    assert (pair.name, pair.first, pair.last) == ("ik jij", 0, 2)


def test_pieces_are_two_to_five_characters_with_marked_edges() -> None:
    assert features.pieces("ik") == (" i", "ik", "k ", " ik", "ik ", " ik ")


def test_a_typing_error_keeps_most_pieces() -> None:
    right, wrong = set(features.pieces("buitengesloten")), set(features.pieces("buitegesloten"))
    assert len(right & wrong) > len(right) / 2
