"""Who gets the TensorFlow stand-in, and who does not; each in a Python of its own, as the `.pth` file leaves it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

Python = Callable[[str], str]


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A directory in front of the installed packages, with a small `rasa` that names TensorFlow as the real one does."""
    (tmp_path / "rasa").mkdir()
    (tmp_path / "rasa" / "__init__.py").write_text("import tensorflow\n")
    (tmp_path / "rasa" / "models.py").write_text(
        "from tensorflow import keras\nimport tensorflow.keras.layers as layers\n"
    )
    (tmp_path / "rasa_like.py").write_text("import tensorflow\n")
    (tmp_path / "other.py").write_text("import tensorflow\n")
    return tmp_path


@pytest.fixture
def python(packages: Path) -> Python:
    def run(code: str) -> str:
        environment = {**os.environ, "PYTHONPATH": str(packages), "RASA_TELEMETRY_ENABLED": "true"}
        command = [sys.executable, "-c", textwrap.dedent(code)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else done.stderr.strip().splitlines()[-1]

    return run


def test_rasa_gets_the_stand_in(python: Python) -> None:
    assert python("import rasa; print(rasa.tensorflow)") == "<stand-in for tensorflow>"


def test_a_submodule_of_rasa_gets_the_stand_in(python: Python) -> None:
    said = python("import rasa.models; print(rasa.models.keras, rasa.models.layers)")
    assert said == "<stand-in for tensorflow.keras> <stand-in for tensorflow.keras.layers>"


@pytest.mark.parametrize("module", ["other", "rasa_like"])
def test_another_importer_sees_tensorflow_absent(python: Python, module: str) -> None:
    assert python(f"import rasa, {module}") == "ModuleNotFoundError: No module named 'tensorflow'"


def test_the_stand_in_is_never_a_module(python: Python) -> None:
    assert python("import rasa, sys; print([name for name in sys.modules if 'tensorflow' in name])") == "[]"


def test_thinc_sees_tensorflow_absent(python: Python) -> None:
    assert python("import rasa, thinc.compat; print(thinc.compat.has_tensorflow)") == "False"


def test_use_by_rasa_raises_the_name_of_the_symbol(python: Python) -> None:
    said = python("import rasa.models; rasa.models.keras.Sequential()")
    assert said.startswith("stiefwijzer.lean.standin.TensorFlowMissingError: tensorflow.keras.Sequential was used")


def test_the_real_tensorflow_takes_the_place_of_the_stand_in(python: Python, packages: Path) -> None:
    (packages / "tensorflow").mkdir()
    (packages / "tensorflow" / "__init__.py").write_text("")
    said = python(
        """
        from stiefwijzer.lean import importing
        import rasa
        print(importing.tensorflow_is_installed(), rasa.tensorflow.__file__)
        """
    )
    assert said == f"True {packages / 'tensorflow' / '__init__.py'}"


def test_a_package_nobody_uses_waits_for_rasa_only(python: Python, packages: Path) -> None:
    (packages / "rasa" / "channel.py").write_text("import twilio\n")
    said = python("import rasa.channel, sys; print(rasa.channel.twilio, 'twilio' in sys.modules)")
    assert said == "<deferred twilio> False"


def test_telemetry_is_off_in_every_python_of_the_environment(python: Python) -> None:
    assert python("import os; print(os.environ['RASA_TELEMETRY_ENABLED'])") == "false"


@pytest.mark.parametrize(("own", "in_force"), [("", "1"), ("os.environ['OPENBLAS_NUM_THREADS'] = '2'; ", "2")])
def test_linear_algebra_has_one_thread_unless_somebody_asks_for_more(own: str, in_force: str) -> None:
    code = (
        f"import os; os.environ.pop('OPENBLAS_NUM_THREADS', None); {own}"
        "import importlib; from stiefwijzer.lean import autostart; importlib.reload(autostart);"
        "print(os.environ['OPENBLAS_NUM_THREADS'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == in_force


def test_installing_twice_adds_one_finder(python: Python) -> None:
    said = python(
        """
        import sys
        from stiefwijzer.lean import importing
        importing.install()
        print(sum(isinstance(finder, importing.RasaFinder) for finder in sys.meta_path))
        """
    )
    assert said == "1"


@pytest.mark.slow
def test_the_real_rasa_starts_without_tensorflow() -> None:
    code = (
        "import rasa.core.agent, sys, thinc.compat;"
        "print([name for name in ('tensorflow', 'keras', 'sklearn', 'matplotlib') if name in sys.modules],"
        " thinc.compat.has_tensorflow)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False"
