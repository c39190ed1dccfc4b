"""Training without reading every example three times.

Rasa's importers ask for the examples once for the domain, once for the validation and once for the training, and each
time parse the YAML anew: a third of the time of our training. Nobody changes what was read (merging copies), so the first
reading will do.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from rasa.shared.nlu.training_data import loading


@contextlib.contextmanager
def examples_read_once() -> Iterator[None]:
    """Within this, a file of examples is read once; afterwards Rasa reads as it always did."""
    as_shipped = loading.load_data

    @cache
    def read(file: str) -> Any:
        return as_shipped(file)

    # The language that Rasa passes, once "nl" and once "en", says nothing to the reader of its own format.
    loading.load_data = lambda file, language=None: read(file)
    try:
        yield
    finally:
        loading.load_data = as_shipped
