"""The language of phrases: what each element finds, and what is said of a phrase that cannot be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stiefwijzer.nlu import wording
from stiefwijzer.nlu.wording import WIDEST_GAP
from tests.nlu.making import spelling, utterance

GROUPS = {"kind": ("kind", "zoon", "klein kind", "stief~"), "deed": ("=sloeg", "=klap", "schop~", "duwen")}
LISTED = spelling({"kben": "ik ben", "stiefmam": "stiefmoeder"}, openings=["stief"], known=["buitengesloten"])


def found(phrase: str, text: str) -> list[str]:
    """Return what a phrase finds in each sentence, as it was written."""
    message = utterance(text, LISTED)
    parsed = wording.parse(phrase, GROUPS)
    finds = [parsed.find(message.words, sentence, message.clauses) for sentence in message.sentences]
    return [" ".join(word.text for word in message.words[find.first : find.end]) for find in finds if find]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("trekken", "ik trok weg", ["trok"]),
        ("trok", "wij trekken", ["trekken"]),
        ("KIND", "De Kinderen", ["kinderen"]),
        ("buitengesloten", "ik word buitegesloten", ["buitegesloten"]),
        ("stiefmoeder", "haar stiefmam", ["stiefmam"]),
        ("ik zijn", "ik ben", ["ik ben"]),
        ("zijn", "kben", ["kben"]),
        ("stiefkind", "mijn stief kinderen", ["stief"]),
        ("weg", "wegkruipen", []),
        ("weg", "onderweg", []),
    ],
    ids=[
        "an inflection",
        "of an inflection",
        "capitals",
        "a typing error",
        "a listed form",
        "two in a row",
        "within a contraction",
        "a split compound",
        "another word",
        "a part of a word",
    ],
)
def test_a_word_is_itself_and_its_inflections(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize(("text", "expected"), [("zijn kind", ["zijn"]), ("ik ben", []), ("Zijn", ["zijn"])])
def test_an_equals_sign_asks_for_this_form_only(text: str, expected: list[str]) -> None:
    assert found("=zijn", text) == expected


@pytest.mark.parametrize("text", ["ga weg", "ga terug", "ga dicht"])
def test_a_slash_gives_a_choice(text: str) -> None:
    assert found("gaan weg/=terug/dich~", text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("mijn stiefzoontje", ["stiefzoontje"]), ("de Stief", ["stief"]), ("een gestief", []), ("sti", [])],
)
def test_a_tilde_asks_for_a_beginning(text: str, expected: list[str]) -> None:
    assert found("stief~", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mijn kinderen", ["mijn kinderen"]),
        ("mijn zoon", ["mijn zoon"]),
        ("mijn stiefje", ["mijn stiefje"]),
        ("mijn klein kind", []),
        ("mijn hond", []),
    ],
)
def test_a_group_is_any_of_its_members_of_one_word(text: str, expected: list[str]) -> None:
    assert found("mijn {kind}", text) == expected


def test_a_group_may_be_one_of_the_choices() -> None:
    assert found("hond/{kind}", "de hond. de zoon. de kat") == ["hond", "zoon"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hij sloeg", ["hij sloeg"]),
        ("hij slaat", []),
        ("hij klap", ["hij klap"]),
        ("hij klappen", []),
        ("hij schopte", ["hij schopte"]),
        ("hij duwde", ["hij duwde"]),
    ],
    ids=[
        "a form",
        "its inflection",
        "another form",
        "that in the plural",
        "what begins so",
        "an inflection of a whole word",
    ],
)
def test_a_member_of_a_group_may_ask_for_a_form_or_a_beginning(text: str, expected: list[str]) -> None:
    assert found("hij {deed}", text) == expected


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("bang + donker", "bang in het donker", ["bang in het donker"]),
        ("bang + donker", "in het donker ben ik bang", ["donker ben ik bang"]),
        ("bang + donker", "donker bang", ["donker bang"]),
        ("bang + donker", "ik ben bang", []),
        ("ik ... bang + het donker", "in het donker ben ik heel bang", ["het donker ben ik heel bang"]),
        ("bang + donker + kelder", "de kelder is donker dus bang ben ik niet", []),
        ("bang + donker + kelder", "in de donker kelder bang", ["donker kelder bang"]),
        ("{kind} + (heel) bang", "bang is mijn zoon", ["bang is mijn zoon"]),
        ("bang + bang", "bang", ["bang"]),
        ("bang + ?", "ben je bang?", ["bang ?"]),
    ],
)
def test_a_plus_asks_for_both_in_any_order(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize("between", [",", ":", ".", "\n", " en", " als", " maar", " want", " omdat", " of"], ids=ascii)
def test_what_a_plus_asks_for_stands_in_one_clause(between: str) -> None:
    assert found("bang + donker", f"ik ben bang{between} het is donker") == []


def test_what_a_plus_asks_for_may_stand_in_a_later_clause() -> None:
    assert found("bang + donker", "ik ben bang, en in het donker ben ik bang") == ["donker ben ik bang"]


def test_of_several_clauses_the_first_that_holds_it_is_found_in_each_sentence() -> None:
    text = "bang in donker, bang in het donker. donker en bang. heel bang in het donker"
    assert found("bang + donker", text) == ["bang in donker", "bang in het donker"]


@pytest.mark.parametrize("denial", ["niet", "geen", "nooit", "niks", "zonder", "nauwelijks"])
def test_dots_stand_for_no_denial(denial: str) -> None:
    assert found("ik ... bang", f"ik ben {denial} bang") == []
    assert found("ik ... bang", f"{denial} dat ik zo bang ben {denial}") == ["ik zo bang"]


def test_a_denial_that_is_asked_for_is_found_behind_dots() -> None:
    assert found("ik ... niet/geen bang", "ik ben echt niet bang") == ["ik ben echt niet bang"]


def test_dots_begin_again_behind_a_denial() -> None:
    assert found("ik ... bang", "ik niet maar ik wel bang") == ["ik wel bang"]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("ik (heel) bang", "ik bang", ["ik bang"]),
        ("ik (heel) bang", "ik heel bang", ["ik heel bang"]),
        ("ik (heel) bang", "ik erg bang", []),
        ("ik (heel/erg) bang", "ik erg bang", ["ik erg bang"]),
        ("ik (heel) (erg) bang", "ik heel erg bang", ["ik heel erg bang"]),
        ("(ik) bang", "ik bang", ["ik bang"]),
        ("(ik) bang", "hij bang", ["bang"]),
        ("bang (heel)", "bang heel", ["bang heel"]),
        ("ik (heel) heel bang", "ik heel bang", ["ik heel bang"]),
        ("({kind}) bang", "zoon bang", ["zoon bang"]),
        ("( ik ) bang", "ik bang", ["ik bang"]),
    ],
)
def test_brackets_hold_what_may_be_there(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize("gap", ["...", "…"], ids=["three dots", "one mark"])
@pytest.mark.parametrize("between", range(WIDEST_GAP + 2))
def test_dots_stand_for_up_to_four_words(gap: str, between: int) -> None:
    text = " ".join(["niet", *["heel"] * between, "bang"])
    assert found(f"niet {gap} bang", text) == ([text] if between <= WIDEST_GAP else [])


@pytest.mark.parametrize("mark", [".", "?", "!", "…", "\n", ";"], ids=ascii)
def test_dots_do_not_reach_into_the_next_sentence(mark: str) -> None:
    assert found("niet ... bang", f"niet{mark} bang") == []


def test_dots_reach_over_a_comma() -> None:
    assert found("niet ... bang", "niet, echt, bang") == ["niet echt bang"]


def test_dots_take_as_few_words_as_they_can() -> None:
    assert found("niet ... bang", "niet bang heel bang") == ["niet bang"]


def test_a_question_mark_can_be_asked_for() -> None:
    assert found("wat ... ?", "wat nu? wat nu.") == ["wat nu ?"]


def test_the_first_place_is_found_once_a_sentence() -> None:
    assert found("bang", "bang en bang. bang") == ["bang", "bang"]


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("", "'' holds nothing that must be there"),
        ("...", "'...' holds nothing that must be there"),
        ("(bang)", "'(bang)' holds nothing that must be there"),
        ("(heel) (bang)", "'(heel) (bang)' holds nothing that must be there"),
        ("... bang", "'... bang' begins or ends with ..., which then says nothing"),
        ("bang ...", "'bang ...' begins or ends with ..., which then says nothing"),
        ("bang//weg", "'bang//weg' has an empty choice"),
        ("bang/", "'bang/' has an empty choice"),
        ("bang =", "'bang =' has an empty choice"),
        ("bang ~", "'bang ~' has an empty choice"),
        ("bang {}", "'bang {}' has an empty choice"),
        ("() bang", "'() bang' has an empty choice"),
        ("{hond} bang", "'{hond} bang' names the group 'hond', which does not exist"),
        ("({hond}) bang", "'({hond}) bang' names the group 'hond', which does not exist"),
        ("ik (heel erg) bang", "'ik (heel erg) bang' holds 'heel erg', which cannot be read"),
        ("ik (heel bang", "'ik (heel bang' holds '(', which cannot be read"),
        ("ik heel) bang", "'ik heel) bang' holds ')', which cannot be read"),
        ("ik ((heel)) bang", "'ik ((heel)) bang' holds '(', which cannot be read"),
        ("ik (...) bang", "'ik (...) bang' holds '...', which cannot be read"),
        ("{kind bang", "'{kind bang' holds '{kind', which cannot be read"),
        ("{kind}~", "'{kind}~' holds '{kind}~', which cannot be read"),
        ("=bang~", "'=bang~' holds '=bang~', which cannot be read"),
        ("bang...weg", "'bang...weg' holds 'bang...weg', which cannot be read"),
        ("wat nu?", "'wat nu?' holds 'nu?', which cannot be read"),
        ("bang, weg", "'bang, weg' holds 'bang,', which cannot be read"),
        ("bang +", "'bang +' holds '+', which cannot be read"),
        ("+ bang", "'+ bang' holds '+', which cannot be read"),
        ("bang + + weg", "'bang + + weg' holds '+', which cannot be read"),
        ("bang+weg", "'bang+weg' holds 'bang+weg', which cannot be read"),
        ("bang + (weg)", "'bang + (weg)' holds nothing that must be there"),
        ("bang + ...", "'bang + ...' holds nothing that must be there"),
        ("bang + weg ...", "'bang + weg ...' begins or ends with ..., which then says nothing"),
    ],
)
def test_a_phrase_that_can_never_be_found_is_refused(phrase: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        wording.parse(phrase, GROUPS)


@pytest.mark.parametrize(
    ("phrase", "needed"),
    [
        ("bang weg/terug", [{"bang"}, {"weg", "terug"}]),
        ("kinderen", [{"kinderen", "kind"}]),
        ("=zijn", [{"zijn"}]),
        ("(ik) bang", [{"bang"}]),
        ("stief~ ... bang", [{"bang"}]),
        ("stief~", []),
        ("{kind}", []),
        ("bang + (heel) weg", [{"bang"}, {"weg"}]),
        ("{deed}", []),
    ],
)
def test_what_is_needed_are_the_words_of_the_places_that_must_be_there(phrase: str, needed: list[set[str]]) -> None:
    assert wording.parse(phrase, GROUPS).needed() == needed


_WORDS = st.sampled_from(["ik", "ben", "bang", "zonen", "stiefje", "heel", "niet"])
_TERMS = st.sampled_from(["ik", "=ben", "bang/weg", "{kind}", "stief~", "(heel)", "niet"])


@given(st.lists(_TERMS, min_size=1, max_size=4).map(" ".join), st.lists(_WORDS, max_size=8).map(" ".join))
def test_whatever_is_found_holds_what_is_needed(phrase: str, text: str) -> None:
    if phrase.replace("(heel)", "").strip():
        needed, message = wording.parse(phrase, GROUPS).needed(), utterance(text)
        said = {form for word in message.words for form in (word.text, *word.lemmas)}
        assert not found(phrase, text) or all(not each.isdisjoint(said) for each in needed)


@given(_TERMS, _TERMS, st.lists(st.one_of(_WORDS, st.sampled_from([",", "en"])), max_size=8).map(" ".join))
def test_the_order_of_what_a_plus_asks_for_does_not_matter(one: str, other: str, text: str) -> None:
    if "(heel)" not in (one, other):
        assert found(f"{one} + {other}", text) == found(f"{other} + {one}", text)


def test_a_phrase_of_several_parts_is_found_in_each_clause() -> None:
    message = utterance("hij slaat mij, en daarna slaat hij mij weer", LISTED)
    phrase = wording.parse("slaan + mij", GROUPS)
    finds = [find for sentence in message.sentences for find in phrase.finds(message.words, sentence, message.clauses)]
    assert [" ".join(word.text for word in message.words[find.first : find.end]) for find in finds] == [
        "slaat mij",
        "slaat hij mij",
    ]
