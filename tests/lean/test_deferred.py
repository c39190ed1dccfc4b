"""A package that is imported when it is used, not when it is named."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stiefwijzer.lean.deferred import Deferred, is_deferred
from tests.server.running import ROOT, environment

PACKAGE = "a_package_used_later"


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A stand-in for a package that exists and has not been imported."""
    (tmp_path / PACKAGE).mkdir()
    (tmp_path / PACKAGE / "__init__.py").write_text(
        "LIMIT = 3\nTABLE = {'a': 1}\nclass Base: pass\nclass UsageError(Exception): pass\ndef double(x): return 2 * x\n"
    )
    (tmp_path / PACKAGE / "part.py").write_text("def half(x): return x // 2\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield Deferred(PACKAGE)
    for name in [name for name in sys.modules if name.startswith(PACKAGE)]:
        del sys.modules[name]


def test_naming_a_symbol_imports_nothing(later: Any) -> None:
    assert repr(later.double) == f"<deferred {PACKAGE}.double>"
    assert PACKAGE not in sys.modules


def test_calling_a_symbol_imports_the_package(later: Any) -> None:
    assert later.double(4) == 8
    assert PACKAGE in sys.modules


def test_a_symbol_of_a_submodule_is_found(later: Any) -> None:
    assert later.part.half(8) == 4


def test_a_submodule_can_be_named_by_itself(later: Any) -> None:
    assert Deferred(f"{PACKAGE}.part").half(8) == 4


def test_looking_inside_a_symbol_imports_the_package(later: Any) -> None:
    assert later.TABLE["a"] == 1


def test_a_module_attribute_is_that_of_the_real_one(later: Any) -> None:
    assert later.Base.__name__ == "Base"


def test_inheriting_gives_the_real_base_class(later: Any) -> None:
    class Child(later.Base):
        """A subclass of something imported just now."""

    assert Child.__bases__ == (sys.modules[PACKAGE].Base,)


def test_isinstance_asks_the_real_class(later: Any) -> None:
    symbol = later.Base
    assert isinstance(later.Base(), symbol)
    assert not isinstance("text", symbol)


def test_issubclass_asks_the_real_class(later: Any) -> None:
    symbol = later.Base
    assert issubclass(type(later.Base()), symbol)
    assert not issubclass(str, symbol)


def test_an_exception_is_the_real_class_at_once(later: Any) -> None:
    assert later.UsageError is sys.modules[PACKAGE].UsageError


def test_an_except_clause_catches_the_real_exception(later: Any) -> None:
    error = later.UsageError
    with pytest.raises(error):
        raise sys.modules[PACKAGE].UsageError


def test_a_symbol_that_does_not_exist_fails_when_it_is_used(later: Any) -> None:
    symbol = later.nothing_like_it
    with pytest.raises(ImportError, match="nothing_like_it"):
        symbol()


def test_a_package_that_was_imported_already_is_not_deferred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "twilio", raising=False)
    assert is_deferred("twilio")
    monkeypatch.setitem(sys.modules, "twilio", sys)
    assert not is_deferred("twilio")


@pytest.mark.parametrize("package", ["json", "spacy", "sqlalchemy"])
def test_a_package_that_rasa_needs_is_not_deferred(package: str) -> None:
    assert not is_deferred(package)


@pytest.mark.slow
def test_serving_imports_nothing_that_is_deferred(tmp_path: Path) -> None:
    code = (
        "import sys;"
        "from stiefwijzer import cli;"
        "from stiefwijzer.lean.deferred import PACKAGES;"
        "from stiefwijzer.server import app;"
        "app.create_app(app.load_agent(cli.MODEL));"
        "print(*sorted(PACKAGES & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, env=environment(tmp_path)
    )
    # Two of Rasa's channels inherit from a class, or catch an error, of their library.
    assert done.stdout.splitlines()[-1].split() == ["jwt", "twilio"]
