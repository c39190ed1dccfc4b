"""docs/transcripts.md: the conversations of read_through.yml, as they are answered now.

`python -m tests.dialogue.transcripts` (or `make transcripts`) writes it; a test compares it with what is answered.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from stiefwijzer import settings
from tests.dialogue.playing import HERE, Answer, Conversation, play_apart, read

FILE: Final = settings.PROJECT_DIR / "docs" / "transcripts.md"
SOURCE: Final = HERE / "read_through.yml"
#: What stands above the conversations is written by hand, up to this line.
BEGINS: Final = "<!-- as written by make transcripts -->\n"


def written(database: Path) -> str:
    """Return the conversations as the page holds them.

    Args:
        database: Where the conversations are kept while they are played.
    """
    played = play_apart([SOURCE], database)
    return "\n".join(_conversation(conversation, played[conversation.name]) for conversation in read(SOURCE))


def by_hand() -> str:
    """Return what stands above the conversations."""
    return FILE.read_text(encoding="utf-8").partition(BEGINS)[0]


def _conversation(conversation: Conversation, answers: list[Answer | None]) -> str:
    lines = [f"\n## {conversation.name}\n"]
    for step, answer in zip(conversation.steps, answers, strict=True):
        if answer is None:
            lines.append("*De volgende dag.*\n")
            continue
        lines.append(f"**> {step.what}**\n")
        lines += [f"{bubble}\n" for bubble in answer.bubbles]
        lines.append(" ".join(f"`{title}`" for title in (*answer.titles, *answer.links)) + "\n")
    return "\n".join(lines)


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as directory:
        FILE.write_text(by_hand() + BEGINS + written(Path(directory) / "stiefwijzer.db"), encoding="utf-8")


if __name__ == "__main__":
    main()
