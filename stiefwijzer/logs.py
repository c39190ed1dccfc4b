"""What is logged: warnings and errors, without a word of what anybody wrote.

Rasa logs messages, slots and answers at its DEBUG and INFO levels, and takes the level from `LOG_LEVEL`. A chatbot that
hears people's family life never logs those, so the level of Rasa's loggers is set here, from WARNING up.
"""

from __future__ import annotations

import logging


def configure() -> None:
    """Set up logging for a command: one line an event on stderr, nothing below WARNING."""
    import structlog  # noqa: PLC0415 - slow to import, and wrong arguments need no log

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
