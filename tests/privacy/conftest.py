"""The assistant of tests/intake, for people who ask about their data."""

from tests.intake.conftest import agent, net, new_person

__all__ = ["agent", "net", "new_person"]
