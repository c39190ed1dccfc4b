"""`python -m stiefwijzer telegram`: says in one sentence each what is right and what is wrong, and never the token."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from stiefwijzer.channels.telegram import updates, webhook
from stiefwijzer.channels.telegram.commands import COMMANDS
from stiefwijzer.content import Content
from tests.channels.telegram import front
from tests.channels.telegram.double import TOKEN, Double
from tests.channels.telegram.running import TelegramServer
from tests.server.running import ROOT, environment

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Done:
    status: int
    said: str
    wrong: str


@dataclass(frozen=True)
class Operator:
    """Somebody who types commands on the machine of the server."""

    var: Path
    settings: dict[str, str]

    def types(self, action: str, **other: str) -> Done:
        command = [sys.executable, "-m", "stiefwijzer", "telegram", action]
        env = environment(self.var, **{**self.settings, **other})
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        assert TOKEN.partition(":")[2] not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def operator(tmp_path: Path, double: Double) -> Operator:
    return Operator(tmp_path, {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": double.url})


@dataclass(frozen=True)
class Public:
    """A server at a public address, and who runs it."""

    url: str
    server: TelegramServer
    operator: Operator


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return front.certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory, pem: Path) -> Iterator[Public]:
    double, var, port = Double(), tmp_path_factory.mktemp("var"), front.free_port()
    double.start()
    server = TelegramServer(var, double, STIEFWIJZER_PUBLIC_URL=f"https://localhost:{port}")
    settings = {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": double.url,
        "STIEFWIJZER_SECRET_KEY": server.key,
        "STIEFWIJZER_PUBLIC_URL": f"https://localhost:{port}",
        "SSL_CERT_FILE": str(pem),
    }
    try:
        server.start()
        with front.before(server.url, port, pem) as url:
            yield Public(url, server, Operator(var, settings))
    finally:
        server.stop()
        double.stop()


def test_without_a_token_there_is_nothing_to_set_up(operator: Operator) -> None:
    done = operator.types("setup", TELEGRAM_TOKEN="")
    assert (done.status, done.said) == (1, "")
    assert done.wrong.startswith("TELEGRAM_TOKEN is not set")


def test_without_a_public_address_the_menu_is_set_and_nothing_else_needed(
    operator: Operator, double: Double, texts: Content
) -> None:
    double.webhook.url = "https://vroeger.example.nl/"
    done = operator.types("setup")
    assert done == Done(0, done.said, "")
    assert "the server fetches updates itself" in done.said
    assert [command["command"] for command in double.commands] == list(COMMANDS)
    assert double.called("setMyDescription") == [{"description": texts.telegram.about}]
    assert double.webhook.url == ""
    assert operator.types("status") == Done(
        0,
        "token: Telegram knows this bot as @stiefwijzer_bot\n"
        "webhook: no webhook is set, so the server can fetch updates itself\n",
        "",
    )


def test_a_token_telegram_does_not_know_is_told(operator: Operator) -> None:
    other = TOKEN.replace("123456789", "987654321")
    for action in ("setup", "status", "remove"):
        done = operator.types(action, TELEGRAM_TOKEN=other)
        assert done == Done(
            1, "", "token: Telegram does not know TELEGRAM_TOKEN; BotFather shows the right one (/token)\n"
        )


def test_a_machine_without_network_is_told(operator: Operator) -> None:
    done = operator.types("status", TELEGRAM_API_URL="http://127.0.0.1:1")
    assert done.status == 1
    assert done.wrong.startswith("telegram: Telegram cannot be reached from this machine")


def test_an_address_where_nobody_is_is_told_before_telegram_is(operator: Operator, double: Double) -> None:
    done = operator.types("setup", STIEFWIJZER_PUBLIC_URL="https://localhost:1")
    assert done.status == 1
    assert done.wrong.startswith("address: https://localhost:1 does not answer")
    assert double.called("setWebhook") == []


def test_a_webhook_that_stands_in_the_way_is_told(operator: Operator, double: Double) -> None:
    double.webhook.url = "https://vroeger.example.nl/"
    done = operator.types("status")
    assert done.wrong.startswith("webhook: a webhook is set, so the server can fetch nothing")


def test_setup_tells_telegram_where_the_server_is(public: Public) -> None:
    done = public.operator.types("setup")
    assert done == Done(0, done.said, "")
    set_up = public.server.double.webhook
    assert (set_up.url, set_up.secret) == (public.url + webhook.PATH, public.server.secret)
    assert set_up.allowed == list(updates.WANTED)
    status = public.operator.types("status")
    assert status.status == 0
    assert [line.partition(":")[0] for line in status.said.splitlines()] == [
        *("token", "webhook", "address", "certificate", "secret")
    ]
    assert public.operator.types("remove").status == 0
    assert public.server.double.webhook.url == ""
    assert public.operator.types("status").wrong.startswith("webhook: no webhook is set; run:")


def test_a_certificate_nobody_trusts_is_told(public: Public) -> None:
    done = public.operator.types("setup", SSL_CERT_FILE="")
    assert done.status == 1
    assert done.wrong.startswith("certificate: ")


def test_another_key_than_the_servers_is_told(public: Public) -> None:
    done = public.operator.types("setup", STIEFWIJZER_SECRET_KEY="another" * 6)
    assert done.status == 1
    assert done.wrong.startswith("secret: the server has another STIEFWIJZER_SECRET_KEY")


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("Wrong response from the webhook: 403 Forbidden", "secret"),
        ("SSL error {error:0A000086:SSL routines::certificate verify failed}", "certificate"),
        ("Connection timed out", "address"),
    ],
)
def test_what_telegram_saw_lately_is_told(said: str, about: str, public: Public) -> None:
    public.operator.types("setup")
    public.server.double.webhook.last_error = said
    done = public.operator.types("status")
    assert done.status == 1
    assert done.wrong.startswith(f"{about}: lately")
