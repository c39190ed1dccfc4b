"""`python -m stiefwijzer feedback`: which answers were said to help, so that the coach sees which texts work."""

from __future__ import annotations

from stiefwijzer import content, settings
from stiefwijzer.storage import database, feedback


def report() -> str:
    """Return a table: each answer that was asked about, its title, and how often it helped and did not."""
    counts = feedback.by_answer(database.connect(settings.database_url()))
    if not counts:
        return "nobody was asked yet whether an answer helped"
    answers = content.texts().answers
    lines = [f"{'answer':40}{'helped':>8}{'not':>8}  title"]
    for answer, helped, not_helped in counts:
        label = answer.partition("/")[0]
        title = content.texts().title(label) if label in answers else "(no longer there)"
        lines.append(f"{answer:40}{helped:8}{not_helped:8}  {title}")
    return "\n".join(lines)
