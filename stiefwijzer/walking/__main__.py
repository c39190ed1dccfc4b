"""`make walk`: which texts buttons reach, which only words do, and what is wrong with an answer."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from actions.speaking import SAID
from stiefwijzer import content
from stiefwijzer.content.loader import entries
from stiefwijzer.content.spoken import Spoken, spoken
from stiefwijzer.errors import UserError
from stiefwijzer.walking import written
from stiefwijzer.walking.reached import reached
from stiefwijzer.walking.turns import Player, Slots, pressed
from stiefwijzer.walking.walk import TURNS, Walk, walk

#: Said by a channel or the server when something goes wrong, and by no action.
WHEN_WRONG = ("problems", "trouble")


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
    def only_written(self) -> list[Spoken]:
        """The texts that only somebody reads who writes."""
        return _without(reached(self.texts, self.by_words.said), self.pressed)

    @property
    def when_wrong(self) -> list[Spoken]:
        """The texts for when something goes wrong."""
        return [text for text in self.texts if text.entry.part in WHEN_WRONG or text.entry.key in WHEN_WRONG]

    @property
    def unreachable(self) -> list[Spoken]:
        """The texts nobody can ever read."""
        return _without(self.texts, [*self.pressed, *self.only_written, *self.when_wrong])

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
    """Walk from everything people may write: at once and after a greeting, then again, and again the next day."""
    start = player.begin()
    places = [start, player.play(start, pressed("/greet")).slots]
    first = walk(player, ((slots, message) for slots in places for message in written.messages()), turns=1)
    later = [slots for known in _places(first) for slots in (known, player.begin_again(known))]
    brief = list(written.brief_messages())
    second = walk(player, ((slots, message) for slots in later for message in brief), turns=0)
    return first.joined(second)


def _places(seen: Walk) -> Iterable[Slots]:
    """Return what may be remembered, but for the order in which subjects were spoken about."""
    return {json.dumps({**slots, SAID: None}, sort_keys=True): slots for slots in seen.states.values()}.values()


def _without(texts: Iterable[Spoken], others: Iterable[Spoken]) -> list[Spoken]:
    known = {(text.entry.key, text.path) for text in others}
    return [text for text in texts if (text.entry.key, text.path) not in known]


def report(coverage: Coverage, seconds: float) -> str:
    """Return what a person reads of it, in Dutch."""
    walked = coverage.by_buttons
    buttons = Counter(title for title, _ in walked.pressed)
    lines = [
        f"met alleen knoppen, {TURNS} beurten vanaf de begroeting: {walked.turns} beurten, {len(walked.states)} "
        f"verschillende gesprekken, {len(buttons)} knoppen, alle beantwoord op {len(walked.wrong)} na",
        f"met woorden: {coverage.by_words.turns} beurten",
        f"teksten: {len(coverage.texts)}, waarvan met knoppen {len(coverage.pressed)}, alleen als iemand schrijft "
        f"{len(coverage.only_written)}, alleen als er iets misgaat {len(coverage.when_wrong)}, "
        f"onbereikbaar {len(coverage.unreachable)}",
        f"({seconds:.0f} s)",
        "",
        "alleen als iemand schrijft:",
        *(f"  {text.place}" for text in coverage.only_written),
        "",
        "alleen als er iets misgaat:",
        *(f"  {text.place}" for text in coverage.when_wrong),
    ]
    return "\n".join(lines)


def main() -> int:
    """Print what the walks have shown; return 1 when a text cannot be reached or an answer is wrong."""
    started = time.perf_counter()
    try:
        content.texts()
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    coverage = cover()
    print(report(coverage, time.perf_counter() - started))  # noqa: T201
    problems = [
        *(f"{text.place}: deze tekst kan niemand lezen" for text in coverage.unreachable),
        *(f"na '{message}': {fault}" for fault, message in coverage.wrong.items()),
    ]
    if problems:
        print("\nfout:", *problems, sep="\n  ", file=sys.stderr)  # noqa: T201
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
