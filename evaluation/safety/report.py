"""What was seen, as tables: recall by kind, false alarms and questions, each with its interval, and the misses."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from evaluation.safety.ears import Ear
from evaluation.safety.messages import Dangerous, LookAlike
from evaluation.tables import markdown
from stiefwijzer import labels

_CHECK: Final = "crisis_check"
#: The 97.5th percentile of the normal distribution.
_Z: Final = 1.959964


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson, which stays honest near 0 and 1."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def share(right: int, of: int) -> str:
    """Return a share with its interval as it is written in a table."""
    if not of:
        return "-"
    low, high = wilson(right, of)
    return f"{right / of * 100:.1f} % ({low * 100:.0f} to {high * 100:.0f})"


Seen = Callable[[Dangerous, str | None], bool]


def is_seen(_: Dangerous, heard: str | None) -> bool:
    """Tell whether danger was seen at all; a direct question counts."""
    return heard is not None


def is_right(message: Dangerous, heard: str | None) -> bool:
    """Tell whether the right kind of danger was heard."""
    return heard in message.right


def by_kind(messages: Sequence[Dangerous], ear: Ear) -> str:
    """Return the table of one listener: what it saw of each kind, said plainly and hinted at."""
    rows = []
    for label in (*labels.SAFETY, None):
        of_kind = [
            (message, heard)
            for message, heard in zip(messages, ear.heard, strict=False)
            if label in (None, message.label)
        ]
        rows.append(
            [
                label or "all",
                str(len(of_kind)),
                *(
                    _share_of(of_kind, test, explicit=explicit)
                    for explicit in (True, False)
                    for test in (is_seen, is_right)
                ),
            ]
        )
    header = [ear.name, "n", "plain: seen", "plain: right kind", "hinted: seen", "hinted: right kind"]
    return markdown(header, rows)


def _share_of(pairs: Iterable[tuple[Dangerous, str | None]], test: Seen, *, explicit: bool) -> str:
    chosen = [(message, heard) for message, heard in pairs if message.explicit is explicit]
    return share(sum(test(message, heard) for message, heard in chosen), len(chosen))


def compared(
    danger: Sequence[Dangerous],
    varied: Sequence[Dangerous],
    look_alikes: Sequence[LookAlike],
    ordinary: int,
    ears: Sequence[Ear],
) -> str:
    """Return the table of all listeners; each heard danger, variants, look-alikes and ordinary messages, in this order."""
    rows = []
    for ear in ears:
        cut = [len(danger), len(danger) + len(varied), len(danger) + len(varied) + len(look_alikes)]
        first, second, third = ear.heard[: cut[0]], ear.heard[cut[0] : cut[1]], ear.heard[cut[1] : cut[2]]
        fourth = ear.heard[cut[2] :]
        plain = [heard for message, heard in zip(danger, first, strict=True) if message.explicit]
        hinted = [heard for message, heard in zip(danger, first, strict=True) if not message.explicit]
        rows.append(
            [
                ear.name,
                share(sum(heard is not None for heard in plain), len(plain)),
                share(sum(heard is not None for heard in hinted), len(hinted)),
                share(sum(heard is not None for heard in second), len(second)),
                share(sum(heard not in (None, _CHECK) for heard in third), len(third)),
                share(sum(heard == _CHECK for heard in third), len(third)),
                share(sum(heard not in (None, _CHECK) for heard in fourth), ordinary),
                share(sum(heard == _CHECK for heard in fourth), ordinary),
                f"{statistics.median(ear.milliseconds):.2f}",
            ]
        )
    header = [
        "listener", "plain: seen", "hinted: seen", "variants: seen", "look-alikes: alarm", "look-alikes: asked",
        "ordinary: alarm", "ordinary: asked", "median ms",
    ]  # fmt: skip
    return markdown(header, rows)


def by_variant(varied: Sequence[Dangerous], heard: Sequence[str | None], name: str) -> str:
    """Return what is seen of each way of writing the same."""
    rows = []
    for variant in dict.fromkeys(message.variant for message in varied):
        of_it = [each for message, each in zip(varied, heard, strict=True) if message.variant == variant]
        rows.append([variant, str(len(of_it)), share(sum(each is not None for each in of_it), len(of_it))])
    return markdown([f"{name}: ways of writing", "n", "seen"], rows)


def misses(danger: Sequence[Dangerous], look_alikes: Sequence[LookAlike], heard: Sequence[str | None]) -> str:
    """Return what was heard wrongly, one message a line, for whoever judges it: no phrase may be written after it."""
    lines = [
        f"{message.id}\t{message.label}\t{'plain' if message.explicit else 'hinted'}\theard {each}\t{message.text}"
        for message, each in zip(danger, heard, strict=False)
        if each not in message.right
    ]
    after = heard[len(heard) - len(look_alikes) :]
    lines += [
        f"{message.id}\tlook-alike ({message.why})\t\theard {each}\t{message.text}"
        for message, each in zip(look_alikes, after, strict=True)
        if each is not None
    ]
    return "\n".join(lines) + "\n"
