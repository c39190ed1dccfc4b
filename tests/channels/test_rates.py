"""Who asks too much waits, and is told how long; danger never waits."""

from __future__ import annotations

import re
import uuid

import pytest
import requests

from stiefwijzer import settings
from stiefwijzer.channels import rates
from stiefwijzer.channels.problems import Problem
from stiefwijzer.channels.rates import Allowance, Rates, household
from stiefwijzer.limits import MESSAGES_PER_ADDRESS, MESSAGES_PER_SESSION, SESSIONS_PER_ADDRESS, Rate
from tests.channels.test_website_requests import assert_refused
from tests.conftest import StartServer
from tests.server.running import LIMIT, ROOT, Visitor


class Clock:
    """A clock that stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_so_many_at_once_and_then_one_each_time(clock: Clock) -> None:
    allowance = Allowance(Rate(3, 2), clock)

    assert [allowance.take("a") for _ in range(5)] == [0, 0, 0, 2, 2]
    clock.now = 1.5
    assert allowance.take("a") == 0.5
    clock.now = 2
    assert [allowance.take("a") for _ in range(2)] == [0, 2]


def test_who_is_refused_waits_no_longer_for_asking_again(clock: Clock) -> None:
    allowance = Allowance(Rate(1, 10), clock)
    allowance.take("a")
    for clock.now in range(10):
        assert allowance.take("a") == 10 - clock.now

    clock.now = 10
    assert allowance.take("a") == 0


def test_one_does_not_wait_for_another(clock: Clock) -> None:
    allowance = Allowance(Rate(1, 60), clock)

    assert [allowance.take(key) for key in ("a", "b", "a")] == [0, 0, 60]


def test_it_remembers_no_more_than_it_has_room_for(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "MOST_KEYS", 3)
    allowance = Allowance(Rate(1, 60), clock)
    for key in ("a", "b", "c", "d"):
        allowance.take(key)

    assert allowance.take("a") == 0  # forgotten: it had been quiet longest
    assert allowance.take("d") == 60


@pytest.mark.parametrize(
    ("address", "counts_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unknown", "unknown"),
    ],
)
def test_one_household_counts_as_one_address(address: str, counts_as: str) -> None:
    assert household(address) == counts_as


def test_switched_off_everything_passes() -> None:
    limits = Rates(on=False)
    for _ in range(1000):
        limits.count_message("session", "192.0.2.7")
        limits.count_session("192.0.2.7")


def test_many_sessions_of_one_address_share_its_limit() -> None:
    limits = Rates(on=True)
    for number in range(MESSAGES_PER_ADDRESS.at_once):
        limits.count_message(f"session {number}", "192.0.2.7")

    with pytest.raises(Problem) as refused:
        limits.count_message("another", "192.0.2.7")
    assert (refused.value.code, refused.value.retry_after) == ("too_many_messages", 1)
    limits.count_message("another", "192.0.2.8")


def test_who_is_refused_for_themselves_takes_nothing_from_the_others_in_the_house() -> None:
    counted = Rates(on=True)
    for _ in range(MESSAGES_PER_SESSION.at_once):
        counted.count_message("loud", "192.0.2.1")
    for _ in range(MESSAGES_PER_ADDRESS.at_once):
        with pytest.raises(Problem):
            counted.count_message("loud", "192.0.2.1")
    counted.count_message("quiet", "192.0.2.1")


def test_documentation_has_the_numbers() -> None:
    text = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    row = re.compile(r"^\| [^|]+ \| (\d+) \| ([\d.]+) s \|", re.MULTILINE)

    assert [(int(at_once), float(seconds)) for at_once, seconds in row.findall(text)] == [
        (rate.at_once, rate.seconds) for rate in (MESSAGES_PER_SESSION, MESSAGES_PER_ADDRESS, SESSIONS_PER_ADDRESS)
    ]


@pytest.mark.slow
def test_who_sends_too_much_is_told_when_to_come_back_and_danger_is_answered(start_server: StartServer) -> None:
    server = start_server(STIEFWIJZER_RATES="on")
    visitor, other = server.visitor(), server.visitor()
    answers = [visitor.post({"id": str(uuid.uuid4()), "text": "hoi"}) for _ in range(MESSAGES_PER_SESSION.at_once * 2)]

    refused = next(answer for answer in answers if answer.status_code == 429)
    assert_refused(refused, 429, "too_many_messages")
    assert 1 <= int(refused.headers["Retry-After"]) <= MESSAGES_PER_SESSION.seconds
    danger = [visitor.say("ik wil niet meer leven") for _ in range(MESSAGES_PER_SESSION.at_once)]
    assert all(bubbles[-1]["links"] for bubbles in danger)
    assert other.say("hoi")


@pytest.mark.slow
def test_behind_a_proxy_of_ours_the_address_is_the_one_it_saw(start_server: StartServer) -> None:
    server = start_server(STIEFWIJZER_RATES="on", STIEFWIJZER_PROXIES="1")

    def begin(address: str) -> requests.Response:
        headers = {"X-Forwarded-For": f"10.9.9.9, {address}"}
        return requests.post(f"{server.url}/chat/sessions", headers=headers, timeout=LIMIT)

    begun = [begin("192.0.2.7").status_code for _ in range(SESSIONS_PER_ADDRESS.at_once + 1)]

    assert begun == [201] * SESSIONS_PER_ADDRESS.at_once + [429]
    assert_refused(begin("192.0.2.7"), 429, "too_many_sessions")
    assert begin("192.0.2.8").status_code == 201


@pytest.mark.slow
def test_without_a_proxy_nobody_chooses_their_address(start_server: StartServer) -> None:
    server = start_server(STIEFWIJZER_RATES="on")
    answers = [
        requests.post(f"{server.url}/chat/sessions", headers={"X-Forwarded-For": f"192.0.2.{number}"}, timeout=LIMIT)
        for number in range(SESSIONS_PER_ADDRESS.at_once + 1)
    ]

    assert answers[-1].status_code == 429
    assert Visitor(server.url, answers[0].json()["token"]).say("hoi")


@pytest.mark.parametrize("value", ["-1", "one", "1.5"])
def test_number_of_proxies_that_is_none_is_told(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STIEFWIJZER_PROXIES", value)

    with pytest.raises(settings.SettingError, match="is no number"):
        settings.proxies()
