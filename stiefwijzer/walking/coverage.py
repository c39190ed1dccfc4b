"""What the walks together show: which texts people can read, by which way, and what is wrong with an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from actions.memory import ASIDE, CHOICES, EXERCISE, HEARD, KEPT, RATED, SAID, TRYING, UNRATED
from actions.speaking import BEGIN
from stiefwijzer import content, labels
from stiefwijzer.content.exercises import MAX_QUESTIONS
from stiefwijzer.content.loader import entries
from stiefwijzer.content.spoken import Spoken, spoken
from stiefwijzer.walking import written
from stiefwijzer.walking.reached import reached
from stiefwijzer.walking.turns import Player, Slots, pressed
from stiefwijzer.walking.walk import Walk, walk

#: Said by a channel or the server when something goes wrong, and by no action.
WHEN_WRONG: Final = ("problems", "trouble")
#: The part of content/ that holds the form.
FORM: Final = "intake"


@dataclass(frozen=True)
class Coverage:
    """What two walks have shown.

    Attributes:
        by_buttons: The walk from the greeting, by buttons alone.
        by_words: The walk from everything people may write.
        texts: Every text of content/.
    """

    by_buttons: Walk
    by_words: Walk
    texts: list[Spoken]

    @property
    def pressed(self) -> list[Spoken]:
        """The texts that buttons lead to."""
        return reached(self.texts, self.by_buttons.said)

    @property
    def further(self) -> list[Spoken]:
        """The texts that only somebody reads who writes, or goes on for longer."""
        return _without(reached(self.texts, self.by_words.said), self.pressed)

    @property
    def when_wrong(self) -> list[Spoken]:
        """The texts for when something goes wrong."""
        return [text for text in self.texts if text.entry.part in WHEN_WRONG or text.entry.key in WHEN_WRONG]

    @property
    def in_form(self) -> list[Spoken]:
        """The texts of the form, which no walk goes through: tests/intake plays its conversations."""
        return [text for text in self.texts if text.entry.part == FORM]

    @property
    def unreachable(self) -> list[Spoken]:
        """The texts nobody can ever read."""
        return _without(self.texts, [*self.pressed, *self.further, *self.when_wrong, *self.in_form])

    @property
    def wrong(self) -> dict[str, str]:
        """What is wrong with answers, and after which message."""
        return {**self.by_words.wrong, **self.by_buttons.wrong}


def cover() -> Coverage:
    """Walk from the greeting by buttons, and from everything people may write."""
    player = Player()
    by_buttons = walk(player, [(player.begin(), pressed("/greet"))])
    return Coverage(by_buttons, _by_words(player), [text for entry in entries() for text in spoken(entry)])


def _by_words(player: Player) -> Walk:
    """Walk from everything people may write: at once and after a greeting, in exercises, again, and again the next day."""
    start = player.begin()
    places = [start, player.play(start, pressed("/greet")).slots]
    first = walk(player, ((slots, message) for slots in places for message in written.messages()), turns=1)
    exercises = _through_exercises(player, _distinct(first.states.values()))
    later = _distinct([*first.states.values(), *exercises.states.values()])
    brief = list(written.brief_messages())
    # A button of long ago can still be pressed.
    buttons = [pressed(payload) for _, payload in sorted(first.pressed | exercises.pressed)]
    again = ((slots, message) for slots in later for message in (*brief, *buttons))
    next_day = ((player.begin_again(slots), message) for slots in later for message in brief)
    seen = first.joined(exercises).joined(walk(player, [*again, *next_day], turns=0))
    return seen.joined(_through_exercises(player, [slots for slots in later if slots.get(TRYING)]))


def _through_exercises(player: Player, places: Iterable[Slots]) -> Walk:
    """Walk through every exercise to its end, answering in words and by buttons."""
    begin = [pressed(f"/{BEGIN}{name}") for name in content.texts().exercises]
    openings = [(slots, message) for slots in _by_what_counts(places) for message in begin]
    typed = [written.message(labels.NOT_SURE), written.message("next"), written.message("clarify")]
    # One turn a question, and one to want the answers kept.
    return walk(player, openings, MAX_QUESTIONS + 1, typed, within=lambda slots: bool(slots.get(EXERCISE)))


def _distinct(places: Iterable[Slots]) -> list[Slots]:
    """Return one of the places for everything that makes another answer, as far as actions look at it.

    How an exercise goes is a walk of its own; of what was said, offered and kept only the last counts, or that it is there.
    """

    def counts(slots: Slots) -> str:
        there = {slot: bool(slots.get(slot)) for slot in (ASIDE, KEPT, TRYING, RATED, CHOICES, EXERCISE)}
        return json.dumps({**slots, **there, UNRATED: 0, SAID: (slots.get(SAID) or [None])[-1]}, sort_keys=True)

    return list({counts(slots): slots for slots in places}.values())


def _by_what_counts(places: Iterable[Slots]) -> list[Slots]:
    """Return one of the places for everything that an exercise may look at."""
    return list({json.dumps([slots.get(HEARD), slots.get(TRYING)]): slots for slots in places}.values())


def _without(texts: Iterable[Spoken], others: Iterable[Spoken]) -> list[Spoken]:
    known = {(text.entry.key, text.path) for text in others}
    return [text for text in texts if (text.entry.key, text.path) not in known]
