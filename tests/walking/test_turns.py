"""A turn is played as Rasa plays it."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel

from stiefwijzer.channels import incoming
from stiefwijzer.content import Content
from stiefwijzer.walking.turns import NoAnswerError, Player, pressed


@pytest.fixture(scope="module")
def player() -> Player:
    return Player()


@pytest.mark.parametrize("payload", ["/greet", "/go_back", "/topic:about_partners", "/choice:begin:something"])
def test_a_button_is_the_message_that_a_channel_makes_of_it(payload: str) -> None:
    message = incoming.pressed(payload, session_id="s", channel="c", message_id="m", output=CollectingOutputChannel())
    made: dict[str, Any] = dict(message.parse_data or {})
    assert pressed(payload).items() <= made.items()


def test_somebody_who_comes_for_the_first_time_is_welcomed(player: Player, texts: Content) -> None:
    turn = player.play(player.begin(), pressed("/greet"))
    assert turn.bubbles[0] == texts.moments.welcome.text
    assert turn.slots["welcomed"] is True


def test_somebody_who_comes_back_is_known(player: Player, texts: Content) -> None:
    turn = player.play(player.begin(), pressed("/explain_styles"))
    again = player.play(player.begin_again(turn.slots), pressed("/greet"))
    assert again.bubbles[0].startswith(texts.moments.welcome_back.text)


def test_what_is_remembered_is_what_the_action_set(player: Player) -> None:
    turn = player.play(player.begin(), pressed("/topic:about_partners"))
    assert turn.slots["said"] == ["about_partners"]
    assert turn.slots["danger"] is None


def test_the_lines_to_call_are_part_of_the_answer(player: Player) -> None:
    assert "Bel 112" in player.play(player.begin(), pressed("/crisis_suicide")).links


def test_an_intent_that_no_rule_answers_is_told(player: Player) -> None:
    with pytest.raises(NoAnswerError, match="geen regel voor de bedoeling 'ask_cat'"):
        player.play(player.begin(), pressed("/ask_cat"))


def test_an_action_that_fails_is_told_with_its_name(player: Player) -> None:
    with pytest.raises(NoAnswerError, match="'action_explain' struikelt over"):
        player.play({}, {**pressed("/topic"), "text": None, "intent": {"name": "topic"}, "nuances": 5})
