"""The safety gate as a component of Rasa's graph: it runs before the classifier, and what it hears stands."""

from __future__ import annotations

import dataclasses
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
from stiefwijzer.nlu.safety import SafetyRules


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SafetyGate(GraphComponent):
    """Sets the intent of a message that speaks of danger, from fixed phrases; the classifier leaves it alone."""

    def __init__(self, rules: SafetyRules) -> None:
        self._rules = rules

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyGate:
        """Read the phrases; a fault in them stops the assistant from starting."""
        return cls(SafetyRules.load(labels.SAFETY))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples alone: nothing here is learned."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and evidence on messages that speak of danger."""
        for message in messages:
            alarm = self._rules.hear(message.get(TEXT) or "")
            if alarm:
                intent = {"name": alarm.label, "confidence": 1.0}
                message.set(INTENT, intent, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [intent], add_to_output=True)
                message.set(HEARD, [{**intent, "of_partner": False}], add_to_output=True)
                message.set(EVIDENCE, [dataclasses.asdict(alarm)], add_to_output=True)
        return messages


def is_alarm(message: Message) -> bool:
    """Tell whether the gate has set the intent of this message."""
    return (message.get(INTENT) or {}).get("name") in labels.SAFETY
