"""Updates that overtake each other are put in order again, and a gap that never closes is not waited for."""

from __future__ import annotations

import asyncio

from stiefwijzer.channels.telegram.ordering import Sequence


async def test_a_number_that_follows_is_complete_at_once() -> None:
    sequence = Sequence(4)
    sequence.saw(5)
    assert sequence.is_complete_to(5)
    assert not sequence.is_complete_to(6)


async def test_a_number_behind_a_gap_waits_for_the_gap_to_close() -> None:
    sequence = Sequence(4)
    sequence.saw(7)
    waiting = asyncio.create_task(sequence.complete_to(7, 60))
    sequence.saw(6)
    await asyncio.sleep(0)
    assert not waiting.done()
    sequence.saw(5)
    await waiting
    assert sequence.is_complete_to(7)


async def test_a_gap_that_does_not_close_is_given_up() -> None:
    sequence = Sequence(4)
    for number in (900, 901):
        sequence.saw(number)
    await sequence.complete_to(900, 0.01)
    assert sequence.is_complete_to(901)


async def test_with_nothing_known_the_first_number_waits_for_a_moment() -> None:
    sequence = Sequence()
    sequence.saw(8)
    assert not sequence.is_complete_to(8)
    await sequence.complete_to(8, 0)
    assert sequence.is_complete_to(8)


async def test_after_a_quiet_week_lower_numbers_are_not_waited_for() -> None:
    sequence = Sequence(900)
    sequence.saw(3)
    assert sequence.is_complete_to(3)
