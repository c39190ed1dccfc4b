"""Debug logs nobody reads: Rasa copies events and states to the bottom, for log lines that are then not written."""

from __future__ import annotations

from types import SimpleNamespace

import rasa.core.policies.rule_policy
import rasa.core.processor

from stiefwijzer.lean.patches.patch import Patch


def _as_it_is(value: object) -> object:
    return value


#: Stands for the module `copy` where only debug logs use it; the test of the patches reads Rasa's source to see that.
_NO_COPIES = SimpleNamespace(deepcopy=_as_it_is)

NOTHING_COPIED_FOR_LOGS = (
    Patch(rasa.core.processor, "copy", _NO_COPIES, (rasa.core.processor,), "f42dfbf26e2ffcb6"),
    Patch(rasa.core.policies.rule_policy, "copy", _NO_COPIES, (rasa.core.policies.rule_policy,), "952d1a13906511ac"),
)
