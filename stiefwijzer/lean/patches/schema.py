"""Checking what an action returned.

Rasa calls `jsonschema.validate`, which first checks the schema against the schema of schemas: most of the cost of a turn,
for a schema that never changes. Then it tries twenty kinds of events on each event, although an event names its kind.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

from stiefwijzer.lean.patches.patch import Patch

_stock = RemoteAction._validate_action_result


def _validate(self: Any, result: Any) -> bool:
    """Return True; Rasa's own check words the error when the result is not valid."""
    return True if _is_valid(result) else bool(_stock(self, result))


def _is_valid(result: Any) -> bool:
    shape, kinds = _validators()
    return shape.is_valid(result) and all(
        kinds[event["event"]].is_valid(event) if event["event"] in kinds else False
        for event in result.get("events", [])
    )


@lru_cache(maxsize=1)
def _validators() -> tuple[Any, dict[str, Any]]:
    """Return a validator for all but the kinds of events, and one for the events of each kind."""
    spec = RemoteAction.action_response_format_spec()
    validator = validator_for(spec)
    validator.check_schema(spec)
    items = spec["properties"]["events"]["items"]
    any_kind = {**spec["properties"]["events"], "items": {k: v for k, v in items.items() if k != "oneOf"}}
    shape = validator({**spec, "properties": {**spec["properties"], "events": any_kind}})
    by_kind: dict[str, list[Any]] = {}
    for kind in items["oneOf"]:
        by_kind.setdefault(kind["properties"]["event"]["const"], []).append(kind)
    return shape, {name: validator({"oneOf": kinds}) for name, kinds in by_kind.items()}


VALIDATED_ONCE_COMPILED = Patch(RemoteAction, "_validate_action_result", _validate, (_stock,), "f8cdb4be68123961")
