"""The Dutch spaCy pipeline: `nl_core_news_sm` when it is installed, an embedded pipeline when it is not.

`nl_core_news_sm` is not on the package index (decision 5 in docs/architecture.md), so nothing that was tested may depend
on it. Tokens and lemmas are therefore the same in both cases: spaCy's Dutch tokenizer and simplemma's word list. With the
model present a document also carries names, parts of speech and the sentence parse.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import simplemma
import spacy
from spacy.language import Language
from spacy.tokens import Doc

#: The pinned release that `make setup` tries to fetch; see stiefwijzer/nlu/model_release.py.
MODEL = "nl_core_news_sm"
EMBEDDED = "embedded"
_LEMMAS = "stiefwijzer_lemmas"


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """Return the dictionary form of a Dutch word in lower case ("kinderen" -> "kind").

    The word list sends some verbs in circles ("trok" to "trekken", "trekken" to the noun "trek", and that back to
    "trekken"); of such a pair the shorter stands for both, so that all forms of a verb meet.
    """
    once = _listed(word.lower())
    twice = _listed(once)
    return min(once, twice, key=len) if _listed(twice) == once else once


def _listed(word: str) -> str:
    return str(simplemma.lemmatize(word, lang="nl")).lower()


@Language.component(_LEMMAS)  # type: ignore[untyped-decorator]
def _set_lemmas(doc: Doc) -> Doc:
    for token in doc:
        token.lemma_ = lemma(token.text)
    return doc


@lru_cache(maxsize=1)
def load() -> tuple[Any, str]:
    """Return the one spaCy pipeline of this process and the name of what is in use: `MODEL` or `EMBEDDED`."""
    name = in_use()
    nlp = spacy.load(MODEL, exclude=["lemmatizer"]) if name == MODEL else spacy.blank("nl")
    nlp.add_pipe(_LEMMAS, last=True)
    return nlp, name


def in_use() -> str:
    """Return which pipeline `load` gives here: `MODEL` or `EMBEDDED`."""
    return MODEL if spacy.util.is_package(MODEL) else EMBEDDED


def tokenizer() -> Any:
    """Return spaCy's Dutch tokenizer alone: from a text to its words, the same whichever pipeline is in use."""
    return spacy.blank("nl").tokenizer
