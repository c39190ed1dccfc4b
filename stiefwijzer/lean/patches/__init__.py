"""Rasa without what it does in every turn and nobody needs: a few small patches, each with its reason and its guard.

A patch changes how long something takes, never what comes out. `STIEFWIJZER_PATCHES=off` leaves Rasa as it ships, so that
the two can be compared (tests/lean/patches/test_equality.py). Each patch carries the fingerprint of the code it stands in
for, and a test fails when Rasa changes that code (tests/lean/patches/test_patches.py).
"""

from __future__ import annotations

import logging
import os
from typing import Final

import rasa

from stiefwijzer.lean.patches import calls, debugging, domains, events, graph, rules, schema, trackers
from stiefwijzer.lean.patches.patch import Patch

logger = logging.getLogger(__name__)

#: The Rasa whose code the patches were written for.
RASA_VERSION: Final = "3.6.21"
#: Set to "off" to leave Rasa as it ships.
SWITCH: Final = "STIEFWIJZER_PATCHES"

ALL: Final[tuple[Patch, ...]] = (
    schema.VALIDATED_ONCE_COMPILED,
    events.CLASSES_LOOKED_UP_ONCE,
    trackers.COPIED_NOT_REPLAYED,
    trackers.ALL_EVENTS_COUNT,
    graph.PLANNED_ONCE,
    rules.LAST_STATES_ONLY,
    rules.FITTING_RULES_ONLY,
    domains.EMPTINESS_KNOWN,
    calls.NOTHING_SERIALISED,
    *debugging.NOTHING_COPIED_FOR_LOGS,
)


def install() -> bool:
    """Patch Rasa, unless the environment or another version of Rasa forbids it; doing it twice is harmless.

    Returns:
        Whether Rasa is patched now.
    """
    if os.environ.get(SWITCH, "").lower() == "off":
        return False
    if rasa.__version__ != RASA_VERSION:
        logger.warning("Rasa is %s, the patches are for %s: turns will be slower", rasa.__version__, RASA_VERSION)
        return False
    for patch in ALL:
        patch.apply()
    return True


def installed() -> bool:
    """Tell whether Rasa is patched."""
    return all(getattr(patch.owner, patch.name) is patch.in_place for patch in ALL)
