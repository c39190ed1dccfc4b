"""The request for the free talk: a form whose answers are read by `stiefwijzer.intake.answers`.

Rasa keeps the form open and comes back to it after whatever is asked in between: `validate_intake_form` reads one message,
and sets nothing when it answers no question of the form, so that Rasa answers it by its other rules. Danger closes the
form (`actions/safety.py`).
"""

from __future__ import annotations

import logging
import time
import uuid
from dataclasses import replace
from typing import Any, Final

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions import choices, memory, speaking
from actions.talking import Talks
from stiefwijzer import labels, personal, settings
from stiefwijzer.content import texts
from stiefwijzer.content.intake import filled
from stiefwijzer.intake import fields, requests
from stiefwijzer.intake.answers import MAX_FAILED, Heard, answers_plainly, hear
from stiefwijzer.intake.draft import CONFIRM, Draft
from stiefwijzer.storage import schema

logger = logging.getLogger(__name__)

_REQUESTED: Final = "requested_slot"
#: How much of somebody's own words stands in the summary, in characters.
_SHOWN: Final = 100
#: The answers of `hear` that end the form.
_ENDS: Final = frozenset({"stopped", "refused", "confirmed"})


def draft_of(tracker: Any) -> Draft | None:
    """Return the unfinished request; None when there is none."""
    kept = tracker.get_slot(personal.DRAFT)
    return Draft.of(kept) if kept else None


#: What runs before the question, when the summary stands before it.
_SUMS_UP_AFTER: Final = (None, "action_contact")


class ValidateIntakeForm(Action):
    """Reads one message as an answer; sets nothing when it is none, and the other rules answer it."""

    def name(self) -> str:
        """Return the name Rasa calls for the form of that name."""
        return "validate_intake_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Take a message into the draft, or open one."""
        draft = draft_of(tracker)
        if draft is None:
            role = tracker.get_slot(memory.ROLE)
            return [_kept(Draft(id=str(uuid.uuid4()), at=time.time(), role=role if role in fields.ROLES else None))]
        if not choices.form_is_open(tracker):
            return []
        if _ran_before(tracker):
            # Something was answered in between: the row of answers that could not be read ends there.
            return [_kept(replace(draft, failed=0))] if draft.failed else []
        heard = _heard(tracker, draft)
        return _after(dispatcher, heard) if heard else []


def _heard(tracker: Any, draft: Draft) -> Heard | None:
    """Return what the latest message does to the draft; None when it is not for the form."""
    label = memory.label_heard(tracker)
    of, meaning = choices.chosen(tracker)
    choice = meaning if of == choices.OF_FORM else None
    text = str(tracker.latest_message.get("text") or "")
    if label in labels.SAFETY and not _is_only_guessed(tracker, draft, text):
        return None
    if label == labels.ALL_RIGHT or (of and of != choices.OF_FORM):
        return None
    if tracker.get_slot(memory.OFFERED) == choices.SHOW and label in ("affirm", "deny"):
        return None  # it answers what was asked in between
    if choice is None and text.startswith("/"):
        choice = {"/affirm": "yes", "/deny": "no"}.get(text)
    return hear(draft, text, label, choice, version=texts().intake.consent_version, now=time.time())


def _is_only_guessed(tracker: Any, draft: Draft, text: str) -> bool:
    """Tell whether danger was not said, only guessed from a word that answers the question; phrases are always sure."""
    confidence = float(tracker.latest_message["intent"].get("confidence") or 0)
    return confidence < 1 and answers_plainly(draft, text)


def _ran_before(tracker: Any) -> str | None:
    """Return what ran since somebody spoke, before the form did; None when the form came first.

    So a message is an answer to the form, unless the form was just opened, or is come back to after something in between.
    Rasa calls in all three cases, with a tracker that says the form has run.
    """
    for event in reversed(list(tracker.events)):
        if event["event"] == "user":
            return None
        if event["event"] == "action" and event["name"] != personal.FORM:
            return str(event["name"])
    return None


def _after(dispatcher: CollectingDispatcher, heard: Heard) -> list[EventType]:
    """Say what belongs to an answer before the next question, and keep it."""
    says = texts().intake.says
    if heard.kind == "aside":
        return []
    if heard.kind in _ENDS:
        return [_kept(heard.draft), SlotSet(_REQUESTED, None)]
    if heard.kind == "corrected":
        dispatcher.utter_message(text=says.corrected)
    elif heard.kind == "unsafe":
        dispatcher.utter_message(text=says.unsafe)
    elif heard.kind == "failed" and heard.draft.failed % MAX_FAILED == 0:
        dispatcher.utter_message(text=says.help)
    role = [SlotSet(memory.ROLE, heard.draft.role)] if heard.draft.role else []
    return [_kept(heard.draft), *role, SlotSet(memory.OFFERED, None)]


def _kept(draft: Draft) -> EventType:
    return SlotSet(personal.DRAFT, draft.as_dict())


class _InForm(Talks):
    """An action of the form: what else a message says is not answered here, and after danger there is no form."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer, or close the form."""
        if memory.danger_of(tracker):
            return [ActiveLoop(None), SlotSet(_REQUESTED, None)]
        return self.answer(dispatcher, tracker)


class ActionAskIntakeAnswer(_InForm, Action):
    """Asks what is missing, or shows what was given and asks whether it is right."""

    def name(self) -> str:
        """Return the name Rasa calls to ask for the slot of the form."""
        return "action_ask_intake_answer"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the question; once more in other words when the answer could not be read."""
        draft = draft_of(tracker)
        if draft is None:  # expired while the form was open
            return [ActiveLoop(None), SlotSet(_REQUESTED, None)]
        asked = draft.asks()
        question = texts().intake.question(asked)
        # After something in between it stands a bubble or two above, and a turn has three.
        if asked == CONFIRM and not draft.failed and _ran_before(tracker) in _SUMS_UP_AFTER:
            dispatcher.utter_message(text=summary(draft))
        buttons = [{"title": title, "payload": choices.pressed(value)} for value, title in question.buttons.items()]
        text = question.again if draft.failed else question.text
        if draft.unsafe and asked == "contact" and not draft.failed:
            return []  # it was asked for with the words about safety
        known = {"autocomplete": fields.AUTOCOMPLETE[asked]} if asked in fields.AUTOCOMPLETE else None
        dispatcher.utter_message(text=filled(text, limit=fields.MAX_QUESTION), buttons=buttons, json_message=known)
        return []


def summary(draft: Draft) -> str:
    """Return what was given, to be confirmed."""
    words = texts().intake
    return filled(
        words.summary,
        first_name=draft.first_name,
        contact=" of ".join(value for value in (draft.email, draft.phone) if value),
        safe=words.word(draft.safe),
        moments=fields.cut(str(draft.moments), _SHOWN).rstrip("."),
        role=words.word(draft.role),
        question=fields.cut(draft.question or words.words.none, _SHOWN).rstrip("."),
    )


class ActionIntakeEnd(_InForm, Action):
    """Stores what was confirmed, or lets go of it; after it nothing of the request is left in the conversation."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_intake_end"

    def answer(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter how it ended."""
        draft = draft_of(tracker)
        end = draft.end if draft is not None else None
        said = (
            _stored(draft, tracker) if draft and end == "confirmed" else getattr(texts().intake.says, end or "closed")
        )
        leads_to = texts().answers["request_intake"].leads_to
        return [
            *speaking.say(dispatcher, [said], [] if end == "unreachable" else leads_to),
            SlotSet(memory.OFFERED, None),
            SlotSet(personal.DRAFT, None),
            SlotSet(memory.FORM_ASIDE, None),
        ]


def _stored(draft: Draft, tracker: Tracker) -> str:
    says = texts().intake.says
    try:
        engine = schema.opened(settings.database_url())
        channel = str(tracker.get_latest_input_channel() or "")
        stored = requests.store(engine, draft, sender_id=tracker.sender_id, channel=channel, now=time.time())
    except SQLAlchemyError as error:
        logger.error("A request could not be stored (%s)", type(error).__name__)
        return says.not_stored
    if stored.reference is None:
        return says.too_many
    mailed = says.stored_confirmed if stored.confirmed else says.stored
    return filled(mailed if stored.mailed else says.stored_without_mail, reference=stored.reference)
