"""Running the graph of components, which happens three times a turn.

Rasa has dask plan the same few nodes anew each time, and formats the inputs for a debug log. The order never changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner

from stiefwijzer.lean.patches.patch import Patch

#: A node, its name, and the names of the nodes and inputs whose outputs it takes.
_Step = tuple[str, Any, tuple[str, ...]]

_plans: WeakKeyDictionary[Any, dict[tuple[str, ...], list[_Step]]] = WeakKeyDictionary()


def _run(self: Any, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
    """Run the nodes the targets need, each once, and return the output of every target by name."""
    wanted = tuple(targets or self._graph_schema.target_names)
    plans = _plans.setdefault(self, {})
    if wanted not in plans:
        plans[wanted] = _plan(self, wanted)
    outputs: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
    try:
        for name, node, needs in plans[wanted]:
            outputs[name] = node(*(outputs.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return {name: outputs[name][1] for name in wanted}


def _plan(runner: Any, targets: Sequence[str]) -> list[_Step]:
    """Return the nodes the targets need, each after the nodes it takes from."""
    nodes = runner._graph_schema.minimal_graph_schema(list(targets)).nodes
    planned: dict[str, _Step] = {}

    def _add(name: str) -> None:
        if name in planned or name not in nodes:  # inputs are no nodes
            return
        needs = tuple(nodes[name].needs.values())
        for need in needs:
            _add(need)
        planned[name] = (name, runner._instantiated_nodes[name], needs)

    for target in targets:
        _add(target)
    return list(planned.values())


PLANNED_ONCE = Patch(DaskGraphRunner, "run", _run, (DaskGraphRunner,), "78a7d146c5c06d4c")
