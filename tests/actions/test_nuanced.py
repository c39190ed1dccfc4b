"""What is answered for how it is said: shame, anger, silence, "dat klopt niet", "de tweede"."""

from __future__ import annotations

import pytest

from actions.answering import Said
from actions.conversation import ActionAccept, ActionDecline
from actions.patterns import ActionHear
from actions.subjects import ActionExplain, ActionStep
from stiefwijzer import labels
from stiefwijzer.content import Content
from tests.actions.running import Talk, asked, buttons, message, run

SMALL_TALK = ["ashamed", "angry", "swearing", "no_help", "how_are_you", "silence"]


@pytest.mark.parametrize("nuance", SMALL_TALK)
def test_each_has_an_answer_of_its_own_that_leads_on(texts: Content, nuance: str) -> None:
    turn = Talk().says("een paar woorden", labels.NOT_SURE, nuance)
    moment = getattr(texts.moments.small_talk, nuance)
    assert turn.bubbles == [moment.text]
    assert turn.payloads == buttons(moment.leads_to)


def test_no_two_of_them_say_the_same(texts: Content) -> None:
    assert len({getattr(texts.moments.small_talk, nuance).text for nuance in SMALL_TALK}) == len(SMALL_TALK)


@pytest.mark.parametrize("nuance", ["swearing", "silence"])
def test_swearing_or_sighing_beside_a_subject_is_only_its_tone(nuance: str, texts: Content) -> None:
    turn = Talk().says("kut ik hoor er niet bij", "feeling_outsider", nuance, action=ActionHear())
    assert turn.bubbles == texts.answers["feeling_outsider"].bubbles(None)


def test_a_long_story_is_answered_for_what_it_tells(texts: Content) -> None:
    told = "ik schaam me ervoor maar ik hoor er gewoon niet bij als zijn kinderen er zijn"
    turn = Talk().says(told, "feeling_outsider", "ashamed", action=ActionHear())
    assert turn.bubbles == texts.answers["feeling_outsider"].bubbles(None)


def test_shame_that_sounds_like_a_pattern_is_answered_as_shame(texts: Content) -> None:
    told = "ik zit op de trap en iedereen slaapt. ik schaam me dat ik dit typ"
    turn = Talk().says(told, "pattern_anxious", "ashamed", action=ActionHear())
    assert turn.bubbles == [texts.moments.small_talk.ashamed.text]
    assert "heard" not in turn.slots


def test_a_button_has_no_tone(texts: Content) -> None:
    turn = run(ActionStep(), "ask_step_2", {"nuances": ["angry"]})
    assert turn.bubbles == texts.answers["ask_step_2"].bubbles(None)


@pytest.mark.parametrize(("nuance", "at"), [("first", 0), ("second", 1), ("third", 2)])
def test_what_was_offered_can_be_chosen_by_its_number(nuance: str, at: int) -> None:
    talk = Talk()
    offered = talk.hear(ActionExplain(), "explain_styles").payloads
    turn = talk.says("doe die maar", labels.NOT_SURE, nuance)
    assert turn.bubbles == asked(offered[at].removeprefix("/")).bubbles


def test_the_number_of_a_step_is_no_number_of_a_button() -> None:
    talk = Talk()
    talk.hear(ActionExplain(), "explain_styles")
    turn = talk.says("de tweede stap", "ask_step_2", "second", "step_by_number", action=ActionStep())
    assert turn.slots["step"] == "ask_step_2"


def test_both_of_two_things_that_were_named_are_answered(texts: Content) -> None:
    talk = Talk()
    text = "Ik ga altijd weg. Ik sta ertussen."
    heard = {"pattern_avoidant": "Ik ga altijd weg", "feeling_insider": "Ik sta ertussen"}
    talk.hear(ActionHear(), "pattern_avoidant", message(text, dict(heard)))
    turn = talk.says("allebei", labels.NOT_SURE, "both")
    assert turn.bubbles == [texts.answers[label].bubbles(None)[0] for label in heard]
    assert Said("pattern_avoidant", None, of_partner=False).label in turn.slots["recognised"]


@pytest.mark.parametrize("label", [*labels.PATTERNS, *labels.FEELINGS])
def test_what_is_not_so_is_forgotten(texts: Content, label: str) -> None:
    talk = Talk(heard="pattern_secure" if label != "pattern_secure" else "feeling_insider")
    before = talk.slots["heard"]
    talk.hear(ActionHear(), label)
    turn = talk.says("nee dat klopt niet", "deny", "wrong", action=ActionDecline())
    assert turn.bubbles == [texts.moments.misread.text]
    assert (turn.slots["heard"], turn.slots["recognised"]) == (before, [before])


def test_a_plain_no_forgets_nothing() -> None:
    talk = Talk()
    talk.hear(ActionHear(), "pattern_anxious")
    talk.says("nee", "deny", action=ActionDecline())
    assert talk.slots["heard"] == "pattern_anxious"


@pytest.mark.parametrize("label", [*labels.SUBJECTS, "greet", "affirm", "deny"])
def test_saying_yes_for_ever_never_says_the_same_twice(label: str) -> None:
    talk = Talk(role="stepparent", recognised=["pattern_anxious"])
    said = [tuple(talk.hear(ActionStep(), label).bubbles)]
    for _ in range(8):
        turn = talk.hear(ActionAccept(), "affirm")
        if talk.slots.get("exercise"):  # there a yes is an answer
            break
        assert tuple(turn.bubbles) not in said
        said.append(tuple(turn.bubbles))
