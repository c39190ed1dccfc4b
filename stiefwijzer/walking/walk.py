"""Playing every conversation that buttons make possible, and finding what is wrong with an answer on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from stiefwijzer import content
from stiefwijzer.content.parts import MAX_BUBBLES, MAX_TITLE, MAX_WORDS
from stiefwijzer.walking.turns import Message, NoAnswerError, Player, Slots, Turn, pressed

#: How many turns a conversation is walked, the greeting not counted.
TURNS: Final = 6
#: The welcome stands before the first answer.
_MOST_BUBBLES: Final = MAX_BUBBLES + 1


@dataclass
class Walk:
    """What was seen on a walk.

    Attributes:
        said: Every bubble that was said.
        pressed: The title and payload of every button that was pressed.
        wrong: What was wrong, each once, and after which message.
        turns: How many turns were played.
        states: What is remembered after some turn, by its text.
    """

    said: set[str] = field(default_factory=set)
    pressed: set[tuple[str, str]] = field(default_factory=set)
    wrong: dict[str, str] = field(default_factory=dict)
    turns: int = 0
    states: dict[str, Slots] = field(default_factory=dict)

    def see(self, turn: Turn, message: str) -> None:
        """Take in an answer, and what is wrong with it."""
        self.said.update(turn.bubbles)
        self.states.setdefault(turn.state, turn.slots)
        for fault in faults(turn):
            self.wrong.setdefault(fault, message)

    def joined(self, other: Walk) -> Walk:
        """Return what was seen on two walks."""
        return Walk(
            self.said | other.said,
            self.pressed | other.pressed,
            {**other.wrong, **self.wrong},
            self.turns + other.turns,
            {**self.states, **other.states},
        )


def _anywhere(_: Slots) -> bool:
    return True


def walk(
    player: Player,
    openings: Iterable[tuple[Slots, Message]],
    turns: int = TURNS,
    typed: Sequence[Message] = (),
    within: Callable[[Slots], bool] = _anywhere,
) -> Walk:
    """Play what people open with, and then every button of every answer, so many turns long.

    Args:
        player: Plays the turns.
        openings: What is remembered at first, and what is said then.
        turns: How many turns follow.
        typed: What is typed at every turn, besides the buttons that are pressed.
        within: Whether to go on from what is remembered; where not, the answer is one of the last.

    What follows depends on what is remembered and on the button, and on nothing else; so where the same is remembered the
    same button is pressed only once. Of the last answers only those buttons are pressed that were under no answer before.
    """
    seen = Walk()
    ahead = [(turn, 0) for slots, message in openings if (turn := _played(player, slots, message, seen))]
    known: set[tuple[str, str]] = set()
    while ahead:
        following = []
        for turn, length in ahead:
            new = [button for button in turn.buttons if (turn.state, button[1]) not in known]
            if length == turns:
                new = [button for button in new if button not in seen.pressed]
            known.update((turn.state, payload) for _, payload in new)
            seen.pressed.update(new)
            messages = [*(pressed(payload) for _, payload in new), *(typed if new and length < turns else ())]
            after = [_played(player, turn.slots, message, seen) for message in messages]
            following += [
                (each, length + 1 if within(each.slots) else turns) for each in after if each and length < turns
            ]
        ahead = following
    return seen


def faults(turn: Turn) -> list[str]:
    """Return what is wrong with an answer, in Dutch."""
    found = []
    if len(turn.bubbles) > _MOST_BUBBLES:
        found.append(f"{len(turn.bubbles)} tekstballonnen, hoogstens {_MOST_BUBBLES}: {turn.bubbles[0]}")
    found += [
        f"een tekstballon van {words} woorden, hoogstens {MAX_WORDS}: {bubble}"
        for bubble in turn.bubbles
        if (words := len(bubble.split())) > MAX_WORDS
    ]
    found += [
        f"een knop van {len(title)} tekens, hoogstens {MAX_TITLE}: {title}"
        for title, _ in turn.buttons
        if len(title) > MAX_TITLE
    ]
    asks_on = turn.bubbles[-1] in content.texts().answers["request_intake"].bubbles(None)  # the form speaks next
    if not turn.buttons and not turn.links and not asks_on:
        found.append(f"hier loopt het dood, zonder knop of hulplijn: {turn.bubbles[-1]}")
    return found


def _played(player: Player, slots: Slots, message: Message, seen: Walk) -> Turn | None:
    seen.turns += 1
    try:
        turn = player.play(slots, message)
    except NoAnswerError as error:
        seen.wrong.setdefault(str(error), message["text"])
        return None
    seen.see(turn, message["text"])
    return turn
