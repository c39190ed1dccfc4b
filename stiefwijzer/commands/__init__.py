"""Commands on what is kept: requests, privacy, backups, and whether all is well. One module each, hooked in here."""

from __future__ import annotations

import argparse

from stiefwijzer.commands import backup, doctor, intakes, privacy


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add every command to the command line. Nothing that is slow to import is imported for it."""
    for module in (intakes, privacy, backup, doctor):
        module.add_to(commands)
