"""Reading a message: its words, its sentences and its clauses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stiefwijzer.nlu.utterance import Stretch, Utterance
from tests.nlu.making import doc, spelling, utterance

LISTED = spelling({"kben": "ik ben", "m'n": "mijn", "'n": "een"}, openings=["stief"])


def cut(message: Utterance, stretches: str) -> list[str]:
    """Return the words of each sentence or clause."""
    return [
        " ".join(word.text for word in message.words[each.first : each.end]) for each in getattr(message, stretches)
    ]


def test_a_word_keeps_how_it_was_written_and_where() -> None:
    word = utterance("Mijn Kinderen").words[1]
    assert (word.position, word.text, word.lemmas) == (1, "kinderen", ("kind",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("weg, ver weg!", ["weg", "ver", "weg"]),
        ("(soms) - heel - soms", ["soms", "heel", "soms"]),
        ("weg?", ["weg", "?"]),
        ("weg?!", ["weg", "?"]),
        ("echt??? ja", ["echt", "?", "ja"]),
        ("over 3 dagen", ["over", "3", "dagen"]),
        ("", []),
        (" \n\t ", []),
        ("... , ;", []),
    ],
    ids=ascii,
)
def test_words_and_one_question_mark_say_something_and_other_marks_do_not(text: str, expected: list[str]) -> None:
    assert [word.text for word in utterance(text).words] == expected


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ik ga weg. Hij blijft", ["ik ga weg", "hij blijft"]),
        ("ik ga weg... hij blijft", ["ik ga weg", "hij blijft"]),
        ("ik ga weg… hij blijft", ["ik ga weg", "hij blijft"]),
        ("ga je? nee!", ["ga je ?", "nee"]),
        ("ik ga weg\nhij blijft", ["ik ga weg", "hij blijft"]),
        ("ik ga weg\n\n\nhij blijft", ["ik ga weg", "hij blijft"]),
        ("ik ga weg; hij blijft", ["ik ga weg", "hij blijft"]),
        ("ik ga weg, hij blijft", ["ik ga weg hij blijft"]),
        ("echt?? ja", ["echt ?", "ja"]),
        ("ik ga weg.", ["ik ga weg"]),
        ("...", []),
        ("Ik weet dat. Hij niet", ["ik weet dat", "hij niet"]),
        ("zeg het me. Bel.", ["zeg het me", "bel"]),
        ("ik app bijv. hem enz. ook", ["ik app bijv. hem enz. ook"]),
    ],
    ids=ascii,
)
def test_a_sentence_ends_at_a_full_stop_a_question_or_a_new_line(text: str, sentences: list[str]) -> None:
    assert cut(utterance(text), "sentences") == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("ik zit er maar bij hoe begin ik daarover", ["ik zit er maar bij", "hoe begin ik daarover"]),
        ("ik zit er maar bij en weet niet hoe ik begin", ["ik zit er maar bij en weet niet hoe ik begin"]),
        ("ik was vroeger bang en die heb ik nog altijd", ["ik was vroeger bang en die heb ik nog altijd"]),
        ("als hij zo boos wordt dan moet ik weg", ["als hij zo boos wordt dan moet ik weg"]),
    ],
)
def test_a_question_without_marks_is_a_sentence_and_an_inversion_is_not(text: str, sentences: list[str]) -> None:
    assert cut(utterance(text), "sentences") == sentences


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("ik ga weg, hij blijft", ["ik ga weg", "hij blijft"]),
        ("hij zegt: ga weg", ["hij zegt", "ga weg"]),
        ("ik ga (met hem) weg", ["ik ga", "met hem", "weg"]),
        ("ik klap dicht als hij praat", ["ik klap dicht", "als hij praat"]),
        ("als hij praat klap ik dicht", ["als hij praat klap ik dicht"]),
        ("ik blijf maar hij gaat en zij ook", ["ik blijf", "maar hij gaat", "en zij ook"]),
        ("ik ga, want hij blijft", ["ik ga", "want hij blijft"]),
        ("ga je? hij blijft", ["ga je ?", "hij blijft"]),
    ],
)
def test_a_clause_ends_at_a_comma_or_before_a_conjunction(text: str, clauses: list[str]) -> None:
    assert cut(utterance(text), "clauses") == clauses


def test_a_contraction_is_one_word_with_several_lemmas() -> None:
    message = utterance("Kben weg", LISTED)
    assert [(word.text, word.lemmas) for word in message.words] == [("kben", ("ik", "zijn")), ("weg", ("weg",))]


def test_the_first_half_of_a_split_compound_stands_for_both() -> None:
    message = utterance("mijn stief kinderen", LISTED)
    assert [(word.position, word.text, word.lemmas) for word in message.words[1:]] == [
        (1, "stief", ("stiefkind",)),
        (2, "kinderen", ()),
    ]


@pytest.mark.parametrize("text", ["stief", "stief.", "stief, kinderen", "stief 3"])
def test_a_half_without_the_other_half_stays_a_word(text: str) -> None:
    assert utterance(text, LISTED).words[0].lemmas == ("stief",)


@pytest.mark.parametrize("text", ["m'n man", "m’n man"])
def test_a_contraction_is_read_with_the_apostrophe_of_a_keyboard_and_of_a_telephone(text: str) -> None:
    assert [lemma for word in utterance(text, LISTED).words for lemma in word.lemmas] == ["mijn", "man"]


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_sentences_and_clauses_divide_the_words_of_any_text(text: str) -> None:
    message = utterance(text, LISTED)
    positions = [word.position for word in message.words]
    assert positions == sorted(set(positions))
    assert all(position < len(doc(text)) for position in positions)
    for stretches in (message.sentences, message.clauses):
        assert [number for each in stretches for number in range(*each)] == list(range(len(positions)))
    ends = {each.end for each in message.clauses}
    assert all(isinstance(each, Stretch) and each.end in ends for each in message.sentences)
