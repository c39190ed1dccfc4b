"""What several commands need."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from stiefwijzer.errors import UserError

Commands = argparse._SubParsersAction


class CommandError(UserError):
    """A command cannot do its work; the message is one sentence for the person who typed it."""


@contextmanager
def database_trouble() -> Iterator[None]:
    """Turn a database that cannot be used into one sentence, without its password.

    Raises:
        CommandError: It cannot be used.
    """
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as error:
        raise CommandError(
            f"The database of DATABASE_URL cannot be used ({type(error).__name__}); see docs/running.md"
        ) from None


def with_database(work: Callable[[argparse.Namespace, Any], None]) -> Callable[[argparse.Namespace], None]:
    """Return a command that opens the database of the settings first, and says in a sentence when it cannot be used."""

    def command(options: argparse.Namespace) -> None:
        from stiefwijzer import settings
        from stiefwijzer.storage import schema

        with database_trouble():
            work(options, schema.opened(settings.database_url()))

    return command
