"""An exercise that is going on: its questions one at a time, in words or by buttons (content/exercises.yml).

No form of Rasa's: a form keeps every answer in a slot, knows nothing of skipping, and has to be told of each thing one may
say instead. Here the exercise is one slot that every action looks at before it answers (actions/talking.py), so that rules
stay one a label, and danger, whose action looks at nothing, goes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import asking, evident, memory, speaking
from actions.memory import ASIDE, DONE, EXERCISE, KEPT, STEP, TRYING, set_now
from stiefwijzer import labels
from stiefwijzer.content import Exercise, Question, texts
from stiefwijzer.content.exercises import LEFT_OPEN, NOTHING, SENTENCE, SENTENCES

STOP: Final = f"{speaking.OPTION}stop"
KEEP: Final = f"{speaking.OPTION}keep"
READ: Final = f"{speaking.OPTION}read"
FORGET: Final = f"{speaking.OPTION}forget"
RESUME: Final = f"{speaking.OPTION}resume"
#: An answer of so few words is thanked for and not praised.
_BARELY: Final = 2
#: In more words "overslaan" and "waar waren we" are likelier part of an answer: "pas toen ik ging studeren".
_CLEARLY: Final = 4
_WITH_PARTNER: Final = "ask_step_4"
_NO_COUPLE_TALKS: Final = frozenset({"crisis_violence", "crisis_child_safety"})
_PICK: Final = "pick:"
HOW_IT_WENT: Final = "how_it_went"
_MOVES: Final = ("next", "back", "more", "clarify", "repeat")
_PICKED_BY_WORD: Final = ("first", "second", "third")

#: What is known of an exercise that is going on: `name`, `at` (which question), `answered` (how many), `private` (nothing
#: of what is answered is kept, see storage/redaction.py), `keep` (somebody wants it kept), `pieces` (for the ending).
State = dict[str, Any]


def begin(dispatcher: CollectingDispatcher, tracker: Any, name: str) -> list[EventType]:
    """Utter the beginning of an exercise and its first question, or go on where it was put aside."""
    if name == SENTENCES:
        pattern = memory.fitting(tracker, [f"pattern_{each}" for each in ("anxious", "avoidant", "disorganised")])
        if pattern is None:
            kinds = [each for each in texts().exercises if each.startswith(f"{SENTENCES}_")]
            asked = [texts().moments.exercising.which_sentences]
            return speaking.say(dispatcher, asked, [f"{speaking.BEGIN}{kind}" for kind in kinds])
        name = pattern.replace("pattern", SENTENCES)
    aside = tracker.get_slot(ASIDE)
    if aside and aside.get("name") == name:
        return resume(dispatcher, tracker)
    exercise = texts().exercises[name]
    state: State = {"name": name, "at": 0, "answered": 0, "private": exercise.private, "keep": False, "pieces": {}}
    opening = exercise.begin.replace(SENTENCE, str(tracker.get_slot(TRYING) or LEFT_OPEN))
    tried = [set_now(tracker, TRYING, None)] if name == HOW_IT_WENT else []
    return [*_ask(dispatcher, tracker, state, [opening]), *memory.remember(tracker, exercise.step), *tried]


def resume(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType]:
    """Go on with the exercise that was put aside; the caller has seen that there is one."""
    return _ask(dispatcher, tracker, tracker.get_slot(ASIDE), [])


def can_resume(tracker: Any) -> bool:
    """Tell whether an exercise was put aside that still exists."""
    return _exercise(tracker.get_slot(ASIDE)) is not None


def put_aside(tracker: Any) -> list[EventType]:
    """Return the events that put an exercise aside; none when none is going on."""
    state = tracker.get_slot(EXERCISE)
    return [set_now(tracker, EXERCISE, None), set_now(tracker, ASIDE, state)] if state else []


def leave_for(tracker: Any, danger: str) -> list[EventType]:
    """Return the events that put an exercise aside for danger; one about talking with a partner is not taken up again.

    With violence or a child in danger no couple talks are offered (docs/safety.md).
    """
    aside = put_aside(tracker)
    left = _exercise(tracker.get_slot(ASIDE))
    if left and left.step == _WITH_PARTNER and danger in _NO_COUPLE_TALKS:
        return [*aside, set_now(tracker, ASIDE, None)]
    return aside


def take(dispatcher: CollectingDispatcher, tracker: Any) -> list[EventType] | None:  # noqa: PLR0911 - one a meaning
    """Utter what follows on a message in an exercise; None when none is going on, or when it is not for the exercise."""
    state: State = tracker.get_slot(EXERCISE) or {}
    if _exercise(state) is None:
        return None
    talk = texts().moments.exercising
    match _meant(tracker, texts().exercises[state["name"]].questions[state["at"]]):
        case "stop":
            events = put_aside(tracker)
            read = [READ] if tracker.get_slot(KEPT) else []
            return [*events, *speaking.say(dispatcher, [talk.stopped.text], [RESUME, *read, *talk.stopped.leads_to])]
        case "keep":
            return _ask(dispatcher, tracker, {**state, "keep": True}, [talk.kept])
        case "wait":
            return _ask(dispatcher, tracker, state, [talk.waiting])
        case "yes or no" if texts().exercises[state["name"]].questions[state["at"]].begun:
            return _moved(dispatcher, tracker, state, "clarify")  # a sentence is not finished with a yes
        case "yes or no" if texts().exercises[state["name"]].remembers:
            # A no means none of these; a yes does not say which.
            denied = memory.label_heard(tracker) == "deny"
            return _go_on(dispatcher, tracker, state, None) if denied else _moved(dispatcher, tracker, state, "repeat")
        case "move":
            return _moved(dispatcher, tracker, state, memory.label_heard(tracker))
        case "skip":
            return _go_on(dispatcher, tracker, state, None)
        case "answer" | "yes or no":
            return _answered(dispatcher, tracker, state)
    return None


def _meant(tracker: Any, question: Question) -> str:
    """Return what a message means in an exercise: stop, keep, skip, move, wait, something else, or an answer."""
    choice, nuances = str(tracker.latest_message.get("choice") or ""), memory.nuances(tracker)
    heard, typed, brief = memory.label_heard(tracker), memory.is_typed(tracker), evident.is_brief(tracker)
    clear = memory.length(tracker) <= _CLEARLY
    kinds = (
        (choice == "stop" or (typed and brief and "stop" in nuances), "stop"),
        (choice == "keep", "keep"),
        (choice.startswith(_PICK), "answer"),
        (typed and clear and "where" in nuances, "wait"),
        (typed and clear and "skip" in nuances, "skip"),
        (heard in _MOVES and evident.is_move(tracker, heard), "move"),
        (typed and (question.is_begun(_written(tracker)) or _is_choice(question, tracker)), "answer"),
        (not typed or evident.asks_for_something_else(tracker), "else"),
        (brief and heard in ("affirm", "deny"), "yes or no"),
        (brief and (heard in ("greet", "thanks") or "silence" in nuances), "wait"),
    )
    return next((kind for applies, kind in kinds if applies), "answer")


def _moved(dispatcher: CollectingDispatcher, tracker: Any, state: State, move: str) -> list[EventType]:
    """Skip, go back, explain, or say again."""
    exercise = texts().exercises[state["name"]]
    at = state["at"]
    if move == "next":
        return _go_on(dispatcher, tracker, state, None)
    if move == "back":
        before = [] if at else [texts().moments.exercising.first]
        return _ask(dispatcher, tracker, {**state, "at": max(at - 1, 0)}, before)
    explained = [] if move == "repeat" else [str(exercise.questions[at].explained)]
    return _ask(dispatcher, tracker, state, explained)


def _picked(question: Question, tracker: Any) -> int | None:
    """Return which of the choices is meant, by its button or in words; None for an answer of somebody's own."""
    choice, nuances = str(tracker.latest_message.get("choice") or ""), memory.nuances(tracker)
    if choice.startswith(_PICK):
        at = int(choice.removeprefix(_PICK))
        return at if at < len(question.choices) else None
    numbered = list(zip(_PICKED_BY_WORD, range(len(question.choices)), strict=False))
    by_number = next((at for nuance, at in numbered if nuance in nuances and evident.is_brief(tracker)), None)
    return question.choice_in(_written(tracker)) if by_number is None else by_number


def _is_choice(question: Question, tracker: Any) -> bool:
    return evident.is_brief(tracker) and _picked(question, tracker) is not None


def _written(tracker: Any) -> str:
    """Return what somebody typed; nothing when a button was pressed."""
    return str(tracker.latest_message.get("text") or "") if memory.is_typed(tracker) else ""


def _answered(dispatcher: CollectingDispatcher, tracker: Any, state: State) -> list[EventType]:
    """Take an answer: one of the choices, or in somebody's own words."""
    exercise = texts().exercises[state["name"]]
    question = exercise.questions[state["at"]]
    picked = _picked(question, tracker)
    choice = question.choices[picked] if picked is not None else None
    piece = str(choice.title) if choice else question.piece(_written(tracker))
    number = str(state["at"] + 1)
    events: list[EventType] = []
    state = {**state, "answered": state["answered"] + 1}
    if not state["private"]:
        state["pieces"] = {**state["pieces"], number: piece}
    elif state["keep"]:
        kept = [each for each in tracker.get_slot(KEPT) or [] if each["question"] != number]
        events.append(set_now(tracker, KEPT, [*kept, {"question": number, "answer": piece}]))
    if exercise.remembers:
        events.append(set_now(tracker, TRYING, piece))
    short = memory.length(tracker) <= _BARELY and not question.choices and not question.begun
    reply = texts().moments.exercising.noted if short else question.reply
    return [*events, *_go_on(dispatcher, tracker, state, choice.says.text if choice else reply)]


def _go_on(dispatcher: CollectingDispatcher, tracker: Any, state: State, reply: str | None) -> list[EventType]:
    """Ask the next question, or end."""
    exercise = texts().exercises[state["name"]]
    before = [reply] if reply else []
    if state["at"] + 1 < len(exercise.questions):
        return _ask(dispatcher, tracker, {**state, "at": state["at"] + 1}, before)
    heard = memory.fitting(tracker, exercise.ends) if state["answered"] else NOTHING
    pieces = {int(number): piece for number, piece in state["pieces"].items()}
    leads_to = list(exercise.leads_to)
    bubbles, asked = exercise.ending(heard, pieces), list[EventType]()
    if state["keep"] and tracker.get_slot(KEPT):
        leads_to = [*leads_to[:2], READ, FORGET]  # it was promised that these can be read and forgotten
    else:
        bubbles, leads_to, asked = asking.whether_it_helped(tracker, exercise.step, state["name"], bubbles, leads_to)
    said = [*speaking.say(dispatcher, [*before, *bubbles], leads_to), *asked]
    done = [step for step in labels.STEPS if step == exercise.step or step in (tracker.get_slot(DONE) or [])]
    events = [set_now(tracker, EXERCISE, None), set_now(tracker, ASIDE, None), set_now(tracker, STEP, exercise.step)]
    return [*said, *events, set_now(tracker, DONE, done)]


def _ask(dispatcher: CollectingDispatcher, tracker: Any, state: State, before: Sequence[str]) -> list[EventType]:
    """Utter something and the question an exercise is at."""
    exercise = texts().exercises[state["name"]]
    question = exercise.questions[state["at"]]
    buttons = texts().buttons
    picks = [
        {"title": str(choice.title), "payload": f"/{speaking.OPTION}{_PICK}{at}"}
        for at, choice in enumerate(question.choices)
    ]
    open_ones = [
        {"title": str(buttons.skip), "payload": f"/{labels.intent_of('next')}"},
        {"title": str(buttons.explain), "payload": f"/{labels.intent_of('clarify')}"},
        *speaking.quick_replies([KEEP] if state["private"] and not state["keep"] and not state["at"] else []),
    ]
    shown = [*(picks or open_ones), *speaking.quick_replies([STOP])]
    said = speaking.say(dispatcher, [*before, question.text], [], shown)
    return [*said, set_now(tracker, EXERCISE, state), set_now(tracker, ASIDE, None)]


def _exercise(state: State | None) -> Exercise | None:
    """Return the exercise of a state; None when there is none, or when it is not as it was any more."""
    exercise = texts().exercises.get(str((state or {}).get("name")))
    return exercise if exercise and state and state["at"] < len(exercise.questions) else None
