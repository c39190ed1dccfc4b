"""`alarms`: how often danger was answered, so that the coach sees that it happened, and nobody's words."""

from __future__ import annotations

import argparse
from typing import Any

from stiefwijzer.commands.common import Commands, with_database


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the command."""
    own = commands.add_parser("alarms", help="print how often danger was answered, by month: no names, no words")
    own.set_defaults(command=with_database(_alarms))


def _alarms(_: argparse.Namespace, engine: Any) -> None:
    from stiefwijzer import labels
    from stiefwijzer.storage import alarms

    months = alarms.by_month(engine)
    print(f"{'month (UTC)':20}" + "".join(f"{label:>21}" for label in labels.SAFETY))
    for month, kinds in months.items():
        print(f"{month:20}" + "".join(f"{kinds[label]:21}" for label in labels.SAFETY))
    if not months:
        print("no danger was answered yet")
