"""The safety gate as a component of Rasa's graph: it runs before the classifier, and what it hears stands."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from stiefwijzer import labels
from stiefwijzer.nlu.hearing import EVIDENCE, HEARD
from stiefwijzer.nlu.safety.gate import Alarm, Gate, shared

#: Where a message carries what matters about danger: whose it is, whether a minor writes,
#: the country somebody is in, and what says it is over.
ABOUT = "about"
MINOR = "minor"
COUNTRY = "country"
ALL_RIGHT = "all_right"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SafetyGate(GraphComponent):
    """Sets the intent of a message that speaks of danger, from phrases people can read; the classifier leaves it alone."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyGate:
        """Read the phrases; a fault in them stops the assistant from starting."""
        return cls(shared(labels.SAFETY))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples alone: nothing here is learned."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and evidence on messages that speak of danger, and what else matters when there is any."""
        for message in messages:
            alarm, aside = self._gate.listen(message.get(TEXT) or "")
            if alarm:
                sound(message, alarm)
            message.set(COUNTRY, aside.country, add_to_output=True)
            message.set(ALL_RIGHT, list(aside.all_right), add_to_output=True)
        return messages


def sound(message: Message, alarm: Alarm) -> None:
    """Make an alarm what the message is about."""
    intent = {"name": alarm.label, "confidence": alarm.confidence}
    evidence = {"label": alarm.label, "text": alarm.text, "start": alarm.start, "end": alarm.end}
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent], add_to_output=True)
    message.set(HEARD, [{**intent, "of_partner": False}], add_to_output=True)
    message.set(EVIDENCE, [evidence], add_to_output=True)
    message.set(ABOUT, alarm.about, add_to_output=True)
    message.set(MINOR, alarm.by_minor, add_to_output=True)


def is_alarm(message: Message) -> bool:
    """Tell whether danger was heard in this message."""
    return (message.get(INTENT) or {}).get("name") in labels.SAFETY
