"""`make preview`: write the page of all texts, and say where it is."""

from __future__ import annotations

import sys

from stiefwijzer import content, settings
from stiefwijzer.content.loader import entries
from stiefwijzer.errors import UserError
from stiefwijzer.preview.page import page
from stiefwijzer.preview.places import places

FILE = settings.PROJECT_DIR / "var" / "preview" / "teksten.html"


def main() -> int:
    """Write the page; return 1 after saying in Dutch what is wrong with the texts."""
    try:
        texts = content.load()
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(page(places(entries()), texts.sections), encoding="utf-8")
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print(f"Alle teksten staan in {FILE.relative_to(settings.PROJECT_DIR)}; open dat bestand in je browser.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
