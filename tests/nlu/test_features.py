"""From a message that was read to features that know their words."""

from __future__ import annotations

import pytest

from stiefwijzer.nlu import features
from tests.nlu.making import spelling, utterance

LISTED = spelling({"kben": "ik ben"}, openings=["stief"])


def names(text: str) -> list[str]:
    return [each.name for each in features.lemmas(utterance(text, LISTED).words)]


def test_lemma_block_holds_lemmas_and_pairs_of_them() -> None:
    assert names("Kinderen slapen hier") == ["kind", "slapen", "hier", "kind slapen", "slapen hier"]


def test_lemma_block_holds_every_word_of_a_contraction_and_a_split_compound_once() -> None:
    assert names("kben") == ["ik", "zijn", "ik zijn"]
    assert names("stief kinderen hier") == ["stiefkind", "hier", "stiefkind hier"]


def test_pair_block_holds_two_lemmas_with_one_to_three_others_between_them() -> None:
    found = features.pairs(utterance("zonder mij zijn ze beter af"))
    assert [each.name for each in found if each.name.startswith("zonder")] == [
        "zonder _ zijn",
        "zonder _ ze",
        "zonder _ goed",
    ]
    assert [(each.first, each.last) for each in found if each.name.startswith("zonder")] == [(0, 2), (0, 3), (0, 4)]


def test_no_pair_reaches_over_the_end_of_a_sentence() -> None:
    assert features.names(utterance("Ik ga weg. Hij blijft hier."), "pair") == {"ik _ weg", "hij _ hier"}


def test_piece_block_never_reaches_over_a_space() -> None:
    assert not [piece for piece in features.names(utterance("ik ga weg"), "piece") if " " in piece.strip()]


@pytest.mark.parametrize("text", ["", " ", "...", "!!! , ;"])
def test_text_without_words_has_no_features(text: str) -> None:
    assert [features.names(utterance(text), block) for block in features.BLOCKS] == [set() for _ in features.BLOCKS]


def test_the_names_of_the_lemma_block_are_those_of_its_features() -> None:
    assert features.names(utterance("kben weg, kben weg", LISTED), "lemma") == set(names("kben weg, kben weg"))


def test_the_names_of_pieces_are_the_pieces_of_every_word() -> None:
    assert features.names(utterance("ik ik ga"), "piece") == {*features.pieces("ik"), *features.pieces("ga")}


def test_a_question_mark_says_something_and_other_marks_do_not() -> None:
    assert names("weg, weg?") == ["weg", "weg", "?", "weg weg", "weg ?"]


def test_a_pair_covers_both_of_its_tokens() -> None:
    pair = features.lemmas(utterance("ik , jij").words)[-1]
    assert (pair.name, pair.first, pair.last) == ("ik jij", 0, 2)


def test_pieces_are_two_to_five_characters_with_marked_edges() -> None:
    assert features.pieces("ik") == (" i", "ik", "k ", " ik", "ik ", " ik ")


def test_a_typing_error_keeps_most_pieces() -> None:
    right, wrong = set(features.pieces("buitengesloten")), set(features.pieces("buitegesloten"))
    assert len(right & wrong) > len(right) / 2
