"""Errors as RFC 9457 problem details, with one Dutch sentence for the person in front of the screen."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Final

from sanic.response import HTTPResponse

from stiefwijzer.content import Content

#: What can be wrong with a request, and the status that says so; the sentences stand in content/problems.yml.
STATUS: Final = {
    "bad_json": HTTPStatus.BAD_REQUEST,
    "wrong_type": HTTPStatus.UNPROCESSABLE_ENTITY,
    "missing_id": HTTPStatus.UNPROCESSABLE_ENTITY,
    "empty_message": HTTPStatus.UNPROCESSABLE_ENTITY,
    "message_too_long": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "request_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "not_json": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "unknown_session": HTTPStatus.UNAUTHORIZED,
    "expired_session": HTTPStatus.UNAUTHORIZED,
    "unknown_button": HTTPStatus.UNPROCESSABLE_ENTITY,
    "wrong_origin": HTTPStatus.FORBIDDEN,
    "too_many_messages": HTTPStatus.TOO_MANY_REQUESTS,
    "too_many_sessions": HTTPStatus.TOO_MANY_REQUESTS,
    "not_found": HTTPStatus.NOT_FOUND,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "server_error": HTTPStatus.INTERNAL_SERVER_ERROR,
}


class Problem(Exception):  # noqa: N818 - named as the RFC names it
    """A request that cannot be answered.

    Args:
        code: A key of `STATUS` and of content/problems.yml.
        retry_after: After how many seconds it may be sent again, when waiting helps.
    """

    def __init__(self, code: str, *, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


def response(problem: Problem, texts: Content) -> HTTPResponse:
    """Return the problem as `application/problem+json`."""
    status = STATUS[problem.code]
    body = {
        "type": f"urn:stiefwijzer:problem:{problem.code}",
        "title": status.phrase,
        "status": status.value,
        "detail": texts.problems[problem.code],
    }
    headers = {"WWW-Authenticate": "Bearer"} if status is HTTPStatus.UNAUTHORIZED else {}
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    return HTTPResponse(
        json.dumps(body, ensure_ascii=False),
        status=status.value,
        headers=headers,
        content_type="application/problem+json",
    )
