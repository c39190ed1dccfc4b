"""Requests for the free talk, the mails they bring, and which conversations hold an unfinished one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "intakes",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("reference", sa.String(16), nullable=False, index=True),
        sa.Column("sender_id", sa.String(255), nullable=False, index=True),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("at", sa.Float, nullable=False, index=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("first_name", sa.Text, nullable=False),
        sa.Column("email", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("moments", sa.Text, nullable=False),
        sa.Column("role", sa.String(16)),
        sa.Column("question", sa.Text),
        sa.Column("safe", sa.String(16), nullable=False),
        sa.Column("consent_version", sa.String(32), nullable=False),
        sa.Column("consent_at", sa.Float, nullable=False),
        sa.Column("quarantine", sa.String(32)),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("intake_id", sa.String(36), nullable=False, index=True),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("message_id", sa.String(255), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", sa.Float, nullable=False, index=True),
        sa.Column("sent_at", sa.Float),
        sa.Column("trouble", sa.String(64)),
        sa.UniqueConstraint("intake_id", "kind"),
    )
    op.create_table(
        "drafts",
        sa.Column("sender_id", sa.String(255), primary_key=True),
        sa.Column("at", sa.Float, nullable=False, index=True),
    )
