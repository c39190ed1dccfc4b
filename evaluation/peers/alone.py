"""`python -m evaluation.peers.alone JOB RESULT`: our own hearing in a process of its own, as the peers are."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from evaluation.messages import Example
from evaluation.ours import Ours


def main(job: Path, result: Path) -> int:
    """Learn, hear and write down."""
    tasks = json.loads(job.read_text(encoding="utf-8"))
    examples = [Example(each["text"], tuple(each["labels"]), each["about"]) for each in tasks["examples"]]
    started = time.perf_counter()
    ours = Ours(examples)
    seconds = time.perf_counter() - started
    ours.hear("hallo")  # the first message loads word lists
    told = {
        "training_seconds": seconds,
        "heard": [_timed(ours, text) for text in tasks["messages"]],
        "peak_bytes": _peak_bytes(),
        "tensorflow": "tensorflow" in sys.modules,
    }
    result.write_text(json.dumps(told), encoding="utf-8")
    return 0


def _timed(ours: Ours, text: str) -> dict[str, Any]:
    started = time.perf_counter()
    heard = ours.hear(text)
    milliseconds = (time.perf_counter() - started) * 1000
    return {"labels": heard.labels, "best": heard.best, "about": heard.about, "ms": milliseconds}


def _peak_bytes() -> int | None:
    """Return the most memory this process held; `getrusage` would count that of the process that started it too."""
    status = Path("/proc/self/status")
    found = (
        re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"), re.MULTILINE) if status.exists() else None
    )
    return int(found[1]) * 1024 if found else None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
