"""`privacy purge`: remove what has been kept long enough, as the server does every hour."""

from __future__ import annotations

import argparse
import time
from typing import Any

from stiefwijzer.commands.common import Commands, with_database


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the command."""
    own = commands.add_parser("privacy", help="remove what has been kept long enough")
    which = own.add_subparsers(required=True, metavar="what")
    purge = which.add_parser("purge", help="remove what is older than the settings allow")
    purge.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    purge.set_defaults(command=with_database(_purge))


def _purge(options: argparse.Namespace, engine: Any) -> None:
    from stiefwijzer.privacy import retention

    found = retention.purge(engine, time.time(), dry_run=options.dry_run)
    done = "would be removed" if options.dry_run else "removed"
    print(f"{found.turns} turns of conversations, {found.requests} requests, {found.drafts} unfinished requests {done}")
