"""A package that is imported when it is first used, not when it is first named.

Rasa imports the libraries of every channel, broker and database it knows, and scikit-learn, each time it starts. A
`Deferred` stands for such a package, or for something in it, until somebody calls it, inherits from it or looks inside.
A few modules elsewhere name a single large package in the same way; `MODULES` lists them.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
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
        "pkg_resources",  # looks at every installed package when it is imported
        "portalocker",  # locks stdout; brings redis
        "prompt_toolkit",
        "pymongo",
        "questionary",
        "requests",
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

#: Rasa's channels that are not in use: the module of each, and the name under which credentials.yml knows it.
CHANNELS: Final[Mapping[str, str]] = {
    "rasa.core.channels.botframework": "botframework",
    "rasa.core.channels.facebook": "facebook",
    "rasa.core.channels.hangouts": "hangouts",
    "rasa.core.channels.mattermost": "mattermost",
    "rasa.core.channels.rasa_chat": "rasa",
    "rasa.core.channels.rocketchat": "rocketchat",
    "rasa.core.channels.slack": "slack",
    "rasa.core.channels.socketio": "socketio",
    "rasa.core.channels.telegram": "telegram",
    "rasa.core.channels.twilio": "twilio",
    "rasa.core.channels.twilio_voice": "twilio_voice",
    "rasa.core.channels.webexteams": "webexteams",
}

#: Modules that one other module may name without importing them: the importer, and what can wait there.
MODULES: Final[Mapping[str, frozenset[str]]] = {
    # For showing a graph in a notebook; brings jinja2.
    "dask.highlevelgraph": frozenset({"dask.widgets"}),
    # For the name of a platform to install for; setuptools answers for it, and brings all of itself.
    "packaging.tags": frozenset({"distutils.util"}),
    # They inherit from the libraries of their services, which would be imported after all.
    "rasa.core.channels": frozenset(CHANNELS),
    # For one switch in the environment.
    "sanic.server.loop": frozenset({"distutils.util"}),
    # For `spacy.info`; brings spaCy's whole command line.
    "spacy": frozenset({"spacy.cli.info"}),
    # For tracebacks in colour.
    "structlog.dev": frozenset({"rich", "rich.console", "rich.traceback"}),
}

#: What a module or class says about itself; asking that is using it.
_ABOUT_ITSELF: Final = frozenset({"__version__", "__file__", "__path__", "__name__", "__all__", "__dict__"})


def is_deferred(package: str) -> bool:
    """Tell whether an import of this top-level package can wait; once somebody has imported it, it need not."""
    return package in PACKAGES and package not in sys.modules


def can_wait(importer: str, module: str) -> bool:
    """Tell whether `importer` may name this module without importing it; once it was imported, it need not."""
    return module in MODULES.get(importer, ()) and module not in sys.modules


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
        """Import it now, and call it; for a few small functions of large packages, do their work without importing."""
        module, path = self._deferred
        small = _SMALL.get((module, *path)) if module not in sys.modules else None
        return (small or self._resolved())(*args, **kwargs)

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


class DeferredChannel(Deferred):
    """A channel of Rasa, which is asked for its name when Rasa starts and for nothing else."""

    def __getattr__(self, name: str) -> Any:
        module, path = self._deferred
        if path and name == "name":
            return lambda: CHANNELS[module]
        found = super().__getattr__(name)
        return DeferredChannel(module, name) if isinstance(found, Deferred) and not path else found


def _resource_filename(package: str, name: str) -> str:
    """Return the place of a file that came with a package, as `pkg_resources` does for an unpacked one."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return str(Path(spec.origin).parent / name)


def _strtobool(value: str) -> int:
    """Return 1 for a word that means yes and 0 for one that means no, as `distutils` reads them."""
    if value.lower() in {"y", "yes", "t", "true", "on", "1"}:
        return 1
    if value.lower() in {"n", "no", "f", "false", "off", "0"}:
        return 0
    raise ValueError(f"invalid truth value {value!r}")


#: Functions that are called at every start, and are worth less than importing the package around them.
_SMALL: Final[Mapping[tuple[str, ...], Callable[..., Any]]] = {
    ("distutils.util", "strtobool"): _strtobool,
    ("pkg_resources", "resource_filename"): _resource_filename,
}
