"""Conversations, and how often danger was answered.

Databases from before there were revisions have these tables, or the first of them: they are adopted as they are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make what is not there yet."""
    existing = set(sa.inspect(op.get_bind()).get_table_names())
    if "turns" not in existing:
        op.create_table(
            "turns",
            sa.Column("sender_id", sa.String(255), primary_key=True),
            sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("message_id", sa.String(255)),
            sa.Column("at", sa.Float, nullable=False),
            sa.Column("since", sa.Integer, nullable=False),
            sa.Column("state", sa.Text),
            sa.Column("events", sa.Text, nullable=False),
            sa.UniqueConstraint("sender_id", "message_id"),
        )
        op.create_index("ix_turns_at", "turns", ["at"])
    if "alarms" not in existing:
        op.create_table(
            "alarms",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("kind", sa.String(64), nullable=False),
            sa.Column("at", sa.Float, nullable=False),
        )
