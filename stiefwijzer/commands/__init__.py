"""Commands on what is kept: counts, requests, privacy, backups, and whether all is well; each a module, hooked in here."""

from __future__ import annotations

import argparse

from stiefwijzer.commands import alarms, backup, doctor, feedback, intakes, privacy


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add every command to the command line. Nothing that is slow to import is imported for it."""
    for module in (alarms, feedback, intakes, privacy, backup, doctor):
        module.add_to(commands)
