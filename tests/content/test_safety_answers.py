"""What is said to danger: the way to people, those of somebody's own country first; no tips and nothing to buy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stiefwijzer import content, labels
from stiefwijzer.content import SafetyAnswer
from stiefwijzer.content.parts import MAX_WORDS
from stiefwijzer.content.safety import COUNTRIES, ordered
from tests.content.test_loader import edit, line, mistakes
from tests.content.test_quality import TELEPHONE

TEXTS = content.load()
ANSWERS = {label: answer for label, answer in TEXTS.answers.items() if isinstance(answer, SafetyAnswer)}
#: Every kind of danger with each of the ways in which it is answered.
WAYS = [(label, str(about)) for label, answer in ANSWERS.items() for about in answer.openings]
UNKNOWN = [None, "", "FR", "nl"]
DUTCH, BELGIAN = "In Nederland: ", "In België: "
SELLING = re.compile(r"€|\b(euro|prijs|kosten|kost|intake|coach\w*|sessies?|afspraak|cursus|training|mail\w*)\b", re.I)
ADVISING = re.compile(
    r"\b(probeer|adem\w*|ontspan\w*|wandel\w*|tel tot|denk aan iets|leid je af|rustig blijven)\b", re.I
)


def texts_of(label: str) -> list[str]:
    """Return every text somebody may read after danger of this kind."""
    answer = ANSWERS[label]
    said = [bubble for about in answer.openings for country in COUNTRIES for bubble in answer.bubbles(about, country)]
    return [*said, answer.quiet, answer.afterwards, *([answer.over] if answer.over else [])]


def test_every_kind_of_danger_has_an_answer_and_nothing_else_has_such_a_one() -> None:
    assert set(ANSWERS) == set(labels.SAFETY)


@pytest.mark.parametrize(
    ("label", "abouts"),
    [
        ("crisis_suicide", {"self", "other", "any"}),
        ("crisis_child_safety", {"self", "other", "done", "any"}),
        ("crisis_violence", {"self", "other", "done", "any"}),
        ("child_user", {"any"}),
        ("crisis_check", {"suicide", "violence", "child"}),
    ],
)
def test_it_is_answered_by_whose_danger_it_is(label: str, abouts: set[str]) -> None:
    openings = [ANSWERS[label].opening(about) for about in abouts]
    assert set(ANSWERS[label].openings) == abouts
    assert len(set(openings)) == len(abouts)


@pytest.mark.parametrize("label", sorted(set(ANSWERS) - {"crisis_check"}))
@pytest.mark.parametrize("about", [None, "", "hond", "violence"])
def test_when_nobody_knows_whose_danger_it_is_the_answer_is_for_anybody(label: str, about: str | None) -> None:
    assert ANSWERS[label].opening(about) == ANSWERS[label].openings["any"]
    assert ANSWERS[label].bubbles(about) == ANSWERS[label].bubbles("any")


def test_what_is_unclear_is_asked_as_the_first_question_when_nobody_knows_about_what() -> None:
    assert ANSWERS["crisis_check"].opening(None) == ANSWERS["crisis_check"].openings["suicide"]


@pytest.mark.parametrize(("label", "about"), WAYS)
def test_there_are_two_bubbles_short_enough_to_read(label: str, about: str) -> None:
    for country in (*COUNTRIES, None):
        bubbles = ANSWERS[label].bubbles(about, country)
        assert len(bubbles) == 2
        assert all(0 < len(bubble.split()) <= MAX_WORDS for bubble in bubbles)


@pytest.mark.parametrize(("label", "about"), WAYS)
def test_the_lines_of_ones_own_country_come_first(label: str, about: str) -> None:
    dutch, belgian = (ANSWERS[label].bubbles(about, country)[1] for country in COUNTRIES)
    assert dutch.startswith(DUTCH)
    assert belgian.startswith(BELGIAN)
    assert BELGIAN in dutch
    assert DUTCH in belgian


@pytest.mark.parametrize(("label", "about"), WAYS)
@pytest.mark.parametrize("country", UNKNOWN)
def test_of_an_unknown_country_the_dutch_lines_come_first(label: str, about: str, country: str | None) -> None:
    assert ANSWERS[label].bubbles(about, country) == ANSWERS[label].bubbles(about, "NL")
    assert ANSWERS[label].lines_to_call(about, country) == ANSWERS[label].lines_to_call(about, "NL")


@pytest.mark.parametrize(
    ("country", "order"), [("NL", ["NL", "BE"]), ("BE", ["BE", "NL"]), *((each, ["NL", "BE"]) for each in UNKNOWN)]
)
def test_countries_are_ordered_by_where_somebody_is(country: str | None, order: list[str]) -> None:
    assert ordered(country) == order


@pytest.mark.parametrize(
    ("label", "about", "number"),
    [
        ("crisis_suicide", "self", "113"),
        ("crisis_suicide", "other", "1813"),
        ("crisis_violence", "self", "0800-2000"),
        ("crisis_violence", "done", "1712"),
        ("crisis_child_safety", "other", "0800-2000"),
        ("crisis_child_safety", "done", "1712"),
        ("crisis_child_safety", "self", "0800-0432"),
        ("crisis_child_safety", "self", "102"),
        ("child_user", "any", "0800-0432"),
        ("child_user", "any", "102"),
        ("crisis_check", "suicide", "113"),
        ("crisis_check", "violence", "0800-2000"),
        ("crisis_check", "child", "0800-2000"),
    ],
)
def test_each_way_leads_to_the_people_for_it(label: str, about: str, number: str) -> None:
    assert number in TELEPHONE.findall(ANSWERS[label].bubbles(about)[1])


@pytest.mark.parametrize(
    ("label", "about", "instead_of"),
    [
        ("crisis_child_safety", "self", "0800-2000"),
        ("crisis_check", "violence", "1813"),
        ("crisis_check", "child", "1813"),
    ],
)
def test_what_is_said_instead_takes_the_place_of_the_rest(label: str, about: str, instead_of: str) -> None:
    answer = ANSWERS[label]
    parts = answer.instead[about]  # type: ignore[index]
    assert instead_of not in TELEPHONE.findall(answer.bubbles(about)[1])
    assert instead_of in " ".join(answer.lines.in_order(None))
    assert answer.bubbles(about, "BE")[1] == f"{parts.lines.BE} {parts.lines.NL} {parts.closing}"
    assert answer.lines_to_call(about, None) == list(parts.helplines) != list(answer.helplines)


@pytest.mark.parametrize(("label", "about"), WAYS)
def test_direct_danger_and_112_close_every_answer(label: str, about: str) -> None:
    second = ANSWERS[label].bubbles(about)[1]
    assert "112" in TELEPHONE.findall(second[second.rindex(BELGIAN) :])
    assert ANSWERS[label].lines_to_call(about, None)[-1] == "112"


@pytest.mark.parametrize(("label", "about"), WAYS)
def test_the_line_of_ones_own_country_is_the_first_to_call(label: str, about: str) -> None:
    lines = {country: ANSWERS[label].lines_to_call(about, country) for country in COUNTRIES}
    assert sorted(lines["NL"]) == sorted(lines["BE"])
    assert {country: TEXTS.helplines[lines[country][0]].country for country in COUNTRIES} == {"NL": "NL", "BE": "BE"}
    assert lines["NL"][2:] == lines["BE"][2:]


@pytest.mark.parametrize(
    ("helplines", "dutch", "belgian"),
    [
        (["113"], ["113"], ["113"]),
        (["113", "1813"], ["113", "1813"], ["1813", "113"]),
        (["113", "1813", "112"], ["113", "1813", "112"], ["1813", "113", "112"]),
    ],
    ids=["one", "two", "three"],
)
def test_only_the_first_two_lines_change_places(helplines: list[str], dutch: list[str], belgian: list[str]) -> None:
    answer = ANSWERS["crisis_suicide"].copy(update={"helplines": helplines})
    assert answer.lines_to_call("self", "NL") == dutch
    assert answer.lines_to_call("self", "BE") == belgian


@pytest.mark.parametrize(("label", "about"), WAYS)
def test_every_line_to_call_exists_and_can_be_pressed(label: str, about: str) -> None:
    for name in ANSWERS[label].lines_to_call(about, None):
        assert TEXTS.helplines[name].links()


@pytest.mark.parametrize("label", labels.SAFETY)
def test_every_number_in_a_text_stands_among_the_helplines(label: str) -> None:
    known = {number for row in TEXTS.helplines.values() for number in TELEPHONE.findall(f"{row.number} {row.audience}")}
    said = {number for text in texts_of(label) for number in TELEPHONE.findall(text)}
    assert said
    assert said <= known


@pytest.mark.parametrize(("label", "about"), WAYS)
def test_the_line_that_can_be_pressed_is_the_one_that_is_named(label: str, about: str) -> None:
    said = " ".join(ANSWERS[label].bubbles(about))
    assert all(TEXTS.helplines[name].number in said for name in ANSWERS[label].lines_to_call(about, None))


@pytest.mark.parametrize("label", labels.SAFETY)
def test_no_quick_reply_leads_to_a_subject(label: str) -> None:
    assert ANSWERS[label].leads_to == []


@pytest.mark.parametrize("label", labels.SAFETY)
def test_nothing_is_sold_to_danger_and_no_tip_is_given(label: str) -> None:
    assert [text for text in texts_of(label) if SELLING.search(text) or ADVISING.search(text)] == []


@pytest.mark.parametrize("label", labels.SAFETY)
def test_the_coach_is_not_named(label: str) -> None:
    coach = TEXTS.coach
    assert [text for text in texts_of(label) if coach.email in text or coach.first_name in text] == []


@pytest.mark.parametrize(("label", "about"), [way for way in WAYS if way[0] != "crisis_check"])
def test_every_opening_says_that_it_is_an_automatic_assistant(label: str, about: str) -> None:
    assert "automatische assistent" in ANSWERS[label].opening(about)


@pytest.mark.parametrize("about", ANSWERS["crisis_check"].openings)
def test_what_is_unclear_is_asked_in_one_question_that_may_be_denied(about: str) -> None:
    opening = ANSWERS["crisis_check"].opening(about)
    assert opening.count("?") == 1
    assert "Je mag ja of nee zeggen." in opening


@pytest.mark.parametrize("label", labels.SAFETY)
def test_what_is_said_meanwhile_and_afterwards_keeps_the_way_to_people_open(label: str) -> None:
    answer = ANSWERS[label]
    assert {"112"} < set(TELEPHONE.findall(answer.quiet))
    assert label == "child_user" or TELEPHONE.findall(answer.afterwards)


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            'helplines: ["113", "zelfmoordlijn", "112"]',
            'helplines: ["113", "hond"]',
            "hond",
            "crisis_suicide: de hulplijn 'hond' staat niet in helplines.yml",
        ),
        (
            'helplines: ["113", "zelfmoordlijn", "112"]',
            'helplines: ["113", "113"]',
            '"113", "113"',
            "crisis_suicide: helplines: hier staat iets dubbel",
        ),
        (
            'helplines: ["113", "zelfmoordlijn", "112"]',
            "helplines: []",
            "helplines: []",
            "crisis_suicide: helplines: dit zijn er te weinig: minstens 1",
        ),
        (
            "    over: Het gaat weer\n",
            "    over: Het gaat weer\n    title: Hulp\n",
            "title: Hulp",
            "crisis_suicide: title: deze sleutel ken ik niet; is het een tikfout?",
        ),
        (
            "    instead:\n      self:",
            "    instead:\n      violence:",
            "    instead:",
            "crisis_child_safety: instead: 'violence' staat niet bij openings",
        ),
        (
            "    closing: Is er nu gevaar? Bel dan 112.\n",
            f"    closing: {'woord ' * MAX_WORDS}\n",
            "    closing: woord",
            "crisis_suicide: closing: lines en closing komen in één tekstballon; deze tekst heeft",
        ),
    ],
    ids=[
        "a helpline nobody knows",
        "a helpline twice",
        "no helpline",
        "a quick reply to it",
        "instead of nothing",
        "a second bubble that is too long",
    ],
)
def test_a_mistake_in_an_answer_to_danger_is_named(directory: Path, old: str, new: str, at: str, message: str) -> None:
    file = directory / "safety.yml"
    edit(file, old, new)
    said = mistakes(directory)
    assert [each for each in said if each.startswith(f"safety.yml:{line(file, at)}: {message}")]


@pytest.mark.parametrize("country", COUNTRIES)
def test_lines_of_a_country_that_are_missing_are_named(directory: Path, country: str) -> None:
    file = directory / "safety.yml"
    row = next(each for each in file.read_text(encoding="utf-8").splitlines() if each.startswith(f"      {country}:"))
    edit(file, f"{row}\n", "")
    assert [each for each in mistakes(directory) if f"crisis_suicide: lines.{country}: dit veld ontbreekt" in each]


@pytest.mark.parametrize("label", labels.SAFETY)
def test_danger_is_never_offered_as_a_quick_reply(label: str) -> None:
    with pytest.raises(ValueError, match=f"danger is heard, not offered: {label} has no quick reply"):
        TEXTS.title(label)
