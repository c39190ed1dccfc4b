"""Predicting by rules.

Rasa works out the state after every action of the conversation, twice for each prediction, and compares it with every rule.
A rule is compared with the last states only, as many as it has itself, and few rules ask for the last action and intent.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from rasa.core.featurizers.tracker_featurizers import MaxHistoryTrackerFeaturizer
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

from stiefwijzer.lean.patches.patch import Patch

_stock_possible_keys = RulePolicy._get_possible_keys

#: The last action and intent a rule asks for; None where it leaves them open.
_Asked = tuple[str | None, str | None]


class _Index:
    """The rules of one lookup, by what each asks of the last state."""

    def __init__(self, policy: Any, lookup: dict[str, str]) -> None:
        self._lookup = lookup
        self._size = len(lookup)
        self._rules: dict[_Asked, dict[str, str]] = defaultdict(dict)
        self.longest = 1
        for key, action in lookup.items():
            states = policy._rule_key_to_state(key)
            self._rules[_asked(states[-1])][key] = action
            self.longest = max(self.longest, len(states))

    def is_of(self, lookup: dict[str, str]) -> bool:
        """Tell whether it was made from this lookup, as it is now."""
        return self._lookup is lookup and self._size == len(lookup)

    def fitting(self, state: State) -> dict[str, str]:
        """Return the rules that a last state does not rule out at once."""
        action, intent = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME), state.get(USER, {}).get(INTENT)
        asked = {(a, i) for a in (action, None) for i in (intent, None)}
        return {key: name for one in asked for key, name in self._rules.get(one, {}).items()}


def _asked(state: State) -> _Asked:
    action = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    if not action or action == SHOULD_NOT_BE_SET:
        return None, None  # of a rule for the start of a conversation Rasa compares nothing else
    intent = state.get(USER, {}).get(INTENT)
    return action, intent if intent and intent != SHOULD_NOT_BE_SET else None


def _index(policy: Any, lookup: dict[str, str]) -> _Index:
    indexes: list[_Index] = vars(policy).setdefault("_stiefwijzer_indexes", [])
    for index in indexes:
        if index.is_of(lookup):
            return index
    indexes[:] = [*indexes[-1:], _Index(policy, lookup)]  # a policy has two lookups
    return indexes[-1]


def _possible_keys(self: Any, lookup: dict[str, str], states: list[State]) -> set[str]:
    """Return the rules that apply to the last states."""
    fitting = _index(self, lookup).fitting(states[-1]) if states else lookup
    return set(_stock_possible_keys(self, fitting, states))


def _prediction_states(
    self: Any,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool = False,
    rule_only_data: dict[str, Any] | None = None,
) -> list[State]:
    """Return the last states of a conversation, as many as the longest rule has."""
    longest = max(_index(self, self.lookup[name]).longest for name in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH))
    states = _last_states(tracker, domain, longest)
    self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
    return states


def _last_states(tracker: DialogueStateTracker, domain: Domain, number: int) -> list[State]:
    """Return the states before the last actions, and the one now."""
    events = tracker.applied_events()
    runs = [at for at, event in enumerate(events) if isinstance(event, ActionExecuted)]
    shown = {*runs[max(len(runs) - number + 1, 0) :], len(events)}
    before, states = tracker.init_copy(), []
    for at, event in enumerate([*events, None]):
        if at in shown:
            states.append(domain.get_active_state(before))
        if event is not None:
            before.update(event)
    return states


LAST_STATES_ONLY = Patch(
    RulePolicy,
    "_prediction_states",
    _prediction_states,
    (
        Policy._prediction_states,
        MaxHistoryTrackerFeaturizer.prediction_states,
        RulePolicy._standard_featurizer,
        DialogueStateTracker.past_states,
        DialogueStateTracker.generate_all_prior_trackers,
        Domain.states_for_tracker_history,
    ),
    "73941263e7a52de2",
)
FITTING_RULES_ONLY = Patch(
    RulePolicy,
    "_get_possible_keys",
    _possible_keys,
    (
        RulePolicy._get_possible_keys,
        RulePolicy._is_rule_applicable,
        RulePolicy._does_rule_match_state,
        RulePolicy._find_action_from_rules,
    ),
    "ce575ef4b9e1e4bb",
)
