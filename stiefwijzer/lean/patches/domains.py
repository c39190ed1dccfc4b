"""Asking whether the domain is empty.

Rasa asks for every message, and answers by turning the domain and a new empty one into dicts and comparing them. The
domain of a loaded model never changes.
"""

from __future__ import annotations

from rasa.shared.core.domain import Domain

from stiefwijzer.lean.patches.patch import Patch

_stock = Domain.is_empty


def _is_empty(self: Domain) -> bool:
    known = vars(self)
    if "_stiefwijzer_is_empty" not in known:
        known["_stiefwijzer_is_empty"] = _stock(self)
    return bool(known["_stiefwijzer_is_empty"])


EMPTINESS_KNOWN = Patch(Domain, "is_empty", _is_empty, (_stock,), "884be90ef485f1d2")
