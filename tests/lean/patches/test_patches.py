"""The patches stand in for code we know, and do what it did. That whole conversations come out equal: test_equality.py."""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import rasa.core.policies.rule_policy
import rasa.core.processor
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.engine.exceptions import GraphComponentException, GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from stiefwijzer.lean import patches
from stiefwijzer.lean.patches import calls, events, graph, schema, trackers
from stiefwijzer.lean.patches.patch import Patch

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("patch", patches.ALL, ids=lambda patch: patch.name)
def test_rasa_has_the_code_a_patch_was_written_for(patch: Patch) -> None:
    assert patch.fingerprint_now() == patch.fingerprint, "Rasa has changed: read its new code, then mend the patch"


def test_fingerprint_changes_when_the_code_does() -> None:
    one, other = (Patch(None, "", None, (code,), "") for code in (inspect.getsource, inspect.getfile))
    assert one.fingerprint_now() != other.fingerprint_now()


@pytest.mark.parametrize("module", [rasa.core.processor, rasa.core.policies.rule_policy], ids=lambda m: m.__name__)
def test_module_copies_for_debug_logs_and_nothing_else(module: ModuleType) -> None:
    tree = ast.parse(inspect.getsource(module))
    for_logs = {
        inner
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug"
        for inner in ast.walk(call)
    }
    copies = [name for name in ast.walk(tree) if isinstance(name, ast.Name) and name.id == "copy"]
    assert copies
    assert all(name in for_logs for name in copies)


def _patched(**environment: str) -> list[str]:
    """Return what a new process says after `install()`: whether Rasa was patched, was to be, and is."""
    program = (
        "from stiefwijzer.lean import patches; before = patches.installed();"
        "print(before, patches.install(), patches.installed())"
    )
    inherited = {name: value for name, value in os.environ.items() if name != patches.SWITCH}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        env={**inherited, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.slow
def test_patches_are_installed_unless_switched_off() -> None:
    assert _patched() == ["False", "True", "True"]
    assert _patched(STIEFWIJZER_PATCHES="off") == ["False", "False", "False"]
    assert _patched(STIEFWIJZER_PATCHES="OFF") == ["False", "False", "False"]


def test_another_rasa_is_left_alone(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.delenv(patches.SWITCH, raising=False)
    monkeypatch.setattr("rasa.__version__", "3.7.0")
    before = DialogueStateTracker.copy
    assert patches.install() is False
    assert DialogueStateTracker.copy is before
    assert "3.7.0" in caplog.text


SLOT = {"event": "slot", "timestamp": None, "name": "heard", "value": "pattern_avoidant"}
RESULTS = [
    {"events": [], "responses": []},
    {"events": [SLOT], "responses": [{"text": "Hoi", "buttons": [{"title": "Ja", "payload": "/affirm"}]}]},
    {"events": [{"event": "session_started"}, {"event": "action", "name": "action_listen"}, SLOT], "responses": []},
    {"events": [{"event": "followup", "name": "action_tips"}]},
    {},
    {"events": [{"event": "slot", "timestamp": None, "value": 1}], "responses": []},
    {"events": [{"event": "nothing_rasa_knows"}], "responses": []},
    {"events": [{"name": "heard"}], "responses": []},
    {"events": [{"event": 3}], "responses": []},
    {"events": ["slot"], "responses": []},
    {"events": SLOT, "responses": []},
    {"events": [{**SLOT, "timestamp": "yesterday"}], "responses": []},
    {"events": [], "responses": "Hoi"},
    {"events": [], "responses": ["Hoi"]},
    None,
    [],
]


def _verdict(check: Any, result: Any) -> str:
    try:
        return str(check(RemoteAction("action_tips", None), result))
    except ValidationError as error:
        return str(error.message)


@pytest.mark.parametrize("result", RESULTS, ids=str)
def test_result_of_an_action_is_judged_as_rasa_judges_it(result: Any) -> None:
    patch = schema.VALIDATED_ONCE_COMPILED
    assert _verdict(patch.replacement, result) == _verdict(patch.replaced[0], result)


def test_every_kind_of_event_is_found_as_rasa_finds_it() -> None:
    patch = events.CLASSES_LOOKED_UP_ONCE
    find, stock = patch.replacement.__func__, patch.replaced[0]
    kinds = [kind.type_name for kind in Event.__subclasses__() if not inspect.isabstract(kind)]
    assert [find(kind) for kind in kinds] == [stock(kind) for kind in kinds]
    assert find("topic") is None
    assert find("unheard_of", UserUttered) is UserUttered
    with pytest.raises(ValueError, match="unheard_of"):
        find("unheard_of")


def _tracker() -> DialogueStateTracker:
    slots = [AnySlot("heard", []), AnySlot("misses", [], initial_value=0)]
    happened = [
        ActionExecuted("action_listen"),
        UserUttered("hoi", {"name": "greet", "confidence": 1.0}),
        SlotSet("heard", "pattern_anxious"),
        BotUttered("Hoi"),
        ActionExecuted("intake_form"),
        ActiveLoop("intake_form"),
    ]
    return DialogueStateTracker.from_events("someone", happened, slots)


def _everything(tracker: Any) -> dict[str, Any]:
    slots = {name: (slot.value, slot.has_been_set) for name, slot in tracker.slots.items()}
    return {**vars(tracker), "slots": slots}


def test_copy_of_a_tracker_is_as_a_replay_would_make_it() -> None:
    tracker = _tracker()
    tracker.model_id = None
    replayed = tracker.travel_back_in_time(float("inf"))
    assert _everything(trackers.COPIED_NOT_REPLAYED.replacement(tracker)) == _everything(replayed)


def test_copy_of_a_tracker_goes_its_own_way() -> None:
    tracker = _tracker()
    before = _everything(_tracker())
    twin = trackers.COPIED_NOT_REPLAYED.replacement(tracker)
    for event in (SlotSet("heard", None), SlotSet("misses", 2), ActiveLoop(None), UserUttered("nee")):
        twin.update(event)
    twin = trackers.COPIED_NOT_REPLAYED.replacement(tracker)
    twin.active_loop.rejected = True
    after = _everything(tracker)
    assert {name: after[name] for name in ("slots", "active_loop")} == {
        name: before[name] for name in ("slots", "active_loop")
    }
    assert len(tracker.events) == len(_tracker().events)
    assert tracker.latest_message.text == "hoi"


class Doubles(GraphComponent):
    """Takes a number, or fails."""

    @classmethod
    def create(cls, *_: Any, **__: Any) -> Doubles:
        return cls()

    def run(self, number: int) -> int:
        if number < 0:
            raise RuntimeError("below zero")
        return number * 2


def _runner() -> DaskGraphRunner:
    def node(source: str) -> SchemaNode:
        return SchemaNode({"number": source}, Doubles, "create", "run", {}, eager=True)

    nodes = {"last": node("middle"), "middle": node("first"), "first": node("__number__"), "aside": node("first")}
    return DaskGraphRunner(GraphSchema(nodes), None, ExecutionContext(GraphSchema(nodes)))


@pytest.mark.parametrize("targets", [["last"], ["last", "first"], ["aside"], ["first", "aside", "last"]])
def test_graph_runs_what_the_targets_need_and_gives_their_outputs(targets: list[str]) -> None:
    stock, ours = _runner(), graph.PLANNED_ONCE.replacement
    expected = DaskGraphRunner.run(stock, {"__number__": 3}, targets)
    runner = _runner()
    assert ours(runner, {"__number__": 3}, targets) == expected
    assert ours(runner, {"__number__": 4}, targets) == DaskGraphRunner.run(stock, {"__number__": 4}, targets)


@pytest.mark.parametrize("inputs", [{"__number__": -1}, {}, None])
def test_graph_that_fails_fails_as_with_rasa(inputs: dict[str, Any] | None) -> None:
    failures = []
    for run in (graph.PLANNED_ONCE.replacement, DaskGraphRunner.run):
        with pytest.raises((GraphRunError, GraphComponentException)) as failure:
            run(_runner(), inputs, ["last"])
        failures.append((failure.type, str(failure.value)))
    assert failures[0] == failures[1]


def test_action_in_this_process_is_called_with_what_rasa_would_send() -> None:
    domain = Domain.from_dict({"actions": ["action_tips"]})
    tracker = _tracker()
    action = RemoteAction("action_tips", EndpointConfig(url="in-process:actions"))
    call, expected = calls.NOTHING_SERIALISED.replacement, calls.NOTHING_SERIALISED.replaced[0]
    ours = call(action, tracker, domain)
    assert {**ours, "tracker": {**ours["tracker"], "events": list(ours["tracker"]["events"])}} == expected(
        action, tracker, domain
    )
    assert ours["domain"] is call(action, tracker, domain)["domain"]


def test_action_elsewhere_is_called_as_ever() -> None:
    domain = Domain.from_dict({"actions": ["action_tips"]})
    tracker = _tracker()
    action = RemoteAction("action_tips", EndpointConfig(url="http://127.0.0.1:5055/webhook"))
    call = calls.NOTHING_SERIALISED.replacement(action, tracker, domain)
    assert type(call["tracker"]["events"]) is list


def test_events_are_those_of_the_moment_of_the_call() -> None:
    tracker = _tracker()
    lazy = calls.LazyEvents(tracker)
    tracker.update(SlotSet("misses", 1, timestamp=time.time()))
    assert len(lazy) == len(tracker.events) - 1
    assert lazy[-1]["event"] == "active_loop"
    lazy.append({"event": "slot"})
    assert lazy[-1] == {"event": "slot"}
