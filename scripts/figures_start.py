"""Serve once and print, as JSON, what each part of the start took: seconds, and MB of resident memory.

`make figures` runs this in a process of its own. It runs the real `serve` with a clock around its parts, so that the order
and the work are those of `serve`; whatever no part claims stands under "the rest".
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.clock import Clock  # noqa: E402 - this is run as a script

REST = "the rest"


def seconds_since_boot_at_start() -> float:
    """Return when this process was started, on the clock of `time.CLOCK_BOOTTIME`."""
    fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[19]) / os.sysconf("SC_CLK_TCK")  # field 22 of proc(5); the first two are gone


def resident_megabytes() -> float:
    """Return the resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def start_clock(first: str, started: float) -> Clock:
    """Return a clock of seconds and MB that began when the process did."""
    return Clock(first, lambda: (time.clock_gettime(time.CLOCK_BOOTTIME), resident_megabytes()), (started, 0.0))


def rows(clock: Clock) -> list[tuple[str, float, float]]:
    """Return name, seconds and MB of every part, in the order in which they began; what is left over comes last."""
    spent = [(name, seconds, megabytes) for name, (seconds, megabytes) in clock.spent.items()]
    return sorted(spent, key=lambda row: row[0] == REST)


def watch_serve(clock: Clock) -> None:
    """Import what `serve` imports, in its order, and put the clock around the parts of its work."""
    with clock.part("importing Rasa, with NumPy, Sanic and SQLAlchemy"):
        from rasa.core.agent import Agent  # noqa: PLC0415
        from sanic import Sanic  # noqa: PLC0415
    with clock.part("importing spaCy"):
        import spacy  # noqa: F401, PLC0415
    with clock.part("importing our modules"):
        from stiefwijzer import content  # noqa: PLC0415
        from stiefwijzer.nlu import dutch  # noqa: PLC0415
        from stiefwijzer.nlu.safety import Gate  # noqa: PLC0415
        from stiefwijzer.nlu.understanding import Understanding  # noqa: PLC0415
        from stiefwijzer.server import app  # noqa: PLC0415
        from stiefwijzer.storage.turns import Turns  # noqa: PLC0415
    clock.watch(content, "load", "reading content/")
    clock.watch(app, "ConversationStore", "opening the database")
    clock.watch(Turns, "__init__", "opening the database")
    clock.watch(Agent, "load", "opening the model: domain, rules, graph")
    clock.watch(Gate, "load", "safety phrases")
    clock.watch(dutch, "load", "Dutch pipeline")
    clock.watch(Understanding, "load", "classifier and signals")
    clock.watch(Agent, "parse_message", "first message (word lists)")
    clock.watch(app, "create_app", "routes")
    clock.watch(Sanic, "run", "listening")


def main() -> None:
    """Serve until ready, print the parts and stop."""
    clock = start_clock("Python, settings and logging", seconds_since_boot_at_start())
    from stiefwijzer import cli, logs, settings  # noqa: PLC0415

    logs.configure()
    settings.secret_key()
    clock.replace(REST)
    watch_serve(clock)

    def said(*what: object, **_: object) -> None:
        if str(what[0]).startswith("Ready"):
            clock.charge()
            print(json.dumps(rows(clock)), flush=True)
            os.kill(os.getpid(), signal.SIGTERM)

    vars(cli)["print"] = said
    sys.exit(cli.main(["serve", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
