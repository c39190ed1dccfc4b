"""The command line: serve, train, chat, classify, check.

Rasa takes seconds to import, so a command imports what it needs only after its arguments are known to be right.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import os
import socket
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from stiefwijzer import commands as more
from stiefwijzer import logs, settings
from stiefwijzer.channels.telegram import cli as telegram
from stiefwijzer.commands.common import CommandError, database_trouble
from stiefwijzer.errors import UserError

#: Seconds after which Sanic surely listens to SIGTERM and SIGINT.
_SIGNALS_TAKEN_OVER = 0.05

MODEL = settings.MODELS_DIR / "stiefwijzer.tar.gz"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, or 1 after one sentence on stderr."""
    options = _parser().parse_args(arguments)
    # Rasa's dependencies warn about each other, and Rasa resets the filters; nobody who types a command can mend that.
    warnings.showwarning = lambda *_, **__: None
    logs.configure()
    try:
        options.command(options)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Who read our output has heard enough. Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m stiefwijzer", description="A Dutch chatbot for stepfamilies.")
    commands = parser.add_subparsers(required=True, metavar="command")

    serve = commands.add_parser("serve", help="serve the assistant over HTTP, with a page to talk on")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=_port, default=5005, help="port to listen on (default: %(default)s)")
    serve.add_argument(
        "--actions-url", help="use an action server there instead of running the actions in this process"
    )
    serve.add_argument("--model", type=Path, default=MODEL, help="model to serve (default: %(default)s)")
    serve.set_defaults(command=_serve)

    train = commands.add_parser("train", help="train the model from config.yml, domain.yml and data/")
    train.set_defaults(command=_train)

    chat = commands.add_parser("chat", help="talk with the assistant in the terminal")
    chat.add_argument("--model", type=Path, default=MODEL, help="model to talk with (default: %(default)s)")
    chat.set_defaults(command=_chat)

    classify = commands.add_parser(
        "classify", help="read messages on stdin, one a line, and print what is heard as JSON"
    )
    classify.add_argument("--model", type=Path, default=MODEL, help="model to ask (default: %(default)s)")
    classify.add_argument(
        "--explain",
        metavar="MESSAGE",
        help="print for a person what is heard in this message, why, and what is answered",
    )
    classify.set_defaults(command=_classify)

    check = commands.add_parser("check-content", help="check content/, data/language/, data/signals/ and data/safety/")
    check.set_defaults(command=_check_content)
    telegram.add_to(commands)
    more.add_to(commands)
    return parser


def _port(value: str) -> int:
    port = int(value) if value.isascii() and value.isdigit() else -1
    if not 0 < port < 65536:  # noqa: PLR2004 - what a port is
        raise argparse.ArgumentTypeError(f"{value} is not a port; choose a number from 1 to 65535")
    return port


def _existing(model: Path) -> Path:
    if not model.exists():
        raise CommandError(f"There is no model at {model}; make one with: make train")
    return model


@contextlib.contextmanager
def _model_trouble(model: Path) -> Iterator[None]:
    """Turn what goes wrong in a file that is no model, or another Rasa's, into one sentence."""
    import tarfile  # noqa: PLC0415

    from rasa.engine.exceptions import GraphComponentException  # noqa: PLC0415
    from rasa.shared.exceptions import RasaException  # noqa: PLC0415

    try:
        yield
    except (GraphComponentException, RasaException, tarfile.TarError, EOFError, KeyError, OSError, ValueError) as error:
        if isinstance(error.__cause__, UserError):  # Rasa wraps what a component raises
            raise error.__cause__ from None
        raise CommandError(
            f"{model} is no model of this assistant ({type(error).__name__}); make one with: make train"
        ) from None


def _serve(options: argparse.Namespace) -> None:
    started = time.perf_counter()
    _existing(options.model)
    settings.secret_key()
    _claim(options.host, options.port)
    print("Loading the assistant ...", flush=True)
    from rasa.utils.endpoints import EndpointConfig  # noqa: PLC0415

    from stiefwijzer.server import app  # noqa: PLC0415

    actions = EndpointConfig(url=options.actions_url) if options.actions_url else None
    with _model_trouble(options.model), database_trouble():
        server = app.create_app(app.load_agent(options.model, actions))

    def _say_ready() -> None:
        host = f"[{options.host}]" if ":" in options.host else options.host
        seconds = time.perf_counter() - started
        print(f"Ready in {seconds:.1f} s: talk at http://{host}:{options.port}/ (Ctrl+C stops)", flush=True)

    @server.after_server_start  # type: ignore[untyped-decorator]
    async def _started(*_: object) -> None:
        # Sanic takes over the signals just after this; who reads "Ready" and stops the server must not come too early.
        asyncio.get_running_loop().call_later(_SIGNALS_TAKEN_OVER, _say_ready)

    server.run(host=options.host, port=options.port, access_log=False, motd=False, register_sys_signals=True)


def _claim(host: str, port: int) -> None:
    """See that the address is free before spending seconds on loading."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({error.strerror}); choose another with --port, or: make run PORT=5006"
            ) from None


def _train(_: argparse.Namespace) -> None:
    started = time.perf_counter()
    print("Training ...", flush=True)
    gc.disable()  # millions of objects are made, hardly any in circles, and the process ends with them
    from rasa.model_training import train  # noqa: PLC0415
    from rasa.shared.exceptions import RasaException  # noqa: PLC0415

    from stiefwijzer import content  # noqa: PLC0415
    from stiefwijzer.lean.read_once import examples_read_once  # noqa: PLC0415

    content.load()
    os.chdir(settings.PROJECT_DIR)
    try:
        with examples_read_once():
            result = train(
                domain="domain.yml",
                config="config.yml",
                training_files="data",
                output=str(MODEL.parent),
                fixed_model_name=MODEL.name,
                force_training=True,
            )
    except RasaException as error:
        raise CommandError(f"Rasa cannot train this: {error}") from error
    if result.code != 0 or not MODEL.exists():
        raise CommandError("Training made no model; the lines above say why.")
    os.utime(MODEL)
    print(f"Trained in {time.perf_counter() - started:.1f} s: {MODEL.relative_to(settings.PROJECT_DIR)}")


def _chat(options: argparse.Namespace) -> None:
    from stiefwijzer.server import terminal  # noqa: PLC0415
    from stiefwijzer.server.app import load_agent  # noqa: PLC0415

    with _model_trouble(_existing(options.model)), database_trouble():
        agent = load_agent(options.model)
    terminal.talk(agent)


def _classify(options: argparse.Namespace) -> None:
    if options.explain is not None:
        _explain(options)
        return
    from stiefwijzer.nlu.offline import Listener  # noqa: PLC0415

    with _model_trouble(_existing(options.model)):
        listener = Listener(options.model)
    with listener:
        for line in sys.stdin.buffer:
            text = line.decode("utf-8", errors="replace").rstrip("\r\n")
            print(json.dumps(listener.classify(text), ensure_ascii=False), flush=True)


def _explain(options: argparse.Namespace) -> None:
    from stiefwijzer.channels.problems import Problem  # noqa: PLC0415
    from stiefwijzer.server import explaining  # noqa: PLC0415

    with _model_trouble(_existing(options.model)):
        try:
            print(explaining.explain(options.model, options.explain))
        except Problem as problem:
            from stiefwijzer import content  # noqa: PLC0415

            raise CommandError(content.texts().problems[problem.code]) from None


def _check_content(_: argparse.Namespace) -> None:
    from stiefwijzer import content, labels  # noqa: PLC0415
    from stiefwijzer.content import helplines, style  # noqa: PLC0415
    from stiefwijzer.nlu.lexicon import Lexicon  # noqa: PLC0415
    from stiefwijzer.nlu.safety import Gate, examples  # noqa: PLC0415

    texts = content.load()
    helplines.check(texts.helplines)
    style.check()
    answers = len(texts.answers) - len(texts.topics)
    print(f"content/ is in order: {answers} answers, {len(texts.topics)} topics, {len(texts.helplines)} helplines")
    gate = Gate.load(labels.SAFETY)
    print(f"data/safety/ is in order: {gate.size} phrases, {len(examples.read(labels.SAFETY))} examples")
    lexicon = Lexicon.read()
    phrases = sum(len(kind) for of_label in lexicon.signals.values() for kind in of_label.values())
    print(f"data/language/ and data/signals/ are in order: {len(lexicon.words)} spellings, {phrases} phrases")
