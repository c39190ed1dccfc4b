"""A real PostgreSQL of the tests' own: started on loopback, on a free port, in a directory that goes with it."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.server.running import LIMIT, free_port


def programs() -> Path | None:
    """Return where `initdb` and `postgres` are: beside the one on the PATH, or where Debian keeps them."""
    found = shutil.which("postgres")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Run one; yield the address of a database server, ending in a slash. Skipped where there is none, but never in CI."""
    place = programs()
    if place is None:
        reason = "PostgreSQL is not installed (Debian: postgresql), so storage was tried on SQLite only"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    home = Path(tempfile.mkdtemp(prefix="stiefwijzer-postgresql-"))
    as_whom: dict[str, Any] = {}
    if os.geteuid() == 0:  # it refuses to run as root
        user = pwd.getpwnam("postgres")
        os.chown(home, user.pw_uid, user.pw_gid)
        as_whom = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    port = free_port()
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": home}
    make: list[Any] = [
        place / "initdb",
        "-D",
        home / "data",
        "-U",
        "tester",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-sync",
    ]
    subprocess.run(make, check=True, timeout=LIMIT, **quiet, **as_whom)
    options = ["-h", "127.0.0.1", "-p", str(port), "-k", str(home), "-c", "fsync=off"]
    server = subprocess.Popen([place / "postgres", "-D", home / "data", *options], **quiet, **as_whom)
    try:
        address = f"postgresql://tester@127.0.0.1:{port}/"
        _wait_for(f"{address}postgres")
        yield address
    finally:
        server.send_signal(signal.SIGINT)  # a fast shutdown: SIGTERM would wait for whoever is still connected
        server.wait(LIMIT)
        shutil.rmtree(home, ignore_errors=True)


def make_database(address: str) -> str:
    """Return the address of a new, empty database."""
    name = f"test_{uuid.uuid4().hex}"
    engine = sa.create_engine(f"{address}postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{address}{name}"


def _wait_for(url: str) -> None:
    engine = sa.create_engine(url)
    for _ in range(LIMIT * 10):
        try:
            engine.connect().close()
        except sa.exc.OperationalError:
            time.sleep(0.1)
        else:
            engine.dispose()
            return
    raise AssertionError("PostgreSQL never answered")
