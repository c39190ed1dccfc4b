"""What arrived from Telegram until it is answered, and leases for work that one process does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "telegram_updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Float, nullable=False, index=True),
        sa.Column("chat_id", sa.BigInteger, index=True),
        sa.Column("body", sa.Text),
        sa.Column("sent", sa.Integer, nullable=False),
    )
    op.create_table(
        "leases",
        sa.Column("work", sa.String(64), primary_key=True),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("until", sa.Float, nullable=False),
    )
