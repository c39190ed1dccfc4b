"""What the TensorFlow stand-in allows, and what it refuses."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from stiefwijzer.lean.standin import StandIn, TensorFlowMissingError


@pytest.fixture
def tensorflow() -> Any:
    return StandIn("tensorflow")


def test_a_symbol_can_be_looked_up_at_any_depth(tensorflow: Any) -> None:
    assert repr(tensorflow.keras.layers.Dense) == "<stand-in for tensorflow.keras.layers.Dense>"


def test_a_symbol_can_be_inherited_from(tensorflow: Any) -> None:
    class Layer(tensorflow.keras.layers.Layer):
        """A layer that nobody makes."""

    assert Layer.__mro__[1].__module__ == "tensorflow.keras.layers"


def test_calling_a_symbol_names_it(tensorflow: Any) -> None:
    with pytest.raises(
        TensorFlowMissingError, match=r"^tensorflow\.constant was used.*tensorflow-cpu==2\.12\.0"
    ) as raised:
        tensorflow.constant(1)
    assert raised.value.symbol == "tensorflow.constant"


def test_making_an_instance_of_a_subclass_names_the_symbol_and_the_subclass(tensorflow: Any) -> None:
    class Layer(tensorflow.keras.layers.Layer):
        """A layer that nobody makes."""

    with pytest.raises(TensorFlowMissingError, match=r"tensorflow\.keras\.layers\.Layer \(through .*Layer\)"):
        Layer()


def test_the_error_is_an_import_error() -> None:
    assert issubclass(TensorFlowMissingError, ImportError)


@pytest.mark.parametrize("probe", ["__array__", "__path__", "__version__"])
def test_a_probe_finds_no_array_and_no_package(tensorflow: Any, probe: str) -> None:
    assert not hasattr(tensorflow, probe)


def test_a_tensorflow_model_of_rasa_can_be_imported_and_not_be_made() -> None:
    from rasa.nlu.classifiers.diet_classifier import DIET

    with pytest.raises(TensorFlowMissingError, match=r"DIET"):
        DIET({}, {}, True, None)


def test_a_tensorflow_function_of_rasa_raises_when_it_is_called() -> None:
    from rasa.utils.tensorflow.layers_utils import batch_flatten

    with pytest.raises(TensorFlowMissingError, match=r"^tensorflow\."):
        batch_flatten(np.zeros((2, 2)))


def test_importing_rasa_leaves_no_tensorflow_behind() -> None:
    import rasa.core.agent  # noqa: F401

    assert not {"tensorflow", "keras", "tensorflow_addons"} & sys.modules.keys()


def test_tensorflow_stays_absent_for_others_after_rasa_was_imported() -> None:
    import rasa.core.agent  # noqa: F401

    with pytest.raises(ModuleNotFoundError, match="tensorflow"):
        import tensorflow  # noqa: F401
