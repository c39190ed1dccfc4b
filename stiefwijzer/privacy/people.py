"""What a person can have done with their own data: erased, or shown. By the conversation they are in."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Final

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.engine import Engine

from stiefwijzer import personal, settings
from stiefwijzer.intake import smtp
from stiefwijzer.storage import intakes, outbox
from stiefwijzer.storage.turns import Turns
from stiefwijzer.timing import shown

#: How long a link to one's data works, in seconds.
LINK_LIVES: Final = 3600
_SALT: Final = "export"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased beside the conversation: how many requests, how many of them mailed; whether the coach is told."""

    requests: int
    mailed: int
    told: bool


def erase(engine: Engine, sender_id: str, now: float) -> Erased:
    """Erase the requests of a conversation, and its mails.

    The conversation itself goes with the turn that says so, in the transaction that keeps that turn
    (`storage.redaction.care_for`): it cannot be half gone.
    """
    requests, mailed = intakes.erase(engine, sender_id, now)
    return Erased(requests, mailed, told=smtp.configured())


@dataclass(frozen=True, slots=True)
class Data:
    """Everything that is kept of a person: messages and answers, what is remembered, and requests."""

    messages: list[dict[str, Any]]
    remembered: dict[str, Any]
    requests: list[dict[str, Any]]

    @property
    def said(self) -> int:
        """How many messages are theirs."""
        return sum(message["who"] == "you" for message in self.messages)


def collect(engine: Engine, sender_id: str) -> Data:
    """Return everything that is kept of the person in a conversation."""
    messages: list[dict[str, Any]] = []
    remembered: dict[str, Any] = {}
    for turn in Turns(engine).all(sender_id):
        remembered |= (turn.state or {}).get("slots", {})
        for event in turn.events:
            at = shown(event["timestamp"]) if event.get("timestamp") else None
            if event["event"] == "user":
                heard = event.get("parse_data", {}).get("intent", {}).get("name")
                messages.append({"who": "you", "at": at, "text": event.get("text"), "heard": heard})
            elif event["event"] == "bot":
                messages.append({"who": "assistant", "at": at, "text": event.get("text")})
            elif event["event"] == "slot":
                remembered[event["name"]] = event.get("value")
    kept = {name: value for name, value in remembered.items() if value is not None and name != "requested_slot"}
    requests = []
    for intake in intakes.all_of(engine, sender_id):
        mails = {kind: state for kind, (state, _) in outbox.state_of(engine, intake.id).items()}
        requests.append(
            {**asdict(intake), "at": shown(intake.at), "consent_at": shown(intake.consent_at), "mails": mails}
        )
    return Data(messages, kept, requests)


def as_json(data: Data) -> str:
    """Return the data as a program reads them."""
    return json.dumps(asdict(data), ensure_ascii=False, indent=2)


def as_text(data: Data) -> str:
    """Return the data as a person reads them, in Dutch."""
    who = {"you": "Jij", "assistant": "Stiefwijzer"}
    lines = ["Wat Stiefwijzer van je bewaart", "", "Aanvragen"]
    for request in data.requests:
        lines += [f"  {name}: {value}" for name, value in request.items() if value not in (None, "", {})] + [""]
    lines += [] if data.requests else ["  geen", ""]
    lines.append("Wat ik onthoud")
    lines += [f"  {name}: {value}" for name, value in data.remembered.items() if name != personal.DRAFT] or ["  niets"]
    lines += ["", "Ons gesprek"]
    for message in data.messages:
        lines.append(f"  {message['at']}  {who[message['who']]}: {message['text'] or '(niet bewaard)'}")
        if message.get("heard"):
            lines.append(f"      gelezen als: {message['heard']}")
    return "\n".join(lines) + "\n"


def link_token(sender_id: str) -> str:
    """Return what a link to one's data ends with: signed, and good for `LINK_LIVES` seconds."""
    return str(URLSafeTimedSerializer(settings.secret_key(), salt=_SALT).dumps(sender_id))


def sender_of(token: str) -> str | None:
    """Return whose data a link is for; None when it is forged or too old."""
    try:
        return str(URLSafeTimedSerializer(settings.secret_key(), salt=_SALT).loads(token, max_age=LINK_LIVES))
    except BadSignature:
        return None
