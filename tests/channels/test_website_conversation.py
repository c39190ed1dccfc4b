"""Talking over HTTP with the really running server: what a visitor reads and can press."""

from __future__ import annotations

import pytest
import requests

from stiefwijzer.content import Content, PatternAnswer
from tests.server.running import Bubble, Server, Visitor, texts_of, titles_of

pytestmark = pytest.mark.slow

HEARD = {
    "pattern_avoidant": "Zodra mijn vriend wil knuffelen loop ik weg, ik red me liever alleen.",
    "pattern_anxious": "Als hij niet meteen antwoordt raak ik in paniek en denk ik dat hij me gaat verlaten.",
    "pattern_disorganised": "Het ene moment klamp ik me aan haar vast en het volgende moment stoot ik haar weg.",
    "pattern_secure": "Mijn vrouw en ik vertrouwen elkaar, we bespreken alles rustig en zijn er voor elkaar.",
    "feeling_outsider": "Als zijn dochters er zijn lijk ik lucht, ik hoor er gewoon niet bij.",
    "feeling_insider": "Ik word heen en weer getrokken tussen mijn zoon en mijn nieuwe vriend.",
}
#: Who the person is, where their words say so.
ROLES = {"feeling_outsider": "stepparent", "feeling_insider": "bioparent"}


@pytest.fixture
def known(visitor: Visitor) -> Visitor:
    """Somebody who has been welcomed."""
    visitor.say("hallo")
    return visitor


def test_starting_a_session_answers_201_with_a_token_and_nothing_else(server: Server) -> None:
    answer = requests.post(f"{server.url}/chat/sessions", timeout=10)

    assert answer.status_code == 201
    assert list(answer.json()) == ["token"]
    assert isinstance(answer.json()["token"], str)


def test_answer_holds_messages_with_text_and_quick_replies_and_nothing_else(visitor: Visitor) -> None:
    answer = visitor.post({"id": "8c0e1f52-6f0e-4f0a-9f55-0a4f5c6f3c11", "text": "welke stappen zijn er?"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert list(answer.json()) == ["messages"]
    for message in answer.json()["messages"]:
        assert set(message) == {"text", "quick_replies"}
        assert isinstance(message["text"], str)
        for reply in message["quick_replies"]:
            assert {name: type(value) for name, value in reply.items()} == {"title": str, "payload": str}


@pytest.mark.parametrize("label", HEARD)
def test_pattern_or_feeling_is_heard_and_answered_from_the_article(label: str, known: Visitor, texts: Content) -> None:
    answer = texts.answers[label]
    assert isinstance(answer, PatternAnswer)

    opening, at_home = answer.bubbles("{words}", ROLES.get(label))

    bubbles = known.say(HEARD[label])

    assert texts_of(bubbles)[0].startswith(opening.partition("{words}")[0])
    assert texts_of(bubbles)[0].endswith(answer.picture.text)
    assert texts_of(bubbles)[1] == at_home
    assert titles_of(bubbles) == [texts.title(to) for to in answer.leads_to]


@pytest.mark.parametrize("label", HEARD)
def test_answer_to_a_pattern_quotes_only_words_that_were_written(label: str, known: Visitor) -> None:
    quoted = texts_of(known.say(HEARD[label]))[0].partition("“")[2].partition("”")[0].strip("…")

    assert quoted
    assert quoted in HEARD[label]


def test_first_turn_says_that_it_is_an_automatic_assistant_and_no_emergency_help(visitor: Visitor) -> None:
    welcome = texts_of(visitor.say(HEARD["pattern_avoidant"]))[0]

    assert "automatische assistent" in welcome
    assert "geen noodhulp" in welcome
    assert "112" in welcome


def test_second_turn_does_not_welcome_again(known: Visitor) -> None:
    assert "automatische assistent" not in " ".join(texts_of(known.say("welke stappen zijn er?")))


def test_pressing_a_quick_reply_gives_the_answer_it_names(known: Visitor, texts: Content) -> None:
    reply = known.say("welke stappen zijn er?")[-1]["quick_replies"][0]

    bubbles = known.press(reply)

    assert reply["title"] == texts.title("ask_step_1")
    assert texts_of(bubbles) == texts.answers["ask_step_1"].bubbles(None)


def _every_answer_a_button_leads_to(visitor: Visitor) -> dict[str, list[Bubble]]:
    answers: dict[str, list[Bubble]] = {}
    waiting = [
        reply for said in ("hoi", "bedankt", *HEARD.values()) for reply in visitor.say(said)[-1]["quick_replies"]
    ]
    while waiting:
        reply = waiting.pop()
        if reply["title"] not in answers:
            answers[reply["title"]] = visitor.press(reply)
            waiting += answers[reply["title"]][-1]["quick_replies"]
    return answers


def test_every_button_that_can_be_reached_is_answered_in_few_bubbles_with_short_buttons(
    visitor: Visitor, texts: Content
) -> None:
    answers = _every_answer_a_button_leads_to(visitor)

    assert len(answers) > 15
    for title, bubbles in answers.items():
        assert 1 <= len(bubbles) <= 3, title
        assert all(text.strip() for text in texts_of(bubbles)), title
        # The form asks something that only the person can type.
        is_asked = texts_of(bubbles)[-1] in {texts.intake.questions.name.text, texts.intake.questions.name.again}
        assert bubbles[-1]["quick_replies"] or bubbles[-1].get("links") or is_asked, title
        assert max(map(len, titles_of(bubbles)), default=0) <= 24, title


@pytest.mark.parametrize("said", [*HEARD.values(), "hoi", "😀", "qwrtz bvncx"])
def test_first_turn_has_at_most_three_bubbles(said: str, visitor: Visitor) -> None:
    assert 1 <= len(visitor.say(said)) <= 3


@pytest.mark.parametrize("said", ["😀😀", "qwrtz bvncx", "/restart"])
def test_what_cannot_be_understood_is_asked_back_with_choices(said: str, known: Visitor) -> None:
    assert len(titles_of(known.say(said))) >= 2


def test_ja_takes_up_what_the_answer_before_offered(known: Visitor, texts: Content) -> None:
    known.say(HEARD["pattern_avoidant"])

    assert texts_of(known.say("ja graag")) == texts.answers["ask_step_3"].bubbles("pattern_avoidant")
