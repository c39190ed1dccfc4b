"""A stand-in for TensorFlow: names can be looked up and inherited from, but nothing can be done with them.

Rasa's modules name TensorFlow symbols in annotations, as base classes and in constants while they are imported, although
the components of this assistant never run one. The stand-in satisfies exactly that and refuses everything else.
"""

from __future__ import annotations

from typing import Any, NoReturn

#: Top-level packages that the stand-in answers for.
PACKAGES = frozenset({"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras"})


class TensorFlowMissingError(ImportError):
    """Raised when code tries to do real work with a TensorFlow symbol in an environment without TensorFlow."""

    def __init__(self, symbol: str) -> None:
        super().__init__(
            f"{symbol} was used, but TensorFlow is left out of this environment because no component here needs it. "
            "To use a component that does, run: uv pip install tensorflow-cpu==2.12.0 (see docs/architecture.md)."
        )
        self.symbol = symbol


class StandIn:
    """A TensorFlow symbol by name only, such as `tensorflow.keras.Model`."""

    def __init__(self, symbol: str) -> None:
        self._symbol = symbol

    def __getattr__(self, name: str) -> StandIn:
        # Probes such as hasattr(x, "__array__") must see that this is no array, tensor or package.
        if name.startswith("__"):
            raise AttributeError(f"{self._symbol} (a stand-in) has no {name}")
        return StandIn(f"{self._symbol}.{name}")

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        """Serve as a base class: the subclass can be defined, and fails when it is instantiated."""
        return (_stand_in_class(self._symbol),)

    def __call__(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            TensorFlowMissingError: Always.
        """
        raise TensorFlowMissingError(self._symbol)

    def __repr__(self) -> str:
        return f"<stand-in for {self._symbol}>"


def _stand_in_class(symbol: str) -> type:
    def refuse(cls: type, *args: Any, **kwargs: Any) -> NoReturn:
        raise TensorFlowMissingError(f"{symbol} (through {cls.__module__}.{cls.__qualname__})")

    return type(symbol.rpartition(".")[2], (), {"__new__": refuse, "__module__": symbol.rpartition(".")[0]})
