"""What the server serves, and what it does not."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest
import requests

from stiefwijzer import __version__
from stiefwijzer.nlu import dutch
from stiefwijzer.server import pages
from tests.conftest import StartServer
from tests.server.running import LIMIT, Server

pytestmark = pytest.mark.slow

EVERYTHING_ANSWERED = [
    "/",
    "/page.css",
    "/stiefwijzer-chat.js",
    "/parts/practice.js",
    "/favicon.ico",
    "/health",
    "/nothing-here",
    "/chat/messages",
]


def test_health_names_the_model_and_what_is_in_use(server: Server) -> None:
    answer = requests.get(f"{server.url}/health", timeout=LIMIT)

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "model": "stiefwijzer.tar.gz",
        "dutch": dutch.in_use(),
        "patches": "on",
        "mail": {"state": "off", "waiting": 0, "late": 0, "dead": 0},
        "version": __version__,
    }


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html"),
        ("/page.css", "text/css"),
        ("/stiefwijzer-add.js", "text/javascript"),
        ("/stiefwijzer-chat.js", "text/javascript"),
        *((f"/parts/{file.name}", "text/javascript") for file in (pages.WIDGET_DIR / "parts").iterdir()),
        (f"/{pages.PRACTICE}", "text/javascript"),
    ],
)
def test_page_and_element_are_served_by_the_same_process(path: str, content_type: str, server: Server) -> None:
    answer = requests.get(f"{server.url}{path}", timeout=LIMIT)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == f"{content_type}; charset=utf-8"
    assert answer.text


@pytest.mark.parametrize("path", EVERYTHING_ANSWERED)
def test_every_answer_carries_the_security_headers(path: str, server: Server) -> None:
    headers = requests.get(f"{server.url}{path}", timeout=LIMIT).headers

    policy = headers["Content-Security-Policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if path.endswith(".js") else "same-origin")
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/nothing-here",
        "/../config.yml",
        "/..%2fconfig.yml",
        "/var/secret.key",
        "/%00",
        "/%ff",
        "/webhooks/rest/webhook",
        "/webhooks/chat/sessions",
        "/webhooks/callback/webhook",
        "/model",
        "/model/parse",
        "/model/train",
        "/conversations/x/tracker",
        "/conversations/x/messages",
        "/domain",
        "/version",
        "/status",
        "/socket.io",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_else_is_there_least_of_all_the_api_of_rasa(method: str, path: str, server: Server) -> None:
    answer = requests.request(method, f"{server.url}{path}", json={"text": "hoi", "message": "hoi"}, timeout=LIMIT)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:stiefwijzer:problem:not_found"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/chat/sessions"),
        ("GET", "/chat/messages"),
        ("PUT", "/chat/messages"),
        ("POST", "/health"),
        ("DELETE", "/"),
    ],
)
def test_other_method_is_refused(method: str, path: str, server: Server) -> None:
    answer = requests.request(method, f"{server.url}{path}", timeout=LIMIT)

    assert answer.status_code == 405
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:stiefwijzer:problem:method_not_allowed"


@pytest.mark.parametrize(
    "request_line_and_headers",
    [
        b"POST /chat/messages HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
        b"POST /chat/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01 no http at all\r\n\r\n",
    ],
    ids=["length is no number", "chunk is no number", "path is no ascii", "no http"],
)
def test_broken_http_is_refused_and_no_error_of_the_server(request_line_and_headers: bytes, server: Server) -> None:
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=LIMIT) as connection:
        connection.sendall(request_line_and_headers)
        status_line = connection.makefile("rb").readline()

    assert status_line.startswith(b"HTTP/1.1 4") or status_line == b""  # hung up on: nobody who speaks HTTP is there


def test_sigterm_stops_the_server_without_an_error(start_server: StartServer) -> None:
    server = start_server()
    server.visitor().say("hoi")

    status = server.stop()

    assert status == 0
    assert "Traceback" not in server.output
