"""Saying things: every action speaks through these functions, so that no sentence stands in code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import asking, choices, memory
from actions.memory import CHOICES, MISSES, OFFERED, ROLE
from stiefwijzer import labels
from stiefwijzer.content import Answer, Moment, PatternAnswer, SafetyAnswer, texts
from stiefwijzer.content.parts import MAX_QUICK_REPLIES
from stiefwijzer.labels import intent_of

#: What stands before the name of a quick reply that is no subject (actions/choosing.py).
OPTION: Final = f"{labels.CHOICE}:"
BEGIN: Final = f"{OPTION}begin:"
AS: Final = f"{OPTION}role:"
#: "Ja" to the question who somebody is means nothing; the label waits for the role.
ROLE_FOR: Final = "role:"


def quick_replies(leads_to: Iterable[str]) -> list[dict[str, str]]:
    """Return a button for each label or option: its title, and the intent it stands for as payload."""
    return [{"title": title_of(each), "payload": f"/{intent_of(each)}"} for each in leads_to]


def title_of(offered: str) -> str:
    """Return the text on the quick reply of a label or an option."""
    if not offered.startswith(OPTION):
        return texts().title(offered)
    name = offered.removeprefix(OPTION)
    exercise = texts().exercises.get(offered.removeprefix(BEGIN))
    return str(exercise.title if exercise else getattr(texts().buttons, name.split(":")[-1]))


def say(
    dispatcher: CollectingDispatcher,
    bubbles: Sequence[str],
    leads_to: Sequence[str],
    buttons: Sequence[dict[str, str]] | None = None,
) -> list[EventType]:
    """Utter bubbles, the last one with quick replies.

    Args:
        dispatcher: Where the bubbles go.
        bubbles: What is said.
        leads_to: Labels and options; "ja" takes the first.
        buttons: Quick replies of one's own, instead; then "ja" takes nothing.

    Returns:
        Events that remember what was offered and that something was understood.
    """
    *first, last = bubbles
    for bubble in first:
        dispatcher.utter_message(text=bubble)
    shown = list(quick_replies(leads_to) if buttons is None else buttons)
    dispatcher.utter_message(text=last, buttons=shown)
    return [
        SlotSet(OFFERED, leads_to[0] if leads_to else None),
        SlotSet(CHOICES, [button["payload"].removeprefix("/") for button in shown]),
        SlotSet(MISSES, 0),
    ]


def answer(
    dispatcher: CollectingDispatcher,
    tracker: Any,
    label: str,
    *,
    words: str | None = None,
    of_partner: bool = False,
    language: str | None = None,
) -> list[EventType]:
    """Utter the answer to a label.

    Args:
        dispatcher: Where the bubbles go.
        tracker: What was said before; an answer may have a variant for what was heard, or for a role.
        label: What to answer.
        words: The person's own words that made the assistant think of the label, for a pattern or feeling.
        of_partner: Whether those words are about the partner.
        language: The language the person writes in, when the answer may have a variant in it.

    Returns:
        The events of `say`, the memory of what was said, and for a pattern or feeling of having heard it.
    """
    if label in choices.ASKED:
        return ask(dispatcher, tracker, label)
    chosen = texts().answers[label]
    if label == "request_intake":
        # The form asks on; its own buttons follow.
        return [*say(dispatcher, chosen.bubbles(None), []), *memory.remember(tracker, label), *choices.open_form()]
    if isinstance(chosen, PatternAnswer):
        return _answer_pattern(dispatcher, tracker, label, words=words, of_partner=of_partner)
    variant = language or memory.fitting(tracker, getattr(chosen, "variants", ()))
    bubbles, leads_to = chosen.bubbles(variant), offers(label)
    if isinstance(chosen, Answer) and chosen.asks_role and tracker.get_slot(ROLE) not in labels.ROLES:
        return [*_ask_role(dispatcher, label, bubbles), *memory.remember(tracker, label)]
    if variant in labels.ROLES:
        leads_to = _of_role(variant, leads_to)
    bubbles, leads_to, asked = asking.whether_it_helped(tracker, label, variant, bubbles, leads_to)
    return [*say(dispatcher, bubbles, leads_to), *memory.remember(tracker, label), *asked]


def offers(label: str) -> list[str]:
    """Return what the answer to a label leads to: its exercise first, when it has one."""
    chosen = texts().answers[label]
    if isinstance(chosen, SafetyAnswer):
        raise ValueError(f"danger leads to people, and offers nothing: {label}")
    begin = [f"{BEGIN}{chosen.exercise}"] if chosen.exercise else []
    return [*begin, *chosen.leads_to][:MAX_QUICK_REPLIES]


def _answer_pattern(
    dispatcher: CollectingDispatcher, tracker: Any, label: str, *, words: str | None, of_partner: bool
) -> list[EventType]:
    chosen = texts().answers[label]
    if not isinstance(chosen, PatternAnswer):
        raise TypeError(f"{label} is no pattern or feeling")
    if of_partner and words and chosen.of_partner:
        # The partner's pattern says nothing about what fits the person who writes, so it is not kept as heard.
        said = say(dispatcher, chosen.bubbles_of_partner(words), chosen.of_partner.leads_to)
        return [*said, *memory.remember(tracker, label)]
    pattern = next((each for each in reversed(memory.recognised(tracker)) if each in chosen.with_pattern), None)
    bubbles = chosen.bubbles(words, tracker.get_slot(ROLE), pattern)
    heard = [] if of_partner else memory.recognise(tracker, label)
    return [*say(dispatcher, bubbles, chosen.leading(pattern)), *memory.remember(tracker, label), *heard]


def _ask_role(dispatcher: CollectingDispatcher, label: str, bubbles: Sequence[str]) -> list[EventType]:
    asked = [*bubbles[:-1], f"{asking.without_question(bubbles[-1])} {texts().moments.ask_role}".strip()]
    events = say(dispatcher, asked, [f"{AS}{role}" for role in labels.ROLES])
    return [*events, SlotSet(OFFERED, f"{ROLE_FOR}{label}")]


def ask(dispatcher: CollectingDispatcher, tracker: Any, label: str) -> list[EventType]:
    """Utter the question that stands before data are erased or shown; "ja" and the button both answer it."""
    *first, last = texts().answers[label].bubbles(None)
    for bubble in first:
        dispatcher.utter_message(text=bubble)
    dispatcher.utter_message(text=last, buttons=sure_or_not(label))
    return [*about_to(tracker, label), *memory.remember(tracker, label)]


def sure_or_not(label: str) -> list[dict[str, str]]:
    """Return the buttons under the question before data are erased or shown."""
    words, moments = texts().intake.privacy, texts().moments
    yes, no = (words.erase, words.keep) if label == "delete_data" else (moments.yes, moments.no)
    return [
        {"title": yes.title, "payload": f"/{choices.ASKED[label]}"},
        {"title": no.title, "payload": f"/{choices.KEEP}"},
    ]


def about_to(tracker: Any, label: str) -> list[EventType]:
    """Return what remembers that the question was asked; the form closes when everything may go."""
    closing = [ActiveLoop(None), SlotSet("requested_slot", None)]
    events = closing if label == "delete_data" and choices.form_is_open(tracker) else []
    return [*events, SlotSet(OFFERED, choices.ASKED[label]), SlotSet(MISSES, 0)]


def _of_role(role: str, leads_to: Sequence[str]) -> list[str]:
    """Return where an answer leads to, the tips of a role first."""
    first = {"bioparent": "ask_tips_bioparent", "stepparent": "ask_tips_stepparent"}.get(role)
    return sorted(leads_to, key=lambda label: label != first) if first in leads_to else list(leads_to)


def say_moment(
    dispatcher: CollectingDispatcher, moment: Moment, leads_to: Sequence[str] | None = None
) -> list[EventType]:
    """Utter a moment, with its own quick replies or those given."""
    return say(dispatcher, [moment.text], moment.leads_to if leads_to is None else leads_to)
