"""Building the server: one Sanic app with the channels, the page and the health check, and nothing of Rasa's own API."""

from __future__ import annotations

import asyncio
import gc
import logging
from pathlib import Path
from typing import Any, Final

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, register
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic
from sanic.exceptions import MethodNotSupported, NotFound, PayloadTooLarge, SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response
from sqlalchemy.engine import Engine

from stiefwijzer import __version__, content, settings
from stiefwijzer.channels import problems
from stiefwijzer.channels.problems import Problem
from stiefwijzer.channels.safety_net import SafetyNet
from stiefwijzer.channels.website import WebsiteInput
from stiefwijzer.lean import patches
from stiefwijzer.nlu import dutch
from stiefwijzer.server.housekeeping import keep_house, state_of_mail
from stiefwijzer.server.in_process import InProcessActions
from stiefwijzer.server.own_data import own_data
from stiefwijzer.server.pages import pages
from stiefwijzer.storage import database
from stiefwijzer.storage.conversations import ConversationStore, TolerantStore
from stiefwijzer.storage.turns import Turns

logger = logging.getLogger(__name__)

#: The channel refuses far smaller requests with a kind sentence; beyond this the connection is not worth reading.
_REQUEST_MAX_BYTES: Final = 256 * 1024
_SECURITY_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def load_agent(model: Path, action_endpoint: EndpointConfig | None = None) -> Agent:
    """Return the trained assistant, with its conversations in the database of the settings.

    Args:
        model: A model archive made by `train`.
        action_endpoint: An action server; the actions run in this process when it is None.

    Raises:
        rasa.exceptions.ModelNotFound: There is no model there.
    """
    patches.install()
    actions = action_endpoint or InProcessActions(content.texts().moments.trouble.text)
    store = TolerantStore(ConversationStore())
    agent = Agent.load(str(model), tracker_store=store, action_endpoint=actions)
    # Rasa has wrapped the store in one that takes every error, a stale writer too, for a broken database.
    agent.tracker_store = agent.processor.tracker_store = store
    # The first message loads the word lists; no visitor should wait for that.
    asyncio.run(agent.parse_message("hallo"))
    # What is loaded by now stays; the collector need not go through all of it again and again while people wait.
    gc.collect()
    gc.freeze()
    return agent


def create_app(agent: Agent) -> Sanic:
    """Return the app that serves `agent` to visitors."""
    app = Sanic("stiefwijzer", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = _REQUEST_MAX_BYTES
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.ctx.agent = agent
    app.config.PROXIES_COUNT = settings.proxies()
    turns = Turns(database.connect(settings.database_url()))
    net = SafetyNet(content.texts())
    website = WebsiteInput.from_credentials(None)
    channels: list[InputChannel] = [website, *_telegram(app, turns, net)]
    register(channels, app, route="/")
    app.blueprint(pages())
    app.blueprint(own_data(turns.engine))
    keep_house(app, turns.engine)
    _add_health(app, agent, turns.engine)
    _add_errors(app)

    @app.on_response  # type: ignore[untyped-decorator]
    async def _secure(_: Request, response: HTTPResponse) -> None:
        for name, value in _SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)

    return app


def _telegram(app: Sanic, turns: Turns, net: SafetyNet) -> list[InputChannel]:
    """Return the Telegram channel when there is a token; nobody else loads it."""
    app.ctx.telegram = None
    chosen = settings.telegram()
    if chosen is None:
        return []
    from stiefwijzer.channels.telegram.channel import TelegramInput  # noqa: PLC0415

    app.ctx.telegram = TelegramInput(chosen, turns, settings.secret_key(), net)
    return [app.ctx.telegram]


def _add_health(app: Sanic, agent: Agent, engine: Engine) -> None:
    pipeline = dutch.in_use()

    @app.get("/health")  # type: ignore[untyped-decorator]
    async def _health(_: Request) -> HTTPResponse:
        ready = agent.is_ready()
        body: dict[str, Any] = {
            "status": "ok" if ready else "no model",
            "model": agent.model_name,
            "dutch": pipeline,
            "patches": "on" if patches.installed() else "off",
            "mail": state_of_mail(engine),
            "version": __version__,
        }
        if app.ctx.telegram:
            body["telegram"] = app.ctx.telegram.state
        return json_response(body, status=200 if ready else 503)


def _add_errors(app: Sanic) -> None:
    texts = content.texts()
    codes = {NotFound: "not_found", MethodNotSupported: "method_not_allowed", PayloadTooLarge: "request_too_large"}

    @app.exception(Exception)  # type: ignore[untyped-decorator]
    async def _error(request: Request, error: Exception) -> HTTPResponse:
        code = next((code for kind, code in codes.items() if isinstance(error, kind)), None)
        if code is None and isinstance(error, SanicException) and error.status_code < 500:  # noqa: PLR2004
            code = "bad_json"
        if code is None and isinstance(error, ValueError) and request.route is None:
            code = "bad_json"  # the request itself could not be read, such as a length that is no number
        if code is None:
            # An exception may quote somebody, and a path may hold a key: only the kind and the route are logged.
            logger.error("%s in %s %s", type(error).__name__, request.method, _place(request))
            code = "server_error"
        return problems.response(Problem(code), texts)


def _place(request: Request) -> str:
    return f"/{request.route.path}" if request.route else "no route"
