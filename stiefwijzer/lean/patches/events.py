"""Finding the class of a stored event.

Rasa walks through all subclasses of `Event`, and asks of each whether it is abstract, for every event it reads.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa.shared.core.events import Event

from stiefwijzer.lean.patches.patch import Patch

_stock = Event.resolve_by_type
_known = lru_cache(maxsize=None)(_stock)


def _resolve(type_name: str, default: Any = None) -> Any:
    """Return the event class of a type; what is not known, or has a default, is Rasa's to answer."""
    return _known(type_name) if default is None else _stock(type_name, default)


CLASSES_LOOKED_UP_ONCE = Patch(Event, "resolve_by_type", staticmethod(_resolve), (_stock,), "b5cf570fa7f286c7")
