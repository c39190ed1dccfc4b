"""Errors: each has a status, and a Dutch sentence a person can act on."""

from __future__ import annotations

import json

import pytest

from stiefwijzer.channels import problems
from stiefwijzer.channels.problems import STATUS, Problem
from stiefwijzer.content import Content


def test_every_code_has_a_sentence_and_every_sentence_a_code(texts: Content) -> None:
    assert set(STATUS) == set(texts.problems)


@pytest.mark.parametrize("code", STATUS)
def test_problem_reads_as_problem_details(code: str, texts: Content) -> None:
    response = problems.response(Problem(code), texts)

    assert response.content_type == "application/problem+json"
    assert response.status == STATUS[code]
    assert response.body is not None
    assert json.loads(response.body) == {
        "type": f"urn:stiefwijzer:problem:{code}",
        "title": STATUS[code].phrase,
        "status": STATUS[code].value,
        "detail": texts.problems[code],
    }


@pytest.mark.parametrize("code", STATUS)
def test_only_an_unauthorized_problem_says_how_to_authenticate(code: str, texts: Content) -> None:
    challenge = problems.response(Problem(code), texts).headers.get("WWW-Authenticate")

    assert challenge == ("Bearer" if STATUS[code] == 401 else None)
