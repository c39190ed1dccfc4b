"""The intent model as a component of Rasa's graph."""

from __future__ import annotations

import dataclasses
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from stiefwijzer.nlu import hearing
from stiefwijzer.nlu.hearing import EVIDENCE
from stiefwijzer.nlu.intent_model import IntentModel
from stiefwijzer.nlu.safety_component import is_alarm
from stiefwijzer.nlu.spacy_component import DutchSpacyNLP

_RANKING_LENGTH = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HearingClassifier(GraphComponent, IntentClassifier):
    """Gives every message its intent, the ranking behind it and the words it rests on."""

    def __init__(self, model: IntentModel | None, model_storage: ModelStorage, resource: Resource) -> None:
        self._model = model
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def required_components(cls) -> list[type]:
        """Return what must run before: the component that gives messages their spaCy document."""
        return [DutchSpacyNLP]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HearingClassifier:
        """Return an untrained component."""
        return cls(None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> HearingClassifier:
        """Return the component as it was trained."""
        with model_storage.read_from(resource) as directory:
            return cls(IntentModel.load(directory), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and store the model."""
        examples = [example for example in training_data.intent_examples if example.get(SPACY_DOCS[TEXT])]
        self._model = IntentModel.fit(
            [example.get(SPACY_DOCS[TEXT]) for example in examples], [example.get(INTENT) for example in examples]
        )
        with self._model_storage.write_to(self._resource) as directory:
            self._model.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and evidence on every message, but never over what the safety gate heard."""
        for message in messages:
            if is_alarm(message):
                continue
            doc = message.get(SPACY_DOCS[TEXT])
            readings, evidence = self._model.hear(doc) if self._model is not None and doc else ([], None)
            heard = hearing.decide(readings)
            ranking = [{"name": reading.label, "confidence": reading.confidence} for reading in readings]
            message.set(INTENT, {"name": heard.label, "confidence": heard.confidence}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[:_RANKING_LENGTH], add_to_output=True)
            message.set(EVIDENCE, [dataclasses.asdict(evidence)] if evidence else [], add_to_output=True)
        return messages
