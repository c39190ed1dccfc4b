"""A message that says several things, or something about the partner."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from rasa_sdk import Action

from actions.answering import heard_in
from actions.conversation import ActionAccept
from actions.follow_ups import ActionFollowUp
from actions.patterns import ActionHear
from actions.speaking import offers
from actions.subjects import ActionBoundary, ActionContact, ActionExplain, ActionStep, ActionTips
from stiefwijzer import content, labels
from stiefwijzer.content import Content, PatternAnswer
from stiefwijzer.content.parts import MAX_BUBBLES, MAX_WORDS
from stiefwijzer.limits import MAX_QUOTED_WORDS
from tests.actions.running import OWN_WAY, buttons, message, run
from tests.actions.running import asked as asked_for

FEELINGS = (*labels.PATTERNS, *labels.FEELINGS)
ASKED = tuple(label for label in labels.SUBJECTS if label not in (*FEELINGS, *OWN_WAY))
#: The action of each question that is answered first.
ANSWERS: dict[str, Action] = {
    **dict.fromkeys(labels.EXPLANATIONS, ActionExplain()),
    **dict.fromkeys(labels.STEPS, ActionStep()),
    **dict.fromkeys(labels.TIPS, ActionTips()),
    **dict.fromkeys(labels.BOUNDARY, ActionBoundary()),
    **dict.fromkeys((*labels.CONTACT, *labels.PRIVACY), ActionContact()),
}
#: What is said at once of a feeling and a pattern together.
TOGETHER = [
    (feeling, pattern)
    for feeling in labels.FEELINGS
    for pattern in getattr(content.load().answers[feeling], "with_pattern", ())
]
#: Every two that are both named, so that somebody chooses.
APART = [pair for pair in permutations(FEELINGS, 2) if pair not in TOGETHER and pair[::-1] not in TOGETHER]
TEXT = "Ik ga altijd weg. Hij kijkt mij niet aan."
FIRST, SECOND = "Ik ga altijd weg", "Hij kijkt mij niet aan"


def said_both(first: str, second: str, **more: Any) -> dict[str, Any]:
    return message(TEXT, {first: FIRST, second: SECOND}, **more)


def pattern(texts: Content, label: str) -> PatternAnswer:
    answer = texts.answers[label]
    assert isinstance(answer, PatternAnswer)
    return answer


@pytest.mark.parametrize(("first", "second"), APART)
def test_two_patterns_are_both_named_and_are_the_two_buttons(texts: Content, first: str, second: str) -> None:
    turn = run(ActionHear(), first, said_both(first, second))
    (bubble,) = turn.bubbles
    for label, words in ((first, FIRST), (second, SECOND)):
        assert f"{pattern(texts, label).opening.named}: “{words}”".lower() in bubble.lower()
    assert bubble.index(FIRST) < bubble.index(SECOND)
    assert bubble.endswith("?")
    assert turn.payloads == buttons([first, second])
    assert turn.titles == [texts.title(first), texts.title(second)]
    assert turn.slots.items() >= {"offered": first, "misses": 0, "heard": first, "said": [second, first]}.items()


def test_what_is_named_first_begins_with_a_capital(texts: Content) -> None:
    (bubble,) = run(ActionHear(), FEELINGS[0], said_both(*FEELINGS[:2])).bubbles
    named = pattern(texts, FEELINGS[0]).opening.named
    assert named[0].islower()
    assert named[0].upper() + named[1:] in bubble


def test_a_pattern_that_no_words_speak_for_is_named_without_a_quotation(texts: Content) -> None:
    turn = run(ActionHear(), FEELINGS[0], message(TEXT, {FEELINGS[0]: FIRST, FEELINGS[1]: None}))
    assert turn.bubbles[0].count("“") == 1
    assert pattern(texts, FEELINGS[1]).opening.named in turn.bubbles[0]


@pytest.mark.parametrize(("first", "second"), APART)
def test_two_patterns_fit_one_bubble_with_the_longest_quotations(first: str, second: str) -> None:
    one, other = (" ".join([word] * MAX_QUOTED_WORDS) for word in ("woord", "zin"))
    turn = run(ActionHear(), first, message(f"en {one} {other} hoor", {first: one, second: other}))
    assert [len(bubble.split()) <= MAX_WORDS for bubble in turn.bubbles] == [True]


@pytest.mark.parametrize("chosen", [FEELINGS[0], FEELINGS[1]])
def test_choosing_one_of_two_patterns_answers_it_whole(texts: Content, chosen: str) -> None:
    before = run(ActionHear(), FEELINGS[0], said_both(*FEELINGS[:2]))
    after = run(ActionHear(), chosen, **before.slots)
    assert after.bubbles == asked_for(chosen).bubbles
    assert after.slots["heard"] == chosen


def test_a_yes_to_the_question_where_to_begin_takes_the_first(texts: Content) -> None:
    before = run(ActionHear(), FEELINGS[0], said_both(*FEELINGS[:2]))
    assert run(ActionAccept(), "affirm", **before.slots).bubbles == texts.answers[FEELINGS[0]].bubbles(None)


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("felt", FEELINGS)
def test_a_pattern_and_a_question_get_one_bubble_each(texts: Content, felt: str, asked: str) -> None:
    turn = run(ActionHear(), felt, said_both(felt, asked), heard="pattern_secure")
    # The question is answered as it fits the pattern in the same message, not one heard before.
    assert turn.bubbles == [texts.answers[felt].bubbles(FIRST)[0], texts.answers[asked].bubbles(felt)[0]]
    leads_to = [label for label in offers(asked) if label != felt]
    assert turn.payloads == buttons(leads_to)
    assert turn.payloads
    assert turn.slots["offered"] == leads_to[0]
    assert (turn.slots["said"], turn.slots["heard"]) == ([felt, asked], felt)


@pytest.mark.parametrize(("first", "second"), permutations(ASKED, 2))
def test_two_questions_get_one_bubble_each(texts: Content, first: str, second: str) -> None:
    turn = run(ANSWERS[first], first, said_both(first, second), heard="pattern_anxious")
    assert turn.bubbles == [texts.answers[label].bubbles("pattern_anxious")[0] for label in (first, second)]
    assert turn.payloads == buttons([label for label in offers(second) if label != first])
    assert turn.payloads
    assert turn.slots["said"] == [first, second]
    assert "heard" not in turn.slots


@pytest.mark.parametrize("others", [("explain_styles", "request_intake"), ("request_intake", "explain_styles")])
def test_with_another_thing_the_free_talk_is_offered_and_no_form_opens(texts: Content, others: tuple[str, str]) -> None:
    turn = run(ANSWERS["explain_styles"], others[0], said_both(*others))
    assert turn.bubbles == texts.answers["explain_styles"].bubbles(None)
    assert "/request_intake" in turn.payloads
    assert not [event for event in turn.events if event["event"] == "followup"]


@pytest.mark.parametrize("asked", ["delete_data", "export_data"])
@pytest.mark.parametrize("other", ["explain_styles", "pattern_anxious"])
def test_a_wish_about_ones_data_is_asked_about_alone(texts: Content, asked: str, other: str) -> None:
    for pair in ((asked, other), (other, asked)):
        turn = run(ActionContact(), pair[0], said_both(*pair))
        assert turn.bubbles == texts.answers[asked].bubbles(None)
        assert all(payload.startswith("/choice:data:") for payload in turn.payloads)


@pytest.mark.parametrize("label", labels.PATTERNS)
def test_the_partners_pattern_is_answered_as_the_partners(texts: Content, label: str) -> None:
    turn = run(ActionHear(), label, message(TEXT, {label: SECOND}, of_partner=[label]))
    answer = pattern(texts, label)
    assert answer.of_partner is not None
    assert turn.bubbles == answer.bubbles_of_partner(SECOND)
    assert f"“{SECOND}”" in turn.bubbles[0]
    assert not set(turn.bubbles) & set(answer.bubbles(SECOND))
    assert turn.payloads == buttons(answer.of_partner.leads_to)
    assert turn.slots["offered"] == answer.of_partner.leads_to[0]


OF_PARTNER = {
    "alone": message(TEXT, {"pattern_anxious": SECOND}, of_partner=["pattern_anxious"]),
    "without words": message(TEXT, {"pattern_anxious": None}, of_partner=["pattern_anxious"]),
    "with a question": said_both("pattern_anxious", "ask_step_3", of_partner=["pattern_anxious"]),
    "two of them": said_both("pattern_anxious", "pattern_avoidant", of_partner=["pattern_anxious", "pattern_avoidant"]),
}


@pytest.mark.parametrize("said", OF_PARTNER.values(), ids=OF_PARTNER)
def test_the_partners_pattern_is_not_remembered_as_ones_own(said: dict[str, Any]) -> None:
    assert "heard" not in run(ActionHear(), "pattern_anxious", said, heard="feeling_outsider").slots


@pytest.mark.parametrize("follow_up", ["repeat", "back"])
def test_the_partners_pattern_does_not_become_ones_own_when_it_is_said_again(follow_up: str) -> None:
    turn = run(ActionHear(), "pattern_anxious", OF_PARTNER["alone"], heard="feeling_outsider")
    said = [*turn.slots["said"], "ask_step_4"] if follow_up == "back" else turn.slots["said"]
    again = run(ActionFollowUp(), follow_up, heard="feeling_outsider", said=said)
    assert again.slots["heard"] == "feeling_outsider"


def test_a_question_beside_the_partners_pattern_is_answered_for_what_was_heard_before(texts: Content) -> None:
    turn = run(ActionHear(), "pattern_anxious", OF_PARTNER["with a question"], heard="pattern_avoidant")
    assert turn.bubbles == [
        pattern(texts, "pattern_anxious").bubbles_of_partner(FIRST)[0],
        asked_for("ask_step_3", heard="pattern_avoidant").bubbles[0],
    ]


def test_ones_own_feeling_beside_the_partners_pattern_is_what_is_remembered() -> None:
    said = said_both("pattern_avoidant", "feeling_outsider", of_partner=["pattern_avoidant"])
    assert run(ActionHear(), "pattern_avoidant", said).slots["heard"] == "feeling_outsider"


@pytest.mark.parametrize(("feeling", "pattern"), TOGETHER)
@pytest.mark.parametrize("turned", [False, True], ids=["feeling first", "pattern first"])
def test_a_feeling_and_a_pattern_that_belong_together_get_one_answer(
    texts: Content, feeling: str, pattern: str, turned: bool
) -> None:
    said = {pattern: FIRST, feeling: SECOND} if turned else {feeling: FIRST, pattern: SECOND}
    turn = run(ActionHear(), next(iter(said)), message(TEXT, dict(said)))
    chosen = texts.answers[feeling]
    assert isinstance(chosen, PatternAnswer)
    assert turn.bubbles == chosen.bubbles(said[feeling], None, pattern)
    assert turn.payloads == buttons(chosen.with_pattern[pattern].leads_to)
    assert turn.slots["recognised"] == [pattern, feeling]


def test_an_outsider_who_pulls_back_hears_it_otherwise_than_one_who_pushes() -> None:
    pulls_back, pushes, neither = (
        asked_for("feeling_outsider", recognised=known).bubbles[1]
        for known in (["pattern_avoidant"], ["pattern_anxious"], [])
    )
    assert len({pulls_back, pushes, neither}) == 3


@pytest.mark.parametrize("label", labels.FEELINGS)
def test_a_feeling_of_the_partner_is_answered_as_the_partners(texts: Content, label: str) -> None:
    turn = run(ActionHear(), label, message(TEXT, {label: FIRST}, of_partner=[label]))
    assert turn.bubbles == pattern(texts, label).bubbles_of_partner(FIRST)
    assert "heard" not in turn.slots


@pytest.mark.parametrize("empty", [{}, {"heard": None}, {"heard": []}], ids=["no key", "none", "empty"])
def test_a_button_says_its_label_and_nothing_else(texts: Content, empty: dict[str, Any]) -> None:
    turn = run(ActionStep(), "ask_step_2", empty)
    assert turn.bubbles == asked_for("ask_step_2").bubbles


def test_what_a_message_says_stands_in_the_order_it_was_heard() -> None:
    class Tracker:
        latest_message = said_both("pattern_avoidant", "ask_step_1", of_partner=["pattern_avoidant"])

    assert heard_in(Tracker()) == [("pattern_avoidant", FIRST, True), ("ask_step_1", SECOND, False)]


@pytest.mark.parametrize("first", FEELINGS)
def test_no_answer_takes_more_bubbles_than_there_is_room_for(first: str) -> None:
    for second in (each for each in labels.SUBJECTS if each != first):
        assert len(run(ActionHear(), first, said_both(first, second)).bubbles) <= MAX_BUBBLES
