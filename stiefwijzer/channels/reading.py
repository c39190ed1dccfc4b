"""Reading an HTTP request: its JSON, its token, and the address it came from; what is wrong becomes a problem."""

from __future__ import annotations

import json
import uuid
from typing import Any, Final

from sanic.request import Request

from stiefwijzer.channels.problems import Problem

MAX_REQUEST_BYTES: Final = 16 * 1024


def body_of(request: Request) -> dict[str, Any]:
    """Return the JSON object of a request.

    Raises:
        Problem: It is too large, or not JSON, or no object.
    """
    if len(request.body) > MAX_REQUEST_BYTES:
        raise Problem("request_too_large")
    # A page of another site can post a form or plain text without asking; JSON it cannot.
    if request.content_type is None or request.content_type.partition(";")[0].strip().lower() != "application/json":
        raise Problem("not_json")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Problem("bad_json") from None
    if not isinstance(body, dict):
        raise Problem("wrong_type")
    return body


def wish_of(request: Request, name: str) -> bool:
    """Return a yes or no from the JSON object of a request, which may have no body: then it is no.

    Raises:
        Problem: As `body_of`, or it is something else.
    """
    wish = body_of(request).get(name, False) if request.body else False
    if not isinstance(wish, bool):
        raise Problem("wrong_type")
    return wish


def token_of(request: Request) -> str:
    """Return the token a request carries; the empty text when it carries none."""
    scheme, _, token = str(request.headers.get("authorization", "")).partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def message_id_of(body: dict[str, Any]) -> str:
    """Return the id the sender gave a message, a UUID in its usual form.

    Raises:
        Problem: There is none, or it is no UUID.
    """
    value = body.get("id")
    if value is None:
        raise Problem("missing_id")
    try:
        return str(uuid.UUID(value))
    except (ValueError, TypeError, AttributeError):
        raise Problem("wrong_type") from None


def address_of(request: Request) -> str:
    """Return the address a request came from: behind our own proxies (settings.py) the one they saw."""
    return str(request.remote_addr or request.ip)
