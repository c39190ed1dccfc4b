"""`feedback`: which answers were said to help, so that the coach sees which texts work."""

from __future__ import annotations

import argparse
from typing import Any

from stiefwijzer.commands.common import Commands, with_database


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the command."""
    own = commands.add_parser("feedback", help="print how often each answer was said to help: no names, no words")
    own.set_defaults(command=with_database(_feedback))


def _feedback(_: argparse.Namespace, engine: Any) -> None:
    from stiefwijzer import content
    from stiefwijzer.storage import feedback

    texts = content.texts()
    counts = feedback.by_answer(engine)
    if not counts:
        print("nobody was asked yet whether an answer helped")
        return
    print(f"{'answer':40}{'helped':>8}{'not':>8}  title")
    for answer, helped, not_helped in counts:
        label = answer.partition("/")[0]
        title = texts.title(label) if label in texts.answers else "(no longer there)"
        print(f"{answer:40}{helped:8}{not_helped:8}  {title}")
