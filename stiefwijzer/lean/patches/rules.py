"""Predicting by rules.

Rasa works out the state after every action of the conversation, twice for each prediction. A rule is compared with the last
states only, as many as it has itself.
"""

from __future__ import annotations

from typing import Any

from rasa.core.featurizers.tracker_featurizers import MaxHistoryTrackerFeaturizer
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

from stiefwijzer.lean.patches.patch import Patch


def _prediction_states(
    self: Any,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool = False,
    rule_only_data: dict[str, Any] | None = None,
) -> list[State]:
    """Return the last states of a conversation, as many as the longest rule has."""
    runs = sum(isinstance(event, ActionExecuted) for event in tracker.applied_events())
    skipped = runs + 1 - _longest(self)
    states = [
        domain.get_active_state(before)
        for at, (before, _) in enumerate(tracker.generate_all_prior_trackers())
        if at >= skipped
    ]
    self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
    return states


def _longest(policy: Any) -> int:
    lookup = policy.lookup
    keys = [*lookup[RULES], *lookup[RULES_FOR_LOOP_UNHAPPY_PATH]]
    return max((len(policy._rule_key_to_state(key)) for key in keys), default=1)


LAST_STATES_ONLY = Patch(
    RulePolicy,
    "_prediction_states",
    _prediction_states,
    (
        Policy._prediction_states,
        MaxHistoryTrackerFeaturizer.prediction_states,
        DialogueStateTracker.past_states,
        DialogueStateTracker.generate_all_prior_trackers,
        Domain.states_for_tracker_history,
        RulePolicy._get_possible_keys,
        RulePolicy._is_rule_applicable,
        RulePolicy._standard_featurizer,
    ),
    "4c3760daa6a22f28",
)
