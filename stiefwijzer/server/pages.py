"""The page at "/" and the chat element, served from `widget/` as they stand there, but for three things.

Lines that are only a comment are sent empty; facts about the practice are filled in on the page; and `parts/practice.js`,
which the element imports, is made from `content/`.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from stiefwijzer import content, settings
from stiefwijzer.content import Content

WIDGET_DIR: Final = settings.PROJECT_DIR / "widget"
PRACTICE: Final = "parts/practice.js"
#: Whom to call first, beside the field one writes in: keys of content/helplines.yml.
CALLED_FIRST: Final = ("112", "113", "zelfmoordlijn")
_TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_COMMENT: Final = re.compile(r"^ *//.*$", re.MULTILINE)
#: Pages of other sites load the element; which of them may talk with it the channel decides.
_FOR_EVERYBODY: Final = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


@dataclass(frozen=True, slots=True)
class File:
    """Something that is served: what it holds, plain and compressed, and its headers."""

    content_type: str
    plain: bytes
    compressed: bytes
    headers: dict[str, str]

    @classmethod
    def of(cls, name: str, text: str) -> File:
        """Return the file of this name."""
        suffix = Path(name).suffix
        plain = text.encode()
        headers = {
            "Cache-Control": "no-cache",
            "ETag": f'"{hashlib.sha256(plain).hexdigest()[:16]}"',
            "Vary": "Accept-Encoding",
            **(_FOR_EVERYBODY if suffix == ".js" else {}),
        }
        return cls(f"{_TYPES[suffix]}; charset=utf-8", plain, gzip.compress(plain, mtime=0), headers)

    def response_to(self, request: Request) -> HTTPResponse:
        """Return it as the browser wants it: not at all when it has this version, compressed when it can read that."""
        if self.headers["ETag"] in request.headers.get("if-none-match", ""):
            return HTTPResponse(status=304, headers=self.headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers = {**self.headers, "Content-Encoding": "gzip"}
            return raw(self.compressed, content_type=self.content_type, headers=headers)
        return raw(self.plain, content_type=self.content_type, headers=self.headers)


def files(texts: Content) -> dict[str, File]:
    """Return everything that is served, by its path under "/"."""
    found = {
        str(file.relative_to(WIDGET_DIR)): file.read_text(encoding="utf-8")
        for file in sorted(WIDGET_DIR.rglob("*"))
        if file.suffix in _TYPES
    }
    found[PRACTICE] = practice(texts)
    sent = {name: File.of(name, _prepared(name, text, texts)) for name, text in found.items()}
    return {"" if name == "index.html" else name: file for name, file in sent.items()}


def practice(texts: Content) -> str:
    """Return the module that tells the element whose practice it is, and whom to call: `{coach: {name, email}, lines}`."""
    lines = [link for name in CALLED_FIRST for link in texts.helplines[name].links() if link["url"].startswith("tel:")]
    told = {"coach": {"name": texts.coach.name, "email": texts.coach.email}, "lines": lines}
    return f"export default {json.dumps(told, ensure_ascii=False)};\n"


def pages() -> Blueprint:
    """Return the routes of the page and the element; files are read once."""
    routes = Blueprint("pages")
    for path, file in files(content.texts()).items():
        _serve(routes, path, file)

    @routes.get("/favicon.ico")  # type: ignore[untyped-decorator]
    async def _no_icon(_: Request) -> HTTPResponse:
        return HTTPResponse(status=204)

    return routes


def _prepared(name: str, text: str, texts: Content) -> str:
    if name.endswith(".js"):
        return _COMMENT.sub("", text)
    if name.endswith(".html"):
        facts: dict[str, Any] = {f"{{coach_{fact}}}": value for fact, value in texts.coach.dict().items()}
        return re.sub(r"\{coach_[a-z_]+\}", lambda place: html.escape(str(facts[place[0]])), text)
    return text


def _serve(routes: Blueprint, path: str, file: File) -> None:
    async def _file(request: Request) -> HTTPResponse:
        return file.response_to(request)

    routes.add_route(_file, f"/{path}", methods=["GET"], name=re.sub(r"\W", "_", path) or "index")
