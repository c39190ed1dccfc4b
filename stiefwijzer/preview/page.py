"""The page of all texts, as HTML: one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

from stiefwijzer.content.readability import ease
from stiefwijzer.content.spoken import Spoken
from stiefwijzer.preview.places import Place, source_of

_STYLE: Final = Path(__file__).with_name("page.css")


def page(places: Sequence[Place], sections: Mapping[str, str]) -> str:
    """Return the page.

    Args:
        places: The entries with their place in the conversation, in the order of the files.
        sections: The sections of the article, by the name a text gives as its source.
    """
    titles = {place.entry.key: place.title or place.entry.key for place in places}
    files = [(name, list(of_file)) for name, of_file in groupby(places, key=lambda place: place.entry.file.name)]
    amount = sum(len(place.texts) for place in places)
    links = "".join(
        f'<li><a href="#{escape(name)}">{escape(name)}</a> ({len(of_file)})</li>' for name, of_file in files
    )
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="nl"><head><meta charset="utf-8"><title>Alle teksten van de assistent</title>',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head><body><main>",
            "<h1>Alle teksten van de assistent</h1>",
            f"<p>{amount} teksten, met bestand en regel, wat ernaartoe leidt, waar ze naartoe leiden, uit welk deel van "
            "het artikel ze komen en hoe makkelijk ze lezen (Flesch-Douma; hoger is makkelijker, 60 is het minste). "
            "Aanpassen: zie docs/teksten.md.</p>",
            f"<nav aria-label='Bestanden'><ul>{links}</ul></nav>",
            *(
                f'<section><h2 id="{escape(name)}">{escape(name)}</h2>'
                + "".join(_article(place, titles, sections) for place in of_file)
                + "</section>"
                for name, of_file in files
            ),
            "</main></body></html>",
        ]
    )


def _article(place: Place, titles: Mapping[str, str], sections: Mapping[str, str]) -> str:
    ways = [f"<em>{escape(place.how)}</em>"] if place.how else []
    ways += [_link(name, titles) for name in place.before]
    after = "".join(_link(name, titles, "button") for name in place.after)
    return "".join(
        [
            f'<article id="{escape(place.entry.key)}"><h3>{escape(titles[place.entry.key])}</h3>',
            f"<p><code>{escape(place.entry.key)}</code> in {escape(place.entry.file.name)}, regel {place.line}</p>",
            f"<p>Hier kom je: {', '.join(ways)}</p>" if ways else "",
            *(_text(text, sections) for text in place.texts),
            f"<p>Knoppen: {after}</p>" if after else "",
            "</article>",
        ]
    )


def _text(text: Spoken, sections: Mapping[str, str]) -> str:
    source = source_of(text)
    read = ease(text.text) if text.is_dutch else None
    facts = [
        f"<code>{escape('.'.join(map(str, text.path)))}</code>" if text.path else "",
        f"uit: {escape(sections.get(source, source))}" if source else "",
        f"{len(text.text.split())} woorden",
        f"{read.words_a_sentence:.0f} per zin, leest {read.flesch_douma:.0f}" if read else "",
    ]
    return f"<blockquote>{escape(text.text)}</blockquote><p class=facts>{' · '.join(filter(None, facts))}</p>"


def _link(name: str, titles: Mapping[str, str], kind: str | None = None) -> str:
    style = f' class="{kind}"' if kind else ""
    if name not in titles:  # a button that is no subject, such as "stop"
        return f"<span{style}>{escape(name)}</span>"
    return f'<a{style} href="#{escape(name)}">{escape(titles[name])}</a>'
