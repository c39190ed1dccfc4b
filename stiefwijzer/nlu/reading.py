"""Reading a message: its words as written and as meant, and where its sentences and clauses are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from stiefwijzer.nlu.dutch import lemma
from stiefwijzer.nlu.spelling import Spelling
from stiefwijzer.nlu.utterance import Stretch, Utterance, Word

_SENTENCE_ENDS: Final = frozenset(".?!…;\n")
_CLAUSE_ENDS: Final = _SENTENCE_ENDS | frozenset(",:()–—")
#: Words that begin a new clause even without a comma; after them somebody else may be the subject.
_CONJUNCTIONS: Final = frozenset(
    {
        "maar",
        "want",
        "omdat",
        "dus",
        "terwijl",
        "als",
        "toen",
        "zodra",
        "wanneer",
        "hoewel",
        "tenzij",
        "sinds",
        "en",
        "of",
    }
)
#: Words that begin a question, and verbs that do so in front of these subjects.
_QUESTION_WORDS: Final = frozenset({"hoe", "waarom", "welke", "welk", "wat", "waar", "wie", "hoeveel", "hoelang"})
_ASKING_VERBS: Final = frozenset({"kan", "mag", "moet", "kun", "zou"})
_ASKED: Final = frozenset({"ik", "je", "jij", "jullie", "u", "me"})
#: After these a question word only goes on: "ik weet niet hoe", "ik vraag me af wat".
# fmt: off
_LEADS_INTO_A_CLAUSE: Final = frozenset({
    "niet", "weet", "weten", "af", "van", "over", "met", "om", "snap", "precies", "zien", "vertellen", "zeggen", "zegt",
    "vraagt", "ook", "dat",
})
# fmt: on
#: After these the verb comes first in what is told, too: "en die heb ik nog altijd", "dan moet ik weg".
_INVERTING: Final = frozenset({"die", "dan", "daar", "nu", "toen", "zo", "soms", "hier", "daarom", "thuis"})
_FEWEST_BEFORE: Final = 4
_FEWEST_AFTER: Final = 3
#: The tokenizer takes these, with a full stop, for abbreviations ("ik weet dat." for dativus).
_NO_ABBREVIATIONS: Final = frozenset(
    f"{word}."
    for word in ["al", "app", "bel", "best", "dat", "ex", "hand", "me", "pas", "red", "top", "u", "ver", "vol"]
)


def read(doc: Any, spelling: Spelling) -> Utterance:
    """Return the words of a spaCy document, with its sentences and clauses."""
    words: list[Word] = []
    sentence_ends, clause_ends = [0], [0]
    tokens = list(doc)
    skip = -1
    for token in tokens:
        if token.i == skip:
            continue
        mark = token.text[:1]
        if "\n" in token.text or mark in _CLAUSE_ENDS:
            clause_ends.append(len(words))
            if "\n" in token.text or mark in _SENTENCE_ENDS:
                if mark == "?" and not (words and words[-1].text == "?"):  # "echt??" asks once
                    words.append(Word(token.i, "?", ("?",)))
                    clause_ends[-1] += 1
                sentence_ends.append(len(words))
            continue
        if not _says_something(token):
            continue
        ends_sentence = token.lower_ in _NO_ABBREVIATIONS
        text = token.lower_.removesuffix(".") if ends_sentence else token.lower_
        if _begins_a_question(text, tokens, token.i) and _is_long_enough(words, sentence_ends[-1], tokens, token.i):
            clause_ends.append(len(words))
            sentence_ends.append(len(words))
        compound = spelling.joined(text, tokens[token.i + 1].lower_) if token.i + 1 < len(tokens) else None
        if compound:
            skip = token.i + 1
        meant = spelling.meant(compound or text)
        words.append(Word(token.i, text, tuple(lemma(each) for each in meant)))
        if compound:
            words.append(Word(skip, tokens[skip].lower_, ()))
        elif words[-1].lemmas[0] in _CONJUNCTIONS:
            clause_ends.append(len(words) - 1)
        if ends_sentence:
            clause_ends.append(len(words))
            sentence_ends.append(len(words))
    return Utterance(words, list(_stretches(sentence_ends, len(words))), list(_stretches(clause_ends, len(words))))


def _begins_a_question(text: str, tokens: list[Any], at: int) -> bool:
    """Tell whether a question begins here without a mark before it: "... zit ik er maar bij hoe begin ik daarover"."""
    before = tokens[at - 1].lower_ if at else ""
    if before in _LEADS_INTO_A_CLAUSE or before in _INVERTING:
        return False
    following = tokens[at + 1].lower_ if at + 1 < len(tokens) else ""
    return text in _QUESTION_WORDS or (text in _ASKING_VERBS and following in _ASKED)


def _is_long_enough(words: list[Word], sentence_start: int, tokens: list[Any], at: int) -> bool:
    """Tell whether both sides of a break say enough to stand by themselves."""
    return len(words) - sentence_start >= _FEWEST_BEFORE and len(tokens) - at >= _FEWEST_AFTER


def _says_something(token: Any) -> bool:
    return not token.is_space and (token.is_alpha or token.is_digit or not token.is_punct)


def _stretches(ends: list[int], length: int) -> Iterator[Stretch]:
    """Yield the stretches between ends, leaving out empty ones."""
    start = 0
    for end in [*ends, length]:
        if end > start:
            yield Stretch(start, end)
            start = end
