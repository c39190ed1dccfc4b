"""Explaining to a person what the assistant makes of a message: `python -m stiefwijzer classify --explain "..."`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Final

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.tracker_store import InMemoryTrackerStore

from stiefwijzer import content, labels
from stiefwijzer.channels import incoming
from stiefwijzer.nlu import archive, dutch, firewall
from stiefwijzer.nlu.hearing import SURE_ENOUGH
from stiefwijzer.nlu.safety import Alarm, shared
from stiefwijzer.nlu.understanding import Understanding, Understood
from stiefwijzer.server.in_process import InProcessActions

_SESSION: Final = "explained"
_MOST_LIKELY: Final = 5
_HOW: Final = {"denied": "denied", "past": "long ago", "supposed": "only supposed"}


def explain(model: Path, text: str) -> str:
    """Return what is heard in a message, on which words that rests, and what would be answered as a first message."""
    words = text[firewall.start_of_words(text) :]
    alarm = shared(labels.SAFETY).hear(words)
    doc = dutch.load()[0](words)
    understanding = archive.understanding(model)
    understood = understanding.hear(doc)
    return "\n".join(
        [
            f"message\n  {text}",
            "",
            "heard",
            *(_danger(alarm, understanding, doc) if alarm else _heard(understood)),
            "",
            "signals (data/signals/)",
            *(_signals(understood, doc) or ["  none"]),
            "",
            "likeliest (share of all likelihoods, signals included)",
            *[f"  {label:26} {share:.2f}" for label, share in understood.decision.ranking[:_MOST_LIKELY]],
            "",
            "answer, as a first message (after the welcome)",
            *asyncio.run(_answer(model, text)),
        ]
    )


def _danger(alarm: Alarm, understanding: Understanding, doc: Any) -> list[str]:
    lines = [f"  {alarm.label:26} danger, before anything else   from “{alarm.text}”"]
    if not alarm.by_minor and understanding.question_about(doc, alarm.label):
        lines.append(f"  {labels.CRISIS_CHECK:26} nothing else in it sounds like danger, so it asks")
    return lines


def _heard(understood: Understood) -> list[str]:
    words = {piece.label: piece.text for piece in understood.evidence}
    if worry := understood.worry:
        kind = f"{worry.label:26} confidence {worry.confidence:.2f}   from “{words.get(worry.label, '')}”"
        return [f"  {kind}, sounds like {worry.sounds_like}"]
    if not understood.decision.heard:
        return [f"  nothing with a confidence of {SURE_ENOUGH} or more: it asks back"]
    return [
        f"  {label:26} confidence {confidence:.2f}   from “{words.get(label, '')}”"
        + (", about the partner" if understood.of_partner and label in labels.PATTERNS else "")
        for label, confidence in understood.decision.heard
    ]


def _signals(understood: Understood, doc: Any) -> list[str]:
    lines = []
    for signal in understood.signals:
        how = [text for name, text in _HOW.items() if getattr(signal.context, name)]
        if how:
            how.append("so it speaks against it" if signal.context.denied else "so it does not count")
        kind = "sure" if signal.sure else "maybe"
        first, last = understood.positions(signal.words)
        lines.append(
            f"  {signal.label:26} {kind:5}  “{doc[first : last + 1].text}”" + (f"  ({', '.join(how)})" if how else "")
        )
    return lines


async def _answer(model: Path, text: str) -> list[str]:
    actions = InProcessActions(content.texts().moments.trouble.text)
    agent = Agent.load(str(model), action_endpoint=actions)
    agent.tracker_store = agent.processor.tracker_store = InMemoryTrackerStore(agent.domain)
    output = CollectingOutputChannel()
    message = incoming.typed(text, session_id=_SESSION, channel="explain", message_id=_SESSION, output=output)
    await agent.handle_message(message)
    welcome = content.texts().moments.welcome.text
    lines = []
    for bubble in output.messages:
        if bubble.get("text") == welcome:
            continue
        if bubble.get("text"):
            lines.append(f"  {bubble['text']}")
        lines += [f"    <{link['title']}>" for link in (bubble.get("custom") or {}).get("links", [])]
        lines += [f"    [{button['title']}]" for button in bubble.get("buttons") or []]
    return lines
