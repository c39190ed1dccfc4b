"""The patches change no answer and nothing that is kept: fifty conversations, played with and without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest
import requests

from actions.asking import without_question
from stiefwijzer.cli import MODEL
from stiefwijzer.content import Content, PatternAnswer, SafetyAnswer
from stiefwijzer.labels import FEELINGS, LABELS, NOT_SURE, PATTERNS, intent_of
from tests.lean.patches.conversations import Again, Conversation, Silence, read
from tests.lean.patches.playing import Talk, add_what_was_kept, differences, play, with_short_sessions
from tests.server.running import LIMIT, Server, texts_of

pytestmark = pytest.mark.slow

FIFTY: Final = read()
#: People who talk at once; a silence keeps one of them waiting and nobody else.
PEOPLE: Final = 8

#: One server with the patches and one without, that serve the same model.
Pair = tuple[Server, Server]
#: How a conversation went on either.
Plays = dict[str, tuple[Future[Talk], Future[Talk]]]


@pytest.fixture(scope="module")
def plays(tmp_path_factory: pytest.TempPathFactory) -> Plays:
    """Every conversation, played on both servers, with what they had kept when they had stopped."""
    place = tmp_path_factory.mktemp("equality")
    usual = _pair(place / "usual", MODEL)
    short = _pair(place / "short", with_short_sessions(MODEL, place / "short.tar.gz"))
    plays: Plays = {}
    played: dict[Server, list[Future[Talk]]] = {server: [] for server in (*usual, *short)}
    with _running(*played), ThreadPoolExecutor(PEOPLE) as people:
        assert [_patches(server) for server in (*usual, *short)] == ["on", "off"] * 2
        for talk in sorted(FIFTY, key=lambda talk: not talk.is_silent_once):  # whoever waits longest begins first
            patched, plain = short if talk.is_silent_once else usual
            plays[talk.name] = people.submit(play, talk, patched), people.submit(play, talk, plain)
            played[patched].append(plays[talk.name][0])
            played[plain].append(plays[talk.name][1])
    for server, talks in played.items():
        # One that broke off is reported by its own tests.
        add_what_was_kept(server, [talk.result() for talk in talks if talk.exception() is None])
    return plays


def _pair(place: Path, model: Path) -> Pair:
    patched, plain = (
        Server(place / f"patches_{switch}", "--model", str(model), STIEFWIJZER_PATCHES=switch)
        for switch in ("on", "off")
    )
    return patched, plain


def _patches(server: Server) -> str:
    """Return whether a server says that Rasa is patched there."""
    return str(requests.get(f"{server.url}/health", timeout=LIMIT).json()["patches"])


def _running(*servers: Server) -> ExitStack:
    """Start servers, all at once; return what stops them."""
    running = ExitStack()
    with running, ThreadPoolExecutor(len(servers)) as starters:
        for server in servers:
            running.callback(server.stop)
        list(starters.map(Server.start, servers))
        return running.pop_all()


@pytest.fixture(scope="module")
def said(plays: Plays) -> set[str]:
    """Every bubble that anybody read."""
    return {text for patched, _ in plays.values() for answer in patched.result().answers for text in texts_of(answer)}


@pytest.mark.parametrize("conversation", FIFTY, ids=lambda conversation: conversation.name)
def test_same_answers_and_the_same_is_kept_with_and_without_the_patches(
    conversation: Conversation, plays: Plays
) -> None:
    patched, plain = (played.result() for played in plays[conversation.name])
    found = differences(patched, plain)

    assert not found, "\n".join(found[:3])  # what follows an event too many differs as well


@pytest.mark.parametrize("conversation", FIFTY, ids=lambda conversation: conversation.name)
def test_everything_said_is_answered_and_heard_once(conversation: Conversation, plays: Plays, texts: Content) -> None:
    steps = [step for step in conversation.steps if step != Silence()]
    for talk in (played.result() for played in plays[conversation.name]):
        kinds = [event["event"] for event in talk.events]

        assert len(talk.answers) == len(steps)
        assert all(answer and all(text.strip() for text in texts_of(answer)) for answer in talk.answers)
        assert not any(texts.moments.trouble.text in texts_of(answer) for answer in talk.answers)
        for step, before, answer in zip(steps[1:], talk.answers, talk.answers[1:], strict=False):
            assert step != Again() or answer == before
        assert kinds.count("user") == conversation.messages
        assert kinds.count("session_started") == 1 + conversation.steps.count(Silence())


def test_there_are_fifty() -> None:
    assert len(FIFTY) == 50


def test_every_label_is_heard_in_the_fifty(plays: Plays) -> None:
    heard = {
        event["parse_data"]["intent"]["name"]
        for patched, _ in plays.values()
        for event in patched.result().events
        if event["event"] == "user"
    }

    assert {*map(intent_of, LABELS), NOT_SURE} - heard == set()


def test_every_answer_is_given_in_the_fifty(said: set[str], texts: Content) -> None:
    assert set(_every_bubble(texts)) - said == set()


def test_every_pattern_is_answered_in_the_words_of_somebody_in_the_fifty(said: set[str], texts: Content) -> None:
    patterns = {label: answer for label, answer in texts.answers.items() if isinstance(answer, PatternAnswer)}

    unsaid = [label for label, each in patterns.items() if not _is_quoted(each.opening.heard, each, said)]
    assert unsaid == []


def test_every_pattern_of_a_partner_is_answered_in_the_words_of_somebody_in_the_fifty(
    said: set[str], texts: Content
) -> None:
    openings = [
        (answer.of_partner.opening, answer)
        for answer in texts.answers.values()
        if isinstance(answer, PatternAnswer) and answer.of_partner is not None
    ]

    assert len(openings) == len((*PATTERNS, *FEELINGS))
    assert [opening for opening, answer in openings if not _is_quoted(opening, answer, said)] == []


def test_two_patterns_are_named_in_the_fifty(said: set[str], texts: Content) -> None:
    opening, between, ending = re.split(r"\{\w+\}", texts.moments.two_heard.text)

    assert [text for text in said if text.startswith(opening) and between in text and text.endswith(ending)]


def _every_bubble(texts: Content) -> Iterator[str]:
    for answer in texts.answers.values():
        if isinstance(answer, PatternAnswer | SafetyAnswer):
            yield from answer.bubbles(None)
            if isinstance(answer, PatternAnswer) and answer.of_partner is not None:
                yield answer.of_partner.first_step.text
        else:
            for heard in answer.variants:
                *first, last = answer.bubbles(heard)
                asks = answer.asks_role and heard == "any"
                yield from (*first, f"{without_question(last)} {texts.moments.ask_role}" if asks else last)
    moments = texts.moments
    for moment in (moments.welcome, moments.welcome_back, moments.ask_back, moments.ask_back_again):
        yield moment.text


def _is_quoted(heard: str, answer: PatternAnswer, said: set[str]) -> bool:
    """Tell whether somebody's words stand in an opening of an answer to a pattern that was given."""
    opening, _, rest = heard.partition("{words}")
    return any(text.startswith(opening) and text.endswith(f"{rest} {answer.picture.text}") for text in said)
