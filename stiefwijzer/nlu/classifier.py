"""Understanding as a component of Rasa's graph."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from stiefwijzer import labels
from stiefwijzer.nlu.hearing import EVIDENCE, HEARD, LANGUAGE, NUANCES, Reading
from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.safety import Alarm
from stiefwijzer.nlu.safety import examples as danger_examples
from stiefwijzer.nlu.safety.component import MINOR, is_alarm, sound
from stiefwijzer.nlu.spacy_component import DutchSpacyNLP
from stiefwijzer.nlu.understanding import Evidence, Understanding, Understood
from stiefwijzer.nlu.worry import Worry

_RANKING_LENGTH = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HearingClassifier(GraphComponent, IntentClassifier):
    """Gives every message its labels (the first one is its intent), the ranking behind them and the words they rest on."""

    def __init__(self, understanding: Understanding | None, model_storage: ModelStorage, resource: Resource) -> None:
        self._understanding = understanding
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
            return cls(Understanding.load(directory), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and store what was learned."""
        examples = [example for example in training_data.intent_examples if example.get(SPACY_DOCS[TEXT])]
        self._understanding = Understanding.learn(
            [example.get(SPACY_DOCS[TEXT]) for example in examples],
            [labels_of(example) for example in examples],
            Lexicon.read(),
            danger_examples.read(labels.SAFETY),
        )
        with self._model_storage.write_to(self._resource) as directory:
            self._understanding.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set what was heard on every message; what the safety gate heard stands, as a question where that is doubtful."""
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            if is_alarm(message):
                self._doubt(message, doc)
                continue
            understood = self._understanding.hear(doc) if self._understanding is not None and doc else Understood()
            if understood.worry:
                sound(message, _alarm(understood.worry, understood.evidence))
                continue
            for name, value in _as_output(understood).items():
                message.set(name, value, add_to_output=True)
        return messages

    def _doubt(self, message: Message, doc: Any) -> None:
        """Ask about the danger that the gate heard, when nothing else in a message sounds like it."""
        if message.get(MINOR):
            return
        kind = message.get(INTENT)["name"]
        about = self._understanding.question_about(doc, kind) if self._understanding is not None and doc else None
        if about:
            (found,) = message.get(EVIDENCE)
            sound(message, Alarm(labels.CRISIS_CHECK, about, found["text"], found["start"], found["end"]))


def labels_of(example: Message) -> tuple[str, ...]:
    """Return what a training example teaches: its intent, and what the metadata of its entry add.

    `also` names more labels; `about: partner` says whose pattern it is.
    """
    metadata = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    of_partner = (labels.OF_PARTNER,) if metadata.get("about") == "partner" else ()
    return (labels.label_of(example.get(INTENT)), *metadata.get("also", ()), *of_partner)


def may_be_of_partner(heard: Sequence[str]) -> tuple[str, ...]:
    """Return which of the labels that were heard are the partner's, when a message is about the partner.

    A pattern; a feeling only when there is no pattern: who writes "hij klapt dicht en ik hoor er niet bij" feels that self.
    """
    patterns = tuple(label for label in heard if label in labels.PATTERNS)
    return patterns or tuple(label for label in heard if label in labels.FEELINGS)


def _alarm(worried: Worry, evidence: Sequence[Evidence]) -> Alarm:
    piece = evidence[0] if evidence else Evidence(worried.label, "", 0, 0)
    return Alarm(worried.label, worried.about, piece.text, piece.start, piece.end, worried.confidence)


def _as_output(understood: Understood) -> dict[str, Any]:
    """Return what a message carries to rules and actions."""
    heard, ranking = understood.decision
    sure = heard[0] if heard else Reading(labels.NOT_SURE, 1.0 - ranking[0].confidence if ranking else 1.0)
    return {
        INTENT: {"name": labels.intent_of(sure.label), "confidence": sure.confidence},
        INTENT_RANKING_KEY: [{"name": each.label, "confidence": each.confidence} for each in ranking[:_RANKING_LENGTH]],
        HEARD: [
            {
                "name": each.label,
                "confidence": each.confidence,
                "of_partner": understood.of_partner and each.label in may_be_of_partner([one.label for one in heard]),
            }
            for each in heard
        ],
        EVIDENCE: [dataclasses.asdict(piece) for piece in understood.evidence],
        LANGUAGE: understood.language,
        NUANCES: list(understood.nuances),
    }
