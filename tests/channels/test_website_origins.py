"""Pages of other websites: those on the list may talk, the others may not, and neither may forms."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
import requests

from stiefwijzer.settings import SettingError, allowed_origins
from tests.channels.test_website_requests import assert_refused
from tests.server.running import LIMIT, Server, Visitor

COACH = "https://www.coach.example"
OTHERS = [
    "https://coach.example",
    "http://www.coach.example",
    "https://www.coach.example:8443",
    "https://www.coach.example.evil.example",
    "https://evil.example",
    "https://WWW.coach.example",
    "null",
    "*",
    "",
]
ASKED = [("POST", "sessions"), ("POST", "messages"), ("GET", "history"), ("DELETE", "session")]


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that lets one website in."""
    running = Server(tmp_path_factory.mktemp("var"), STIEFWIJZER_ORIGINS=COACH)
    running.start()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def guest(strict: Server) -> Visitor:
    return strict.visitor()


@pytest.mark.slow
@pytest.mark.parametrize("origin", OTHERS)
@pytest.mark.parametrize(("method", "path"), ASKED)
def test_page_of_another_website_is_refused(
    method: str, path: str, origin: str, strict: Server, guest: Visitor
) -> None:
    answer = guest.ask(method, path, {"id": str(uuid.uuid4()), "text": "hoi"}, Origin=origin)

    assert_refused(answer, 403, "wrong_origin")
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert strict.events(guest, "user") == []


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path"), ASKED)
def test_page_on_the_list_may_read_every_answer_and_every_refusal(method: str, path: str, guest: Visitor) -> None:
    for body in ({"id": str(uuid.uuid4()), "text": "hoi"}, {}):
        headers = guest.ask(method, path, body, Origin=COACH).headers
        assert headers["Access-Control-Allow-Origin"] == COACH
        assert headers["Vary"] == "Origin"
        assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.slow
def test_own_page_may_always_talk(strict: Server, guest: Visitor) -> None:
    answer = guest.ask("POST", "messages", {"id": str(uuid.uuid4()), "text": "hoi"}, Origin=strict.url)

    assert answer.status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path"), ASKED)
def test_browser_that_asks_beforehand_hears_what_is_allowed(method: str, path: str, strict: Server) -> None:
    wanted = {"Origin": COACH, "Access-Control-Request-Method": method}

    answer = requests.options(f"{strict.url}/chat/{path}", headers=wanted, timeout=LIMIT)

    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == COACH
    assert method in answer.headers["Access-Control-Allow-Methods"].split(", ")
    assert answer.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type"


@pytest.mark.slow
@pytest.mark.parametrize("origin", OTHERS)
def test_browser_that_asks_beforehand_from_elsewhere_is_refused(origin: str, strict: Server) -> None:
    answer = requests.options(f"{strict.url}/chat/messages", headers={"Origin": origin}, timeout=LIMIT)

    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.slow
def test_health_and_pages_are_not_for_other_websites_to_read(strict: Server) -> None:
    for path in ("/", "/health"):
        headers = requests.get(f"{strict.url}{path}", headers={"Origin": COACH}, timeout=LIMIT).headers
        assert "Access-Control-Allow-Origin" not in headers


def test_list_holds_several_origins_with_spaces_or_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STIEFWIJZER_ORIGINS", f" {COACH}, http://localhost:8000  https://[::1]:1 ")

    assert allowed_origins() == {COACH, "http://localhost:8000", "https://[::1]:1"}


@pytest.mark.parametrize(
    "wrong",
    [
        "*",
        "coach.example",
        "https://coach.example/",
        "https://*.coach.example",
        "https://Coach.example",
        "ftp://x",
        "null",
    ],
)
def test_what_is_no_exact_origin_stops_the_server_with_a_sentence(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STIEFWIJZER_ORIGINS", f"{COACH} {wrong}")

    with pytest.raises(SettingError, match="which is no origin"):
        allowed_origins()
