"""Walls that no linter watches: what stands in which room, and what may stand in no file at all."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from stiefwijzer.server import pages
from stiefwijzer.settings import PROJECT_DIR

LOCKS = ["runtime", "dev", "uv"]


def tracked() -> list[Path]:
    """Return every text file in git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT_DIR, capture_output=True, text=True, check=True)
    files = [PROJECT_DIR / name for name in listed.stdout.split("\0") if name]
    return [file for file in files if file.is_file() and b"\0" not in file.read_bytes()]


def holding(pattern: str) -> list[str]:
    """Return the lines of tracked files that hold `pattern`, with their place."""
    return [
        f"{file.relative_to(PROJECT_DIR)}:{number}: {line.strip()}"
        for file in tracked()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


@pytest.mark.parametrize("room", ["content", "widget"])
def test_a_room_of_texts_or_pages_holds_no_python(room: str) -> None:
    assert list((PROJECT_DIR / room).rglob("*.yml" if room == "content" else "*.html"))
    assert list((PROJECT_DIR / room).rglob("*.py*")) == []


def test_the_element_imports_only_its_own_parts() -> None:
    scripts = list((PROJECT_DIR / "widget").rglob("*.js"))
    assert scripts
    # Besides the files there is only what the server makes from content/ (server/pages.py).
    own = {f"./{script.relative_to(PROJECT_DIR / 'widget')}" for script in scripts} | {f"./{pages.PRACTICE}"}
    loading = re.compile(
        r"""^\s*import\b[^"]*"([^"]+)"|\bimport\s*\(\s*"?([^")]*)|^\s*export\b.*\bfrom\s*"([^"]+)""", re.M
    )
    other = re.compile(r"\brequire\s*\(|\bimportScripts\b")
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        where = "./parts/" if script.parent.name == "parts" else "./"
        imported = {"".join(found).replace("./", where, 1) for found in loading.findall(text)}
        assert imported <= own, script.name
        assert not other.search(text), script.name


def test_the_page_loads_nothing_from_elsewhere() -> None:
    files = [file for file in (PROJECT_DIR / "widget").rglob("*") if file.suffix in {".html", ".css", ".js"}]
    # Links may lead elsewhere, and comments show how others embed the element.
    harmless = re.compile(r"<a [^>]*>|^\s*//.*$", re.MULTILINE)
    elsewhere = re.compile(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import""")
    assert [file.name for file in files if elsewhere.search(harmless.sub("", file.read_text(encoding="utf-8")))] == []


def test_the_page_puts_no_text_in_as_html() -> None:
    unsafe = re.compile(r"\binnerHTML\b|\bouterHTML\b|\binsertAdjacentHTML\b|document\.write|\beval\(")
    scripts = (PROJECT_DIR / "widget").rglob("*.js")
    assert [script.name for script in scripts if unsafe.search(script.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_a_lock_is_pinned_with_a_hash(name: str) -> None:
    text = (PROJECT_DIR / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert packages
    pinned = re.compile(r"^[\w.\[\]-]+==\S+.*\s--hash=sha256:[0-9a-f]{64}")
    assert [line.split()[0] for line in packages if not pinned.match(line)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address(name: str) -> None:
    text = (PROJECT_DIR / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert re.findall(r"\S*(?:://|--(?:extra-)?index-url|--find-links|\s@\s)\S*", text) == []


def test_no_tensorflow_is_locked() -> None:
    text = (PROJECT_DIR / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    assert re.findall(r"^(?:tensorflow|keras)[\w-]*==", text, re.MULTILINE) == []


def test_the_development_lock_agrees_with_the_runtime_lock() -> None:
    runtime, dev = (
        set(re.findall(r"^\S+==\S+", (PROJECT_DIR / "requirements" / f"{name}.txt").read_text(), re.MULTILINE))
        for name in ("runtime", "dev")
    )
    assert runtime - dev == set()


def test_no_file_names_a_package_registry() -> None:
    assert (
        holding(r"pypi\.org|pythonhosted\.org|registry\.npm|npmjs\.(?:org|com)|(?:index-url|registry)\s*=\s*http") == []
    )


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    assert holding(r"""(?<![\w.~/-])/(?:home|root|work|Users|mnt|workspace)/\w""") == []


def test_what_is_made_here_is_not_in_git() -> None:
    made = re.compile(r"^(?:var|models|\.venv|results)/|\.(?:db|sqlite|key|log|pyc)$|\.tar\.gz$")
    assert [
        str(file.relative_to(PROJECT_DIR)) for file in tracked() if made.search(str(file.relative_to(PROJECT_DIR)))
    ] == []
