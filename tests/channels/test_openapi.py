"""docs/openapi.yml is what the channel does: its routes, its problems, its limits, and every answer of the server."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from ruamel.yaml import YAML
from sanic import Sanic
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from stiefwijzer.channels import problems
from stiefwijzer.channels.history import MOST_TURNS
from stiefwijzer.channels.signing import SESSION_MAX_AGE
from stiefwijzer.channels.website import WebsiteInput
from stiefwijzer.limits import MAX_MESSAGE_CHARACTERS
from tests.server.running import ROOT, Server, Visitor

FILE = ROOT / "docs" / "openapi.yml"
SPECIFIED: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: How many requests are made up for each operation.
EXAMPLES = 60
schema = schemathesis.openapi.from_path(str(FILE))


@pytest.fixture
def app(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sanic]:
    """The routes of the channel, mounted as the server mounts them."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'x.db'}")
    monkeypatch.setenv("STIEFWIJZER_SECRET_KEY", "x" * 32)
    mounted = Sanic(f"openapi-{uuid.uuid4().hex}", configure_logging=False)
    channel = WebsiteInput.from_credentials(None)
    mounted.blueprint(channel.blueprint(lambda _: None), url_prefix=f"/{channel.url_prefix()}")  # type: ignore[arg-type,return-value]
    yield mounted
    Sanic._app_registry.pop(mounted.name)


def test_every_route_is_specified_and_every_specified_route_is_there(app: Sanic) -> None:
    routes = {(f"/{route.path}", method.lower()) for route in app.router.routes for method in route.methods}
    specified = {(path, method) for path, item in SPECIFIED["paths"].items() for method in item}

    assert {(path, method) for path, method in routes if method != "options"} == specified


def test_every_problem_is_specified() -> None:
    named = SPECIFIED["components"]["schemas"]["problem"]["properties"]["type"]["enum"]

    assert named == [f"urn:stiefwijzer:problem:{code}" for code in problems.STATUS]


def test_limits_are_those_of_the_code() -> None:
    typed = SPECIFIED["paths"]["/chat/messages"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    token = SPECIFIED["paths"]["/chat/sessions"]["post"]["responses"]["201"]["description"]

    assert typed["oneOf"][0]["properties"]["text"]["maxLength"] == MAX_MESSAGE_CHARACTERS
    assert f"{SESSION_MAX_AGE // 86_400} days" in token
    assert f"{MOST_TURNS} turns" in SPECIFIED["paths"]["/chat/history"]["get"]["summary"]


@pytest.mark.slow
@schema.parametrize()  # type: ignore[untyped-decorator]
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_is_answered_as_specified(case: schemathesis.Case, server: Server) -> None:
    headers = {"Authorization": f"Bearer {server.visitor().token}"}

    case.call_and_validate(base_url=server.url, headers=headers, checks=CHECKS)


@pytest.mark.slow
@pytest.mark.parametrize(
    "said", ["hoi", "ik wil niet meer leven", "welke stappen zijn er?", "qwrtz", "ik ben 12"], ids=lambda said: said[:8]
)
def test_answers_and_their_history_are_as_specified(said: str, server: Server, visitor: Visitor) -> None:
    answer = visitor.post({"id": str(uuid.uuid4()), "text": said})
    schema["/chat/messages"]["post"].validate_response(answer)

    history = visitor.ask("GET", "history")
    schema["/chat/history"]["get"].validate_response(history)
    assert len(history.json()["messages"]) >= len(answer.json()["messages"])
