"""Looking at the last states and the fitting rules only, the policy finds what it finds in all of them."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rasa.core.featurizers.tracker_featurizers import MaxHistoryTrackerFeaturizer
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import SHOULD_NOT_BE_SET

from stiefwijzer.lean.patches import rules
from tests.storage.talking import DOMAIN, KINDS, Move, Writer, add, plain_tracker

possible_keys, stock_possible_keys = rules.FITTING_RULES_ONLY.replacement, rules.FITTING_RULES_ONLY.replaced[0]
prediction_states = rules.LAST_STATES_ONLY.replacement

_ACTIONS = st.sampled_from(["action_listen", "action_tips", "intake_form", SHOULD_NOT_BE_SET])
_STATES = st.fixed_dictionaries(
    {},
    optional={
        "prev_action": st.one_of(
            st.fixed_dictionaries({"action_name": _ACTIONS}), st.just({"action_text": "Hoi"}), st.just({})
        ),
        "user": st.fixed_dictionaries(
            {}, optional={"intent": st.sampled_from(["greet", "ask_tips", SHOULD_NOT_BE_SET]), "text": st.just("hoi")}
        ),
        "slots": st.fixed_dictionaries({"role": st.sampled_from([[1.0, 0.0], SHOULD_NOT_BE_SET])}),
        "active_loop": st.fixed_dictionaries({"name": st.sampled_from(["intake_form", SHOULD_NOT_BE_SET])}),
    },
)
_RULES = st.lists(st.lists(_STATES, min_size=1, max_size=4), max_size=12)
_MOVES = st.lists(
    st.builds(Move, kind=st.sampled_from(KINDS), intent=st.sampled_from(["greet", "ask"])), min_size=1, max_size=8
)


def policy(lookup: dict[str, str], other: dict[str, str] | None = None) -> Any:
    """Return a rule policy that knows these rules."""
    bare = RulePolicy.__new__(RulePolicy)
    bare.lookup = {RULES: lookup, RULES_FOR_LOOP_UNHAPPY_PATH: other or {}}
    bare._RulePolicy__featurizer = bare._Policy__featurizer = MaxHistoryTrackerFeaturizer(None, None)
    return bare


def lookup_of(all_states: list[list[dict[str, Any]]]) -> dict[str, str]:
    return {json.dumps(states, sort_keys=True): "action_listen" for states in all_states}


def as_in_a_conversation(state: dict[str, Any]) -> dict[str, Any]:
    """Return a state with tuples where a conversation has them and a stored rule has lists."""
    slots = {name: tuple(value) if isinstance(value, list) else value for name, value in state.get("slots", {}).items()}
    return {**state, **({"slots": slots} if slots else {})}


@given(_RULES, st.lists(_STATES, max_size=5))
def test_same_rules_apply_as_when_every_rule_is_compared(
    known: list[list[dict[str, Any]]], happened: list[dict[str, Any]]
) -> None:
    lookup = lookup_of(known)
    states = [as_in_a_conversation(state) for state in happened]
    knowing = policy(lookup)
    assert possible_keys(knowing, lookup, states) == stock_possible_keys(knowing, lookup, states)


def test_rules_that_are_learned_later_apply_too() -> None:
    state = {"prev_action": {"action_name": "action_listen"}, "user": {"intent": "greet"}}
    lookup: dict[str, str] = {}
    learning = policy(lookup)
    assert possible_keys(learning, lookup, [state]) == set()
    lookup.update(lookup_of([[state]]))
    assert possible_keys(learning, lookup, [state]) == set(lookup)


@given(_MOVES, st.integers(1, 6), st.booleans())
def test_states_are_the_last_of_those_rasa_works_out(moves: list[Move], longest: int, as_text: bool) -> None:
    tracker, writer = plain_tracker(), Writer()
    for move in moves:
        add(tracker, writer.turn(tracker, move))
    looking = policy(lookup_of([[{}] * longest]))
    expected = Policy._prediction_states(looking, tracker, DOMAIN, as_text)
    assert prediction_states(looking, tracker, DOMAIN, as_text) == expected[-longest:]
