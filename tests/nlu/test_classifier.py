"""The classifier in the graph, after the gate: what the gate heard stands, as a question where it is doubtful."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from stiefwijzer.nlu.classifier import HearingClassifier
from stiefwijzer.nlu.hearing import EVIDENCE
from stiefwijzer.nlu.safety import Alarm
from stiefwijzer.nlu.safety.component import ABOUT, MINOR, sound
from stiefwijzer.nlu.safety.examples import Example
from stiefwijzer.nlu.understanding import Understanding
from tests.nlu import making

DANGER = ["hij slaat mij", "mijn man slaat mij als hij drinkt", "gisteren heeft hij mij geslagen", "hij slaat me hard"]
TRAINING = ["op de training leren we trappen", "ik geef training in boksen", "na de training drinken we thee"]


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding.learn(
        [making.doc(text) for text in ("hallo", "hoi daar", "dank je wel", "bedankt")],
        [("greet",), ("greet",), ("thanks",), ("thanks",)],
        making.lexicon(),
        [*(Example(text, "crisis_violence", "self") for text in DANGER), *(Example(text, None) for text in TRAINING)],
    )


def heard(understanding: Understanding | None, text: str, *, by_minor: bool = False) -> Message:
    """Return a message in which the gate heard violence, as the classifier passes it on."""
    message = Message({TEXT: text, SPACY_DOCS[TEXT]: making.doc(text)})
    sound(message, Alarm("crisis_violence", "self", text[:4], 0, 4, by_minor=by_minor))
    unused: Any = None
    (passed,) = HearingClassifier(understanding, unused, unused).process([message])
    return passed


def test_what_sounds_like_danger_is_left_alone(understanding: Understanding) -> None:
    message = heard(understanding, "mijn man slaat mij")
    assert (message.get(INTENT)["name"], message.get(ABOUT)) == ("crisis_violence", "self")


def test_what_sounds_like_something_else_becomes_a_question_with_the_same_evidence(
    understanding: Understanding,
) -> None:
    message = heard(understanding, "op de training leren we boksen en trappen")
    assert (message.get(INTENT)["name"], message.get(ABOUT)) == ("crisis_check", "violence")
    assert message.get(EVIDENCE) == [{"label": "crisis_check", "text": "op d", "start": 0, "end": 4}]


def test_a_minor_is_answered_and_not_asked(understanding: Understanding) -> None:
    message = heard(understanding, "op de training leren we boksen en trappen", by_minor=True)
    assert (message.get(INTENT)["name"], message.get(MINOR)) == ("crisis_violence", True)


def test_without_a_model_the_gate_is_believed() -> None:
    assert heard(None, "op de training leren we boksen en trappen").get(INTENT)["name"] == "crisis_violence"
