"""Give modules of the `rasa` package, and only those, the TensorFlow stand-in and packages that are imported on first use.

The stand-in is never put into `sys.modules`: thinc, scikit-learn and others probe for TensorFlow and must go on seeing
that it is absent. Instead every `rasa.*` module runs with its own `__import__`, which answers for those names.
"""

from __future__ import annotations

import builtins
import importlib.machinery
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.abc import Loader, MetaPathFinder
from types import ModuleType
from typing import Any

from stiefwijzer.lean import standin
from stiefwijzer.lean.deferred import Deferred, is_deferred
from stiefwijzer.lean.standin import StandIn

_real_import = builtins.__import__


def _import_for_rasa(
    name: str,
    globals: Mapping[str, object] | None = None,
    locals: Mapping[str, object] | None = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> Any:
    top = name.partition(".")[0]
    if level == 0 and top in standin.PACKAGES and not tensorflow_is_installed():
        return StandIn(name if fromlist else top)
    if level == 0 and is_deferred(top):
        return Deferred(name if fromlist else top)
    return _real_import(name, globals, locals, fromlist or (), level)


class _RasaLoader(Loader):
    """Runs a `rasa.*` module with builtins in which `__import__` knows the stand-in."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__builtins__"] = {**vars(builtins), "__import__": _import_for_rasa}
        self._loader.exec_module(module)

    def __getattr__(self, name: str) -> Any:
        # importlib.resources and inspect ask the loader for more (get_data, get_source, is_package, ...).
        return getattr(self._loader, name)


class RasaFinder(MetaPathFinder):
    """Finds `rasa` and its submodules where they always were, and wraps their loader."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the wrapped spec for `rasa` and `rasa.*`; None (not ours) for everything else."""
        if fullname != "rasa" and not fullname.startswith("rasa."):
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _RasaLoader(spec.loader)
        return spec


@lru_cache(maxsize=1)
def tensorflow_is_installed() -> bool:
    """Tell whether the real TensorFlow can be imported; the stand-in then steps aside."""
    return importlib.util.find_spec("tensorflow") is not None


def install() -> None:
    """Make imports by `rasa.*` lean from now on; doing it twice is harmless."""
    if not any(isinstance(finder, RasaFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, RasaFinder())
