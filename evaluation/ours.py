"""The assistant's own hearing, learned here from given examples, without a training run of Rasa around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from evaluation.hearer import Guess, Heard
from evaluation.messages import Example
from stiefwijzer import labels
from stiefwijzer.nlu import dutch, firewall, reading, training
from stiefwijzer.nlu.features import BLOCKS
from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.safety import Gate
from stiefwijzer.nlu.safety import examples as danger
from stiefwijzer.nlu.spelling import Spelling, SpellingList
from stiefwijzer.nlu.understanding import Understanding

#: Parts that are a block of features.
_BLOCK_OF: Final = {"lemmas": "lemma", "pairs": "pair", "char pieces": "piece"}
#: What can be left out.
PARTS: Final = ("signals", "spelling", "sentences", "worry", *_BLOCK_OF)


class Ours:
    """Firewall, safety gate, Dutch, classifier, signals and decision, as a message meets them.

    Args:
        examples: What to learn from.
        without: Names of `PARTS` to leave out.

    Raises:
        ValueError: `without` names something that cannot be left out.
    """

    name = "ours"

    def __init__(self, examples: Sequence[Example], without: frozenset[str] = frozenset()) -> None:
        unknown = without.difference(PARTS)
        if unknown:
            raise ValueError(f"cannot leave out {', '.join(sorted(unknown))}")
        self._gate = Gate.load(labels.SAFETY)
        self._nlp, _ = dutch.load()
        lexicon = Lexicon.read()
        if "spelling" in without:
            lexicon = _AsWritten(**vars(lexicon))
        if "signals" in without:
            lexicon = replace(lexicon, signals={})
        docs = [self._nlp(example.text) for example in examples]
        tokenizer = dutch.tokenizer()
        of_danger = danger.read(labels.SAFETY) if "worry" not in without else []
        danger_docs = [tokenizer(example.text) for example in of_danger]
        spelling = lexicon.spelling(token.lower_ for doc in (*docs, *danger_docs) for token in doc)
        model = training.fit(
            training.Lessons(
                [reading.read(doc, spelling) for doc in docs],
                [(*example.labels, *((labels.OF_PARTNER,) if example.about else ())) for example in examples],
            ),
            training.Lessons(
                [reading.read(doc, spelling) for doc in danger_docs],
                [example.says for example in of_danger],
            ),
            [block for block in BLOCKS if block not in {_BLOCK_OF.get(part) for part in without}],
        )
        self._understanding = Understanding(model, lexicon, by_sentence="sentences" not in without)

    def hear(self, text: str) -> Heard:
        """Return what the assistant makes of a message."""
        words = text[firewall.start_of_words(text) :]
        alarm = self._gate.hear(words)
        if alarm:
            doubted = not alarm.by_minor and self._understanding.question_about(self._nlp(words), alarm.label)
            sure = Guess(labels.CRISIS_CHECK if doubted else alarm.label, 1.0)
            return Heard((sure,), sure)
        understood = self._understanding.hear(self._nlp(words))
        if understood.worry:
            likely = Guess(understood.worry.label, understood.worry.confidence)
            return Heard((likely,), likely)
        ranking = [each for each in understood.decision.ranking if each.label != labels.NOT_SURE]
        heard = tuple(Guess(*each) for each in understood.decision.heard)
        of_partner = understood.of_partner and any(guess.label in labels.PATTERNS for guess in heard)
        return Heard(heard, Guess(*ranking[0]) if ranking else None, "partner" if of_partner else None)


class _AsWritten(Lexicon):
    """A lexicon that corrects nothing."""

    def spelling(self, known: Iterable[str]) -> Spelling:
        return Spelling(SpellingList({}, frozenset()))
