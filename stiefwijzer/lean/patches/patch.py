"""What a patch is."""

from __future__ import annotations

import hashlib
import inspect
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Patch:
    """One attribute of Rasa, and what stands in for it.

    Attributes:
        owner: The class or module.
        name: The attribute.
        replacement: What it becomes.
        replaced: The functions, classes or modules whose code the replacement was written against.
        fingerprint: The SHA-256 of their source, first 16 digits; when it differs, read Rasa's new code and think again.
    """

    owner: Any
    name: str
    replacement: Any
    replaced: tuple[Any, ...]
    fingerprint: str

    def apply(self) -> None:
        """Put the replacement in place."""
        setattr(self.owner, self.name, self.replacement)

    @property
    def in_place(self) -> Any:
        """What the attribute reads as when the patch is applied."""
        return self.replacement.__func__ if isinstance(self.replacement, staticmethod) else self.replacement

    def fingerprint_now(self) -> str:
        """Return the fingerprint of that code as it is installed."""
        sources = "".join(inspect.getsource(part) for part in self.replaced)
        return hashlib.sha256(sources.encode()).hexdigest()[:16]
