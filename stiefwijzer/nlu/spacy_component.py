"""Rasa's SpacyNLP, fed with our Dutch pipeline."""

from __future__ import annotations

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP

from stiefwijzer.nlu import dutch

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="DutchSpacyNLP",
)
class DutchSpacyNLP(SpacyNLP):
    """Gives every message a spaCy document in Dutch, whether or not `nl_core_news_sm` is installed.

    The text keeps its case, so that character offsets in the document are offsets in the message.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults: the text is left as it was written."""
        return {"case_sensitive": True}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DutchSpacyNLP:
        """Load the pipeline; Rasa's own check that it came from disk does not hold for the embedded one."""
        nlp, name = dutch.load()
        logger.info("Dutch pipeline in use: %s", name)
        return cls(SpacyModel(model=nlp, model_name=name), {**cls.get_default_config(), **config})
