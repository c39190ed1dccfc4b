"""Work in as many processes as there are cores: for training, which is a hundred small pieces of work on the same data.

Threads would not do: reading is Python, and liblinear draws its lots from one source for all threads of a process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

#: What the processes do. They are forks, so they find it here, and the data it works on need not be sent to them.
_work: Callable[[Any], Any] | None = None


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Return what `work` makes of each item, in their order; the results are pickled.

    On one core, and where a process cannot be forked safely (anywhere but on Linux), one after the other.
    """
    processes = min(_cores(), len(items))
    if processes < 2:  # noqa: PLR2004 - nothing to do side by side
        return [work(item) for item in items]
    global _work  # noqa: PLW0603 - a fork copies it; an argument would have to be pickled
    _work = work
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
            return list(pool.map(_do, items))
    finally:
        _work = None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _do(item: Any) -> Any:
    assert _work is not None  # noqa: S101 - set before the fork
    return _work(item)
