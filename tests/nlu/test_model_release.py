"""Fetching `nl_core_news_sm`, proven with a package of the same name and shape that is made here."""

from __future__ import annotations

import hashlib
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stiefwijzer.nlu import dutch, model_release
from stiefwijzer.nlu.model_release import ModelUnavailableError

SENTENCES = ["Mijn kinderen trokken zich terug.", "'k Voel mij bij ulder nen indringer, amai!", "Hij zei niks…"]


class _Files(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path != "/cut-off":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"only this")

    def log_message(self, *_: Any) -> None:
        """Keep the test output clean."""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[str]:
    """A release host on loopback that serves the files in `tmp_path`."""
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *call: _Files(*call, directory=str(tmp_path))
    ) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def unreachable() -> Iterator[str]:
    """An address that refuses every connection: bound, so that nobody else takes it, but not listening."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


@pytest.fixture(autouse=True)
def _loopback_without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def make_release(directory: Path) -> Path:
    """Make a model with a tagger, names and a lemmatizer that is wrong on purpose, packed as spaCy packs its own."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("nl")
    nlp.add_pipe("tagger")
    nlp.add_pipe("trainable_lemmatizer", name="lemmatizer", config={"min_tree_freq": 1})
    nlp.add_pipe("ner")
    said = {"tags": ["N", "V"], "lemmas": ["wrong", "wrong"], "entities": ["U-PER", "O"]}
    examples = [Example.from_dict(nlp.make_doc(text), said) for text in ("Jan loopt", "Piet slaapt")]
    nlp.initialize(lambda: examples)
    nlp.meta.update(name="core_news_sm", version="3.4.0")
    nlp.to_disk(directory / "model")
    (directory / "packed").mkdir()
    # In a process of its own, because spaCy leaves the files open that it packs.
    code = (
        "import pathlib, sys; from spacy.cli.package import package;"
        "package(*map(pathlib.Path, sys.argv[1:]), create_sdist=True, silent=True)"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(directory / "model"), str(directory / "packed")]
    subprocess.run(command, capture_output=True, check=True)
    return next(directory.glob(f"packed/*/dist/{model_release.FILE}"))


def heard_with(packages: Path) -> dict[str, Any]:
    """Return what a Python of its own that also sees `packages` makes of `SENTENCES`."""
    code = (
        "import json, sys; from stiefwijzer.nlu import dutch; nlp, name = dutch.load();"
        "docs = [nlp(text) for text in json.loads(sys.argv[1])];"
        "print(json.dumps({'in_use': dutch.in_use(), 'pipes': nlp.pipe_names,"
        " 'tokens': [[t.text for t in doc] for doc in docs], 'lemmas': [[t.lemma_ for t in doc] for doc in docs],"
        " 'tagged': all(doc.has_annotation('TAG') for doc in docs)}))"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, json.dumps(SENTENCES)]
    environment = {**os.environ, "PYTHONPATH": str(packages)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


@pytest.mark.slow
def test_a_release_is_fetched_installed_and_used_with_the_same_tokens_and_lemmas(
    host: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    release = make_release(tmp_path)
    target = tmp_path_factory.mktemp("installed")

    archive = model_release.download(f"{host}/{release.relative_to(tmp_path)}")
    model_release.install(archive, hashlib.sha256(release.read_bytes()).hexdigest(), target)
    heard = heard_with(target)

    embedded = [dutch.load()[0](text) for text in SENTENCES]
    assert heard["in_use"] == "nl_core_news_sm"
    assert heard["tokens"] == [[token.text for token in doc] for doc in embedded]
    assert heard["lemmas"] == [[token.lemma_ for token in doc] for doc in embedded]
    assert heard["tagged"]
    assert heard["pipes"][:2] == ["tagger", "ner"]


def test_a_file_with_another_hash_is_not_installed(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="not the one pinned"):
        model_release.install(b"something else", target=tmp_path / "installed")
    assert not (tmp_path / "installed").exists()


@pytest.mark.slow
def test_a_pinned_file_that_does_not_install_is_unavailable(tmp_path: Path) -> None:
    archive = b"no archive at all"
    with pytest.raises(ModelUnavailableError, match="does not install"):
        model_release.install(archive, hashlib.sha256(archive).hexdigest(), tmp_path / "installed")


def test_download_gives_the_file_as_it_is(host: str, tmp_path: Path) -> None:
    (tmp_path / "model.tar.gz").write_bytes(b"\x00\x01archive")
    assert model_release.download(f"{host}/model.tar.gz") == b"\x00\x01archive"


def test_download_from_a_host_that_refuses_is_unavailable(unreachable: str) -> None:
    with pytest.raises(ModelUnavailableError, match="cannot be reached"):
        model_release.download(f"{unreachable}/model.tar.gz")


def test_download_of_a_file_that_is_not_there_is_unavailable(host: str) -> None:
    with pytest.raises(ModelUnavailableError, match="cannot be reached"):
        model_release.download(f"{host}/no-such-file")


def test_download_that_breaks_off_half_way_is_unavailable(host: str) -> None:
    with pytest.raises(ModelUnavailableError, match="cannot be reached"):
        model_release.download(f"{host}/cut-off")


@pytest.mark.slow
@pytest.mark.skipif(dutch.in_use() == dutch.MODEL, reason="nl_core_news_sm is installed here")
def test_the_command_says_in_one_line_that_the_model_cannot_be_reached_and_succeeds(unreachable: str) -> None:
    # The release address is reached through a proxy that refuses, so nothing leaves this machine.
    environment = {**os.environ, "https_proxy": unreachable, "HTTPS_PROXY": unreachable, "no_proxy": "", "NO_PROXY": ""}
    command = [sys.executable, "-W", "ignore", "-m", "stiefwijzer.nlu.model_release"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "Dutch: nl_core_news_sm is not installed (its release file cannot be reached from here); "
        "the embedded pipeline is used."
    ]
    assert done.stderr == ""


def test_the_pinned_address_and_hash_are_those_of_one_release() -> None:
    assert model_release.URL.startswith("https://")
    assert model_release.URL.endswith(f"/nl_core_news_sm-3.4.0/{model_release.FILE}")
    assert model_release.SHA256 == "7672f0e48874360c5835c0675efea5ddbca3f688ce200fcf210c97fd164af964"
