"""What Alembic runs: the migrations, on the connection that `schema.py` hands over."""

from __future__ import annotations

from alembic import context

from stiefwijzer.storage import schema

context.configure(connection=context.config.attributes["connection"], target_metadata=schema.tables())
context.run_migrations()
