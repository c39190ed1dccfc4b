"""How often an answer helped.

Databases made before there were revisions may have the table.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table where it is not there yet."""
    if "feedback" in sa.inspect(op.get_bind()).get_table_names():
        return
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("answer", sa.String(128), nullable=False, index=True),
        sa.Column("helped", sa.Boolean, nullable=False),
    )
