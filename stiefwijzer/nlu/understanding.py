"""Understanding a message: read it, score it as a whole and by the sentence, listen for signals, decide, and say why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stiefwijzer import labels
from stiefwijzer.nlu import dutch, hearing, phrases, reading, worry
from stiefwijzer.nlu.foreign import SmallWords
from stiefwijzer.nlu.hearing import Decision, Part
from stiefwijzer.nlu.intent_model import Found, IntentModel, Vector
from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.safety.examples import Example
from stiefwijzer.nlu.signals import Signal
from stiefwijzer.nlu.utterance import Stretch, Utterance, Word
from stiefwijzer.nlu.worry import Worry

NOTHING = Decision((), ())
#: A shorter sentence says too little to be heard by itself ("Echt niet.").
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of a message that speak most for a label; `text == message[start:end]`."""

    label: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of a message.

    Attributes:
        decision: What to act on, and every label by likelihood; both empty when no word was familiar.
        evidence: The words it rests on, at most one piece for each label that was heard, in the same order.
        of_partner: Whether a pattern in it is the partner's.
        worry: Danger that nobody said in so many words; then nothing else was looked for.
        language: The code of the other language it is in, when that is heard and known.
        signals: What the signals found.
        nuances: What is heard beside the labels; of danger none.
        words: The words it was read as.
    """

    decision: Decision = NOTHING
    evidence: tuple[Evidence, ...] = ()
    of_partner: bool = False
    worry: Worry | None = None
    language: str | None = None
    signals: tuple[Signal, ...] = ()
    nuances: tuple[str, ...] = ()
    words: Sequence[Word] = ()

    def positions(self, stretch: Stretch) -> tuple[int, int]:
        """Return the first and the last token of a stretch of words."""
        return self.words[stretch.first].position, self.words[stretch.end - 1].position


class Understanding:
    """Makes something of messages. Made by `learn` or `load`.

    Args:
        model: Scores labels.
        lexicon: Spelling, word groups and signals.
        by_sentence: Whether sentences are heard by themselves too.
    """

    def __init__(self, model: IntentModel, lexicon: Lexicon, *, by_sentence: bool = True) -> None:
        self._model = model
        self._lexicon = lexicon
        self._by_sentence = by_sentence
        self._spelling = lexicon.spelling(model.words)
        self._signals = lexicon.listen()
        self._nuances = lexicon.listen_finely()
        self._small_words = SmallWords(lexicon.foreign)
        self._danger = worry.Columns.of(model.labels)
        self._columns = list(self._danger.ordinary)
        self._names = [model.labels[at] for at in self._columns]
        self._of_partner = model.labels.index(labels.OF_PARTNER) if labels.OF_PARTNER in model.labels else None

    @classmethod
    def learn(
        cls,
        docs: Sequence[Any],
        says: Sequence[Collection[str]],
        lexicon: Lexicon,
        danger: Sequence[Example] = (),
    ) -> Understanding:
        """Learn from spaCy documents and the labels of each; the same data give the same model.

        Args:
            docs: What people say.
            says: The labels of each.
            lexicon: Spelling, word groups and signals.
            danger: Messages of danger and look-alikes, to listen for danger as well.

        Raises:
            ValueError: There are fewer than two different labels.
        """
        from stiefwijzer.nlu import training  # noqa: PLC0415 - scikit-learn takes a second, and only training needs it

        tokenizer = dutch.tokenizer()
        danger_docs = [tokenizer(example.text) for example in danger]
        spelling = lexicon.spelling({token.lower_ for doc in (*docs, *danger_docs) for token in doc})
        ordinary = training.Lessons([reading.read(doc, spelling) for doc in docs], says)
        of_danger = training.Lessons(
            [reading.read(doc, spelling) for doc in danger_docs],
            [example.says for example in danger],
        )
        return cls(training.fit(ordinary, of_danger), lexicon)

    def hear(self, doc: Any) -> Understood:
        """Return what is made of a message."""
        utterance = reading.read(doc, self._spelling)
        found = self._model.find(utterance)
        vector = self._model.weigh(found)
        scores = self._model.score(vector)
        everything = Stretch(0, len(utterance.words))
        whole = Part(everything, scores[self._columns])
        if not self._model.is_familiar(utterance.words) and not self._looks_foreign(vector, whole):
            return Understood(nuances=self._nuances.hear(utterance))
        by_sentence = self._by_sentence_scores(utterance, found)
        if worried := worry.hear(self._danger, {everything: scores, **by_sentence}):
            return self._worried(worried, doc, utterance, found, vector)
        sentences = [Part(sentence, each[self._columns]) for sentence, each in by_sentence.items()]
        signals = self._signals.hear(utterance)
        decision = hearing.decide(self._names, whole, sentences, signals)
        evidence = []
        for label, _ in decision.heard:
            where = _of_signal(signals, label) or _covered(utterance, self._model.explain(doc, found, vector, label))
            if where is not None:
                evidence.append(_quotation(doc, utterance, where, label))
        is_foreign = any(label == labels.NON_DUTCH for label, _ in decision.heard)
        language = self._small_words.language(doc.text) if is_foreign else None
        return Understood(
            decision,
            tuple(evidence),
            self._is_of_partner(scores),
            language=language,
            signals=tuple(signals),
            nuances=self._nuances.hear(utterance),
            words=utterance.words,
        )

    def _looks_foreign(self, vector: Vector, whole: Part) -> bool:
        """Tell whether words nobody knows look like those of another language."""
        return bool(vector.numbers.size) and self._names[int(whole.scores.argmax())] == labels.NON_DUTCH

    def danger(self, doc: Any) -> tuple[worry.Columns, dict[Stretch, hearing.Scores]]:
        """Return what `worry` hears danger in: its first two arguments, for choosing its numbers."""
        return self._danger, self._parts(doc)

    def question_about(self, doc: Any, kind: str) -> str | None:
        """Return what to ask about when a phrase found danger that a message does not sound like; None: no doubt.

        Args:
            doc: The message.
            kind: The danger that the phrase speaks of.
        """
        return worry.question_about(kind, self._danger, self._parts(doc))

    def _parts(self, doc: Any) -> dict[Stretch, hearing.Scores]:
        """Return the scores of a message and of each of its sentences."""
        utterance = reading.read(doc, self._spelling)
        found = self._model.find(utterance)
        whole = self._model.score(self._model.weigh(found))
        return {Stretch(0, len(utterance.words)): whole, **self._by_sentence_scores(utterance, found)}

    def _by_sentence_scores(self, utterance: Utterance, found: list[list[Found]]) -> dict[Stretch, hearing.Scores]:
        """Return the scores of each sentence that is long enough, when there are several."""
        if not self._by_sentence or len(utterance.sentences) < 2:  # noqa: PLR2004 - one sentence is the whole
            return {}
        return {
            sentence: self._model.score(self._model.weigh(_within(found, utterance, sentence)))
            for sentence in utterance.sentences
            if sentence.end - sentence.first >= _FEWEST_WORDS
        }

    def _worried(
        self, worried: Worry, doc: Any, utterance: Utterance, found: list[list[Found]], vector: Vector
    ) -> Understood:
        where = _covered(utterance, self._model.explain(doc, found, vector, worried.sounds_like))
        evidence = (_quotation(doc, utterance, where, worried.label),) if where is not None else ()
        return Understood(evidence=evidence, worry=worried, words=utterance.words)

    def _is_of_partner(self, scores: hearing.Scores) -> bool:
        """Tell whether the message is likelier than not about the partner."""
        at = self._of_partner
        return at is not None and bool(scores[at] > 0)

    def save(self, directory: Path) -> None:
        """Write everything that was learned and read."""
        self._model.save(directory)
        self._lexicon.save(directory)

    @classmethod
    def load(cls, directory: Path) -> Understanding:
        """Read what `save` wrote.

        Raises:
            FileNotFoundError: There is nothing in `directory`.
        """
        return cls(IntentModel.load(directory), Lexicon.load(directory))


def _within(found: list[list[Found]], utterance: Utterance, stretch: Stretch) -> list[list[Found]]:
    first, last = utterance.words[stretch.first].position, utterance.words[stretch.end - 1].position
    return [[each for each in block if first <= each.first and each.last <= last] for block in found]


def _quotation(doc: Any, utterance: Utterance, where: Stretch, label: str) -> Evidence:
    first, last = utterance.words[where.first].position, utterance.words[where.end - 1].position
    span = doc[slice(*phrases.rounded_out(doc, first, last + 1))]
    return Evidence(label, doc.text[span.start_char : span.end_char], span.start_char, span.end_char)


def _of_signal(signals: Sequence[Signal], label: str) -> Stretch | None:
    """Return the words of the first sure signal for a label; None when there is none that holds."""
    sure = (signal.words for signal in signals if signal.label == label and signal.sure and signal.context.holds)
    return next(sure, None)


def _covered(utterance: Utterance, tokens: tuple[int, int] | None) -> Stretch | None:
    """Return the words among some tokens (first, one past the last)."""
    if tokens is None:
        return None
    covered = [at for at, word in enumerate(utterance.words) if tokens[0] <= word.position < tokens[1]]
    return Stretch(covered[0], covered[-1] + 1) if covered else None
