"""Training without reading every example three times.

Rasa's importers ask for the examples once for the domain, once for the validation and once for the training, and each
time parse the YAML anew: a third of the time of our training. Nobody changes what was read (merging copies), so the first
reading will do.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import lru_cache

from rasa.shared.nlu.training_data import loading


@contextlib.contextmanager
def examples_read_once() -> Iterator[None]:
    """Within this, a file of examples is read once; afterwards Rasa reads as it always did."""
    as_shipped = loading.load_data
    loading.load_data = lru_cache(maxsize=None)(as_shipped)
    try:
        yield
    finally:
        loading.load_data = as_shipped
