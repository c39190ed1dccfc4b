"""Tokens and buttons: only what was made here, for this session, is taken back."""

from __future__ import annotations

import pytest
from itsdangerous import TimestampSigner

from stiefwijzer.channels.signing import ExpiredTokenError, QuickReplies, Sessions, UnknownTokenError

KEY = "k" * 32
OTHER_KEY = "o" * 32


@pytest.fixture
def sessions() -> Sessions:
    return Sessions(KEY, "website")


def test_token_names_the_session_it_was_made_for(sessions: Sessions) -> None:
    token = sessions.start()

    assert sessions.session_of(token) == sessions.session_of(token)
    assert len(sessions.session_of(token)) == 32


def test_every_start_makes_another_session(sessions: Sessions) -> None:
    assert sessions.session_of(sessions.start()) != sessions.session_of(sessions.start())


def test_token_survives_a_restart_with_the_same_key(sessions: Sessions) -> None:
    token = sessions.start()

    assert Sessions(KEY, "website").session_of(token) == sessions.session_of(token)


def test_token_with_one_changed_character_is_unknown(sessions: Sessions) -> None:
    token = sessions.start()
    changed = token[:5] + ("A" if token[5] != "A" else "B") + token[6:]

    with pytest.raises(UnknownTokenError):
        sessions.session_of(changed)


@pytest.mark.parametrize(
    "other",
    [Sessions(OTHER_KEY, "website"), Sessions(KEY, "telegram")],
    ids=["another key", "another channel"],
)
def test_token_made_elsewhere_is_unknown(sessions: Sessions, other: Sessions) -> None:
    with pytest.raises(UnknownTokenError):
        sessions.session_of(other.start())


@pytest.mark.parametrize("token", ["", ".", "..", "abc", "é", "\udce9", "a.b.c"])
def test_token_that_is_none_is_unknown(sessions: Sessions, token: str) -> None:
    with pytest.raises(UnknownTokenError):
        sessions.session_of(token)


def test_token_older_than_the_maximum_age_has_expired(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as long_ago:
        long_ago.setattr(TimestampSigner, "get_timestamp", lambda _: 0)
        token = sessions.start()

    with pytest.raises(ExpiredTokenError):
        sessions.session_of(token)


def test_quick_reply_is_accepted_in_its_session() -> None:
    replies = QuickReplies(KEY)

    assert replies.accept("one", replies.offer("one", "/ask_steps")) == "/ask_steps"


def test_quick_reply_of_another_session_is_unknown() -> None:
    replies = QuickReplies(KEY)

    with pytest.raises(UnknownTokenError):
        replies.accept("two", replies.offer("one", "/ask_steps"))


def test_quick_reply_with_another_payload_is_unknown() -> None:
    replies = QuickReplies(KEY)
    signature = replies.offer("one", "/ask_steps").rpartition(".")[2]

    with pytest.raises(UnknownTokenError):
        replies.accept("one", f"/restart.{signature}")


@pytest.mark.parametrize("payload", ["", "/ask_steps", "/ask_steps.", "/ask_steps.é", "/ask_steps.\ud800"])
def test_quick_reply_without_a_signature_is_unknown(payload: str) -> None:
    with pytest.raises(UnknownTokenError):
        QuickReplies(KEY).accept("one", payload)
