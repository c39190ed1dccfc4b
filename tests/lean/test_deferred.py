"""A package that is imported when it is used, not when it is named."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stiefwijzer.lean.deferred import Deferred, can_wait, is_deferred
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
        "from stiefwijzer.lean.deferred import MODULES, PACKAGES;"
        "from stiefwijzer.server import app;"
        "app.create_app(app.load_agent(cli.MODEL));"
        "later = PACKAGES | set().union(*MODULES.values()) | {'aiogram', 'jinja2', 'redis', 'setuptools', 'typer'};"
        "print(*sorted(later & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, env=environment(tmp_path)
    )
    assert done.stdout.splitlines()[-1] == ""


def python(code: str) -> str:
    """Return what code prints in a Python of its own."""
    command = [sys.executable, "-W", "ignore", "-c", textwrap.dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout.strip()


@pytest.mark.parametrize(("importer", "module"), [("spacy", "spacy.cli.info"), ("structlog.dev", "rich")])
def test_a_module_waits_for_its_importer_only(importer: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, module, raising=False)
    assert can_wait(importer, module)
    assert not can_wait("json", module)
    monkeypatch.setitem(sys.modules, module, sys)
    assert not can_wait(importer, module)


@pytest.mark.slow
def test_what_an_importer_named_still_works() -> None:
    said = python(
        """
        import io, sys
        import packaging.tags, spacy, structlog.dev, dask.highlevelgraph, sanic.server.loop
        print([name for name in ("spacy.cli", "rich", "distutils", "jinja2") if name in sys.modules])
        print(spacy.info(silent=True)["spacy_version"] == spacy.__version__, spacy.cli.info is not spacy.info)
        print(next(packaging.tags.sys_tags()).platform.startswith("linux") or "manylinux")
        try:
            1 / 0
        except ZeroDivisionError:
            structlog.dev.rich_traceback(text := io.StringIO(), sys.exc_info())
        print("ZeroDivisionError" in text.getvalue())
        print("HighLevelGraph" in dask.highlevelgraph.HighLevelGraph({}, {})._repr_html_())
        """
    )
    assert said.splitlines() == ["[]", "True True", "manylinux", "True", "True"]


@pytest.mark.slow
def test_deferred_channels_are_known_by_their_own_names() -> None:
    said = python(
        """
        import importlib, sys
        from rasa.core.channels import BUILTIN_CHANNELS
        from stiefwijzer.lean.deferred import CHANNELS
        print([module for module in CHANNELS if module in sys.modules])
        for module, name in CHANNELS.items():
            importlib.import_module(module)
            if BUILTIN_CHANNELS[name]._resolved().name() != name:
                print(module, "is not", name)
        print(len(BUILTIN_CHANNELS))
        """
    )
    assert said.splitlines() == ["[]", "15"]


@pytest.mark.slow
def test_a_deferred_channel_can_be_made_and_inherited_from() -> None:
    said = python(
        """
        from rasa.core.channels import BUILTIN_CHANNELS, TelegramInput, InputChannel
        class Mine(TelegramInput): pass
        made = BUILTIN_CHANNELS["slack"].from_credentials({"slack_token": "x", "slack_signing_secret": "y"})
        print(issubclass(Mine, InputChannel), issubclass(Mine, TelegramInput), Mine.name())
        print(type(made).__name__, isinstance(made, BUILTIN_CHANNELS["slack"]), isinstance(made, InputChannel))
        """
    )
    assert said.splitlines() == ["True True telegram", "SlackInput True True"]


@pytest.mark.slow
def test_small_functions_say_what_the_real_ones_say() -> None:
    said = python(
        """
        import distutils.util, pkg_resources
        from stiefwijzer.lean.deferred import _SMALL
        place = _SMALL["pkg_resources", "resource_filename"]
        for package, name in [("rasa", "shared/utils/schemas/domain.yml"), ("rasa.engine.recipes", "config_files/x")]:
            print(place(package, name) == pkg_resources.resource_filename(package, name))
        for word in ["y", "Yes", "t", "true", "on", "1", "n", "NO", "f", "false", "off", "0"]:
            if _SMALL["distutils.util", "strtobool"](word) != distutils.util.strtobool(word):
                print(word)
        """
    )
    assert said.splitlines() == ["True", "True"]


def test_a_word_that_is_neither_yes_nor_no_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "distutils.util", raising=False)
    with pytest.raises(ValueError, match="maybe"):
        Deferred("distutils.util").strtobool("maybe")


def test_a_file_of_a_package_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pkg_resources", raising=False)
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        Deferred("pkg_resources").resource_filename("no_such_package", "a.txt")
