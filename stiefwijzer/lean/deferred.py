"""A package that is imported when it is first used, not when it is first named.

Rasa imports the libraries of every channel, broker and database it knows, and scikit-learn, each time it starts. A
`Deferred` stands for such a package, or for something in it, until somebody calls it, inherits from it or looks inside.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from typing import Any, Final

#: Top-level packages that `rasa.*` may name without importing them: the libraries of channels, brokers and databases
#: that are not in use, and what is for training, testing or the terminal only.
PACKAGES: Final = frozenset(
    {
        "aio_pika",
        "aiormq",
        "apscheduler",
        "boto3",
        "botocore",
        "confluent_kafka",
        "fbmessenger",
        "google",
        "jwt",
        "matplotlib",
        "mattermostwrapper",
        "portalocker",  # locks stdout; brings redis
        "prompt_toolkit",
        "pymongo",
        "questionary",
        "rocketchat_API",
        "scipy",  # features of other classifiers; ours needs it to be trained
        "sklearn",
        "sklearn_crfsuite",
        "slack_sdk",
        "socketio",
        "twilio",
        "webexteamssdk",
    }
)

#: What a module or class says about itself; asking that is using it.
_ABOUT_ITSELF: Final = frozenset({"__version__", "__file__", "__path__", "__name__", "__all__", "__dict__"})


def is_deferred(package: str) -> bool:
    """Tell whether an import of this top-level package can wait; once somebody has imported it, it need not."""
    return package in PACKAGES and package not in sys.modules


class Deferred:
    """A module, or something in a module, that has not been imported yet."""

    def __init__(self, module: str, *path: str) -> None:
        self._deferred = (module, path)

    def _resolved(self) -> Any:
        module, path = self._deferred
        found: Any = importlib.import_module(module)
        for position, name in enumerate(path, start=1):
            try:
                found = getattr(found, name)
            except AttributeError:
                # `from package import submodule` looks like an attribute until it is imported.
                found = importlib.import_module(".".join((module, *path[:position])))
        return found

    def __getattr__(self, name: str) -> Any:
        if name in _ABOUT_ITSELF:
            return getattr(self._resolved(), name)
        if name.startswith("__"):
            # `typing` and others probe whatever they are given; that is no use of it.
            raise AttributeError(f"{self!r} has not been imported, and says nothing about {name}")
        module, path = self._deferred
        later = Deferred(module, *path, name)
        # An `except` clause needs the class itself.
        return later._resolved() if name.endswith(("Error", "Exception")) else later

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Import it now, and call it."""
        return self._resolved()(*args, **kwargs)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        """Serve as a base class."""
        return (self._resolved(),)

    def __instancecheck__(self, instance: object) -> bool:
        return isinstance(instance, self._resolved())

    def __subclasscheck__(self, subclass: type) -> bool:
        return issubclass(subclass, self._resolved())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._resolved())

    def __getitem__(self, key: Any) -> Any:
        return self._resolved()[key]

    def __repr__(self) -> str:
        module, path = self._deferred
        return f"<deferred {'.'.join((module, *path))}>"
