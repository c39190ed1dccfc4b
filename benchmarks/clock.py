"""A clock around the parts of some work, that says what each part cost."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any


class Clock:
    """Charges what is spent to the part that is running; a part within a part interrupts the outer one.

    Attributes:
        spent: What each part cost, in the units of `read`, in the order in which the parts began.
    """

    def __init__(self, first: str, read: Callable[[], Sequence[float]], since: Sequence[float] | None = None) -> None:
        """Begin.

        Args:
            first: The part that is charged while no other is running.
            read: Returns what was spent until now, such as seconds, or seconds and megabytes.
            since: What `read` would have returned at the beginning, when that was before now.
        """
        self.spent: dict[str, list[float]] = {}
        self._running = [first]
        self._read = read
        self._since = read() if since is None else since

    def charge(self) -> None:
        """Charge what was spent since the last time to the part that is running."""
        now = self._read()
        spent = self.spent.setdefault(self._running[-1], [0.0] * len(now))
        spent[:] = [value + after - before for value, after, before in zip(spent, now, self._since, strict=True)]
        self._since = now

    def forget(self) -> None:
        """Begin anew: what was charged so far does not count."""
        self.charge()
        self.spent.clear()

    def replace(self, name: str) -> None:
        """Let what follows count for `name` where no part is running."""
        self.charge()
        self._running[0] = name

    @contextlib.contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Charge what happens within to `name`."""
        self.charge()
        self._running.append(name)
        try:
            yield
        finally:
            self.charge()
            self._running.pop()

    def watch(self, owner: Any, attribute: str, name: str) -> None:
        """Put the clock around a function of a module, or a method of a class, awaited or not.

        Raises:
            AttributeError: There is no such thing any more.
        """
        watched = inspect.getattr_static(owner, attribute)
        bound = isinstance(watched, classmethod | staticmethod)
        around = self._around(watched.__func__ if bound else watched, name)
        setattr(owner, attribute, type(watched)(around) if bound else around)

    def _around(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def around(*args: Any, **kwargs: Any) -> Any:
            with self.part(name):
                result = function(*args, **kwargs)
            return self._awaited(result, name) if inspect.isawaitable(result) else result

        return around

    async def _awaited(self, result: Awaitable[Any], name: str) -> Any:
        with self.part(name):
            return await result
