"""How often an answer helped, by those who were asked: which answer, yes or no, how often, and nothing of who or what."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from stiefwijzer.storage import database, schema

_feedback = sa.Table(
    "feedback",
    database.metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("answer", sa.String(128), nullable=False, index=True),
    sa.Column("helped", sa.Boolean, nullable=False),
)


class Count(NamedTuple):
    """An answer and how often it was said to help, and not to."""

    answer: str
    helped: int
    not_helped: int


def count(connection: Connection, answer: str, *, helped: bool) -> None:
    """Count one verdict.

    Args:
        connection: In whose transaction.
        answer: The label of the answer, and behind a slash its variant when it has one ("ask_step_3/pattern_anxious").
        helped: Whether it helped.
    """
    connection.execute(sa.insert(_feedback), {"answer": answer, "helped": helped})


def by_answer(engine: Engine) -> list[Count]:
    """Return the counts of every answer that was asked about, by its name."""
    schema.bring_up_to_date(engine)
    with engine.connect() as connection:
        rows: list[Any] = connection.execute(
            sa.select(_feedback.c.answer, _feedback.c.helped, sa.func.count()).group_by(
                _feedback.c.answer, _feedback.c.helped
            )
        ).all()
    counts = {(answer, bool(helped)): int(number) for answer, helped, number in rows}
    return [
        Count(answer, counts.get((answer, True), 0), counts.get((answer, False), 0))
        for answer in sorted({answer for answer, _ in counts})
    ]
