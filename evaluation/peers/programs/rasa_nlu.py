"""Train the NLU pipeline of `config.yml` on `nlu.yml` here, and hear the messages of a job: `rasa_nlu.py JOB RESULT`.

It runs in the environment of stock Rasa, where nothing of this project can be imported.
"""

import asyncio
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.model_training import train_nlu

_NOT_SURE = "nlu_fallback"


async def _hear(agent: Any, text: str) -> dict[str, Any]:
    started = time.perf_counter()
    parsed = await agent.parse_message(text)
    milliseconds = (time.perf_counter() - started) * 1000
    intent = parsed.get("intent") or {}
    ranking = parsed.get("intent_ranking") or [intent]
    guesses = [[each["name"], each["confidence"]] for each in ranking if each.get("name") not in (_NOT_SURE, None)]
    sure = intent.get("name") not in (_NOT_SURE, None)
    return {
        "labels": [[intent["name"], intent["confidence"]]] if sure else [],
        "best": guesses[0] if guesses else None,
        "ms": milliseconds,
    }


async def _hear_all(agent: Any, texts: list[str]) -> list[dict[str, Any]]:
    await _hear(agent, "hallo")  # the first message sets things up
    return [await _hear(agent, text) for text in texts]


def main(job: Path, result: Path) -> None:
    """Learn, hear and write down."""
    messages = json.loads(job.read_text(encoding="utf-8"))["messages"]
    started = time.perf_counter()
    model = train_nlu("config.yml", "nlu.yml", "models", fixed_model_name="nlu")
    seconds = time.perf_counter() - started
    if model is None:
        sys.exit("Rasa trained nothing on these examples")
    heard = asyncio.run(_hear_all(Agent.load(model), messages))
    peak = re.search(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    told = {
        "training_seconds": seconds,
        "heard": heard,
        "peak_bytes": int(peak[1]) * 1024 if peak else None,
        "tensorflow": "tensorflow" in sys.modules,
    }
    result.write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
