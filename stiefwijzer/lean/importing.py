"""Give modules of the `rasa` package, and only those, the TensorFlow stand-in and packages that are imported on first use.

A few modules elsewhere, listed in `deferred.MODULES`, get the single packages that are named there on first use.

The stand-in is never put into `sys.modules`: thinc, scikit-learn and others probe for TensorFlow and must go on seeing
that it is absent. Instead every `rasa.*` module runs with its own `__import__`, which answers for those names.
"""

from __future__ import annotations

import builtins
import importlib.machinery
import importlib.util
import sys
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import lru_cache
from importlib.abc import Loader, MetaPathFinder
from types import ModuleType
from typing import Any

from stiefwijzer.lean import standin
from stiefwijzer.lean.deferred import CHANNELS, MODULES, Deferred, DeferredChannel, can_wait, is_deferred
from stiefwijzer.lean.standin import StandIn

Import = Callable[..., Any]

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


def _import_for(importer: str, importing: Import) -> Import:
    """Return an `__import__` for a module of `deferred.MODULES`; what cannot wait there goes to `importing`."""

    def import_later(
        name: str,
        globals: MutableMapping[str, Any] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        module = importlib.util.resolve_name("." * level + name, (globals or {}).get("__package__"))
        if not can_wait(importer, module):
            return importing(name, globals, locals, fromlist, level)
        if globals is not None and module.startswith(f"{importer}."):
            # Importing a submodule would have made it an attribute of the package.
            child = module.removeprefix(f"{importer}.").partition(".")[0]
            globals.setdefault(child, Deferred(f"{importer}.{child}"))
        if module in CHANNELS:
            return DeferredChannel(module)
        return Deferred(module if fromlist else module.partition(".")[0])

    return import_later


class _LeanLoader(Loader):
    """Runs a module with builtins in which `__import__` is ours."""

    def __init__(self, loader: Loader, importing: Import) -> None:
        self._loader = loader
        self._importing = importing

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["__builtins__"] = {**vars(builtins), "__import__": self._importing}
        self._loader.exec_module(module)

    def __getattr__(self, name: str) -> Any:
        # importlib.resources and inspect ask the loader for more (get_data, get_source, is_package, ...).
        return getattr(self._loader, name)


class RasaFinder(MetaPathFinder):
    """Finds `rasa`, its submodules and the importers of `deferred.MODULES` where they always were; wraps their loader."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the wrapped spec of a module that is ours to make lean; None for everything else."""
        importing: Import = _import_for_rasa if fullname.partition(".")[0] == "rasa" else _real_import
        if fullname in MODULES:
            importing = _import_for(fullname, importing)
        if importing is _real_import:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _LeanLoader(spec.loader, importing)
        return spec


@lru_cache(maxsize=1)
def tensorflow_is_installed() -> bool:
    """Tell whether the real TensorFlow can be imported; the stand-in then steps aside."""
    return importlib.util.find_spec("tensorflow") is not None


def install() -> None:
    """Make imports by `rasa.*` lean from now on; doing it twice is harmless."""
    if not any(isinstance(finder, RasaFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, RasaFinder())
