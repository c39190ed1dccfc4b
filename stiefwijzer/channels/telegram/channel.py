"""The channel put together, as Rasa and our server mount it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from stiefwijzer import content, settings
from stiefwijzer.channels.safety_net import SafetyNet
from stiefwijzer.channels.signing import QuickReplies
from stiefwijzer.channels.telegram import webhook
from stiefwijzer.channels.telegram.answering import Answerer
from stiefwijzer.channels.telegram.api import BotApi
from stiefwijzer.channels.telegram.inbox import TolerantInbox
from stiefwijzer.channels.telegram.pacing import Pace
from stiefwijzer.channels.telegram.sending import Sender
from stiefwijzer.channels.telegram.service import STARTING, Service
from stiefwijzer.channels.telegram.taking import NAME, TurnTaker, sender_of
from stiefwijzer.channels.telegram.updates import Update
from stiefwijzer.channels.telegram.worker import Worker
from stiefwijzer.channels.turn_taking import TurnTaking
from stiefwijzer.privacy import people
from stiefwijzer.storage import database
from stiefwijzer.storage.beginning_anew import erase_words
from stiefwijzer.storage.lease import Lease
from stiefwijzer.storage.telegram import Inbox
from stiefwijzer.storage.turns import Turns

_WORK: Final = "telegram"


class TelegramInput(InputChannel):
    """Lets people talk with the assistant in Telegram.

    Args:
        chosen: The settings.
        turns: The log of every conversation.
        key: The key of this installation.
        net: Sees danger; one of its own when it is None.
    """

    def __init__(self, chosen: settings.Telegram, turns: Turns, key: str, net: SafetyNet | None = None) -> None:
        self._chosen = chosen
        self._turns = turns
        self._key = key
        self._texts = content.texts()
        self._net = net or SafetyNet(self._texts)
        self._service: Service | None = None

    @classmethod
    def name(cls) -> str:
        """Return the name the conversation events carry."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TelegramInput:
        """Build the channel for the plain `rasa run`; what it needs comes from the settings.

        Raises:
            NoTelegramTokenError: They name no token.
        """
        chosen = settings.telegram()
        if chosen is None:
            raise settings.NoTelegramTokenError
        return cls(chosen, Turns(database.connect(settings.database_url())), settings.secret_key())

    @property
    def state(self) -> str:
        """How it goes with Telegram: one of the states in `service`."""
        return self._service.state if self._service else STARTING

    def url_prefix(self) -> str:
        """Return the path under which Rasa mounts the channel."""
        return webhook.PATH.rpartition("/")[0].strip("/")

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes of the channel, and what starts and stops with the server."""
        routes = Blueprint("telegram")
        service = self._service = self._assembled(on_new_message)

        @routes.listener("after_server_start")  # type: ignore[untyped-decorator]
        async def _start(*_: object) -> None:
            service.start()

        @routes.listener("before_server_stop")  # type: ignore[untyped-decorator]
        async def _stop(*_: object) -> None:
            await service.stop()

        if self._chosen.mode == settings.WEBHOOK:
            hook = webhook.Webhook(webhook.secret(self._key, self._chosen.token), service.take)

            # As a stream, so that a request with a wrong secret is refused before its body is looked at.
            @routes.post(webhook.PATH.removeprefix(f"/{self.url_prefix()}"), stream=True)  # type: ignore[untyped-decorator]
            async def _receive(request: Request) -> HTTPResponse:
                return await hook.receive(request)

        return routes

    def _assembled(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Service:
        inbox = Inbox(self._turns.engine)
        api = BotApi(self._chosen.token, self._chosen.api_url)

        def forget(update: Update) -> None:
            self._turns.erase(sender_of(update.chat_id))
            inbox.forget(update.chat_id, before=update.id)

        def erase(update: Update) -> people.Erased:
            erased = people.erase(self._turns.engine, sender_of(update.chat_id), time.time())
            erase_words(self._turns, sender_of(update.chat_id))
            inbox.forget(update.chat_id, before=update.id)
            return erased

        answerer = Answerer(
            taker=TurnTaker(TurnTaking(self._turns, self._texts, self._net, on_new_message)),
            sender=Sender(api, Pace(self._chosen.pace)),
            texts=self._texts,
            quick_replies=QuickReplies(self._key),
            forget=forget,
            erase=erase,
            page=f"{self._chosen.public_url}/" if self._chosen.public_url else None,
        )
        worker = Worker(TolerantInbox(inbox), Lease(self._turns.engine, _WORK), answerer.answer)
        return Service(self._chosen, api, worker, self._texts)
