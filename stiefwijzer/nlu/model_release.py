"""Fetching `nl_core_news_sm`: a release file, not on the package index, that some machines cannot reach.

Everything that needs the release host is in `download`; the rest is the same for any file, and is tested with one that the
tests make themselves. The model is optional: the embedded pipeline works without it (stiefwijzer/nlu/dutch.py).

License of the model: CC BY-SA 4.0. Never install it by bare name from an index: that name belongs to nobody there.
"""

from __future__ import annotations

import hashlib
import http.client
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Final

from stiefwijzer.nlu import dutch

FILE: Final = "nl_core_news_sm-3.4.0.tar.gz"
URL: Final = f"https://github.com/explosion/spacy-models/releases/download/nl_core_news_sm-3.4.0/{FILE}"
#: As conda-forge's feedstock records it for this release.
SHA256: Final = "7672f0e48874360c5835c0675efea5ddbca3f688ce200fcf210c97fd164af964"
_SECONDS_TO_ANSWER: Final = 8


class ModelUnavailableError(Exception):
    """The model was not installed; the message is one sentence saying why."""


def download(url: str = URL) -> bytes:
    """Return the release file.

    Raises:
        ModelUnavailableError: The release host cannot be reached from here.
    """
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS_TO_ANSWER) as response:  # noqa: S310 - https, or a test's loopback
            return bytes(response.read())
    except (OSError, http.client.HTTPException) as error:
        raise ModelUnavailableError("its release file cannot be reached from here") from error


def install(archive: bytes, sha256: str = SHA256, target: Path | None = None) -> None:
    """Install the model from its release file.

    Args:
        archive: The release file.
        sha256: What it must hash to.
        target: A directory to install into; the environment that runs this when it is None.

    Raises:
        ModelUnavailableError: It is not the pinned file, or it does not install.
    """
    if hashlib.sha256(archive).hexdigest() != sha256:
        raise ModelUnavailableError("its release file is not the one pinned here, so it is left alone")
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / FILE
        file.write_bytes(archive)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        # The build tools are the pinned ones of this environment, and nothing is looked up in an index.
        offline = ["--no-deps", "--no-index", "--no-build-isolation"]
        where = ["--target", str(target)] if target else []
        done = subprocess.run([*pip, *offline, *where, str(file)], capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode != 0:
            raise ModelUnavailableError("its release file does not install")


def main() -> int:
    """Install the model when it is not there and can be had; say in one line what is in use."""
    if dutch.in_use() == dutch.MODEL:
        print(f"Dutch: {dutch.MODEL} is installed.")  # noqa: T201
        return 0
    try:
        install(download())
    except ModelUnavailableError as reason:
        print(f"Dutch: {dutch.MODEL} is not installed ({reason}); the embedded pipeline is used.")  # noqa: T201
        return 0
    print(f"Dutch: {dutch.MODEL} is installed.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
