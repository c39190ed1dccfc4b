"""What the server hands out and takes back: session tokens and the payloads of quick replies.

Both are signed, so a visitor can neither speak as somebody else nor press a button the assistant never showed them.
"""

from __future__ import annotations

import uuid
from typing import Final

from itsdangerous import BadSignature, SignatureExpired, Signer, URLSafeTimedSerializer

#: A token is good for this long, in seconds; who comes back before gets a new one (30 days: as long as chats are kept).
SESSION_MAX_AGE: Final = 30 * 24 * 3600


class UnknownTokenError(Exception):
    """The token or payload was not made here, or not for this session."""


class ExpiredTokenError(UnknownTokenError):
    """The token was made here, but too long ago."""


class Sessions:
    """Makes and checks the tokens that say whose conversation a message belongs to."""

    def __init__(self, key: str, channel: str, max_age: int = SESSION_MAX_AGE) -> None:
        self._serializer = URLSafeTimedSerializer(key, salt=f"stiefwijzer.session.{channel}")
        self._max_age = max_age

    def start(self) -> str:
        """Return a token for a new session."""
        return self.token_for(self.new_id())

    def new_id(self) -> str:
        """Return an id that no session has."""
        return uuid.uuid4().hex

    def token_for(self, session_id: str) -> str:
        """Return a token for a session, good from now on for the maximum age."""
        return str(self._serializer.dumps(session_id))

    def session_of(self, token: str) -> str:
        """Return the id of the session a token was made for.

        Raises:
            ExpiredTokenError: The token is older than the maximum age.
            UnknownTokenError: The token was not made with this key for this channel.
        """
        try:
            return str(self._serializer.loads(token, max_age=self._max_age))
        except SignatureExpired as error:
            raise ExpiredTokenError from error
        except (BadSignature, UnicodeError) as error:
            raise UnknownTokenError from error


class QuickReplies:
    """Signs the payloads of the buttons shown in a session, and takes only those back."""

    def __init__(self, key: str) -> None:
        self._key = key

    def offer(self, session_id: str, payload: str) -> str:
        """Return what the button sends: the payload, signed for this session."""
        return self._signer(session_id).sign(payload).decode()

    def accept(self, session_id: str, offered: str) -> str:
        """Return the payload of a button that was offered in this session.

        Raises:
            UnknownTokenError: It was not.
        """
        try:
            return self._signer(session_id).unsign(offered).decode()
        except (BadSignature, UnicodeError) as error:
            raise UnknownTokenError from error

    def _signer(self, session_id: str) -> Signer:
        return Signer(self._key, salt=f"stiefwijzer.quick-reply.{session_id}")
