"""Taking the understanding out of a model archive, for those who look at it without a conversation around it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from rasa.engine.storage.local_model_storage import LocalModelStorage

from stiefwijzer.nlu.classifier import HearingClassifier
from stiefwijzer.nlu.understanding import Understanding


def understanding(model: Path) -> Understanding:
    """Return what a trained model hears with.

    Args:
        model: An archive made by `train`.

    Raises:
        rasa.engine.exceptions.GraphComponentException: It is no model of this assistant.
    """
    with tempfile.TemporaryDirectory() as directory:
        storage, metadata = LocalModelStorage.from_model_archive(Path(directory), model)
        node = next(node for node in metadata.predict_schema.nodes.values() if node.uses is HearingClassifier)
        with storage.read_from(node.resource) as stored:
            return Understanding.load(stored)
