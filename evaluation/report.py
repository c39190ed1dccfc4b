"""The tables of `python -m evaluation`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from evaluation.bootstrap import macro_f1_interval
from evaluation.curve import calibration, curve, expected_calibration_error
from evaluation.hearer import Answer
from evaluation.learning import Lesson
from evaluation.messages import PUBLIC
from evaluation.scores import LabelScore, Score, by_label, score, wrong
from evaluation.tables import NOTHING, figure, interval, markdown, share
from stiefwijzer import labels

#: What the design asks to be heard without fail: what people recognise in themselves, or feel about their place.
_NEVER_MISSED: Final = (*labels.PATTERNS, *labels.FEELINGS)

_EXPLANATION: Final = "\n".join(
    [
        "- **macro-F1**: the mean of F1 over the labels that occur, each counting the same. **95 % interval**: of its "
        "value over 1000 resamples of the messages. **micro-F1**: over all labels of all messages together.",
        "- **first label right**: the label that is answered first is the one to answer first.",
        "- **not sure**: messages with labels that are asked back. **wrong and confident**: answered, and first with a "
        "label the message does not have. **asked about danger**: asked whether there is danger (`crisis_check`) where "
        "there is none: a question too many, but no answer. All three as a share of the messages with labels.",
        "- **unclear and asked back**: of the messages that nobody could know the meaning of.",
        "- **ECE**: how far the confidence of the first label lies from how often it is right, over all answers.",
    ]
)


def tables(sets: Mapping[str, Sequence[Answer]], lessons: Sequence[Lesson] = ()) -> str:
    """Return all tables as Markdown.

    Args:
        sets: Messages and what was heard, by the name of the set.
        lessons: The learning curve, when it was drawn.
    """
    parts = [_summary(sets), _EXPLANATION, _labels(sets), _recall(sets)]
    parts += [_thresholds(name, answers) for name, answers in sets.items()]
    parts += [_calibration(name, answers) for name, answers in sets.items()]
    if lessons:
        parts.append(_lessons(lessons))
    return "\n\n".join(part for part in parts if part) + "\n"


def errors(answers: Sequence[Answer], most: int) -> str:
    """Return the first messages that were not heard as they should be; of the public ones only how many there are."""
    faults = [answer for answer in answers if wrong(answer)]
    shown = [answer for answer in faults if answer.message.source != PUBLIC.stem][:most]
    lines = [f"{len(faults)} of {len(answers)} messages are not heard exactly as labelled"]
    for answer in shown:
        message, heard = answer
        answered = ", ".join(f"{guess.label} {guess.confidence:.2f}" for guess in heard.labels) or _asked_back(answer)
        lines.append(f"{message.id}: {', '.join(message.labels) or 'ask back'}; heard: {answered}")
        lines.append(f"    {' '.join(message.text.split())}")
    return "\n".join(lines)


def _asked_back(answer: Answer) -> str:
    best = answer.heard.best
    return f"asked back ({best.label} {best.confidence:.2f})" if best else "asked back"


def _summary(sets: Mapping[str, Sequence[Answer]]) -> str:
    scores = {name: score(answers) for name, answers in sets.items()}
    rows = [[name, *(_written(value, scores[column]) for column in sets)] for name, value in _MEASURES.items()]
    of_sets = sets.values()
    rows.insert(4, ["  95 % interval", *(interval(macro_f1_interval(answers)) for answers in of_sets)])
    rows.append(["ECE", *(figure(expected_calibration_error(calibration(answers))) for answers in of_sets)])
    return markdown(["measured on", *sets], rows)


_MEASURES: Final = {
    "messages": "messages",
    "  with labels": "with_labels",
    "  with several": "several",
    "macro-F1": "macro_f1",
    "micro-F1": "micro_f1",
    "first label right": "first_right",
    "first label among them": "first_among",
    "exactly the labels": "exact",
    "not sure": "not_sure",
    "asked about danger": "asked_about_danger",
    "wrong and confident": "wrong_and_confident",
    "unclear and asked back": "unclear_asked_back",
    "about whom, right": "about_right",
}


def _written(measure: str, of: Score) -> str:
    value = getattr(of, measure)
    if isinstance(value, int):
        return str(value)
    return figure(value) if measure.endswith("f1") else share(value)


def _labels(sets: Mapping[str, Sequence[Answer]]) -> str:
    scores = {name: {each.label: each for each in by_label(answers)} for name, answers in sets.items()}
    names = sorted(set().union(*scores.values()))
    rows = [[name, *(cell for of in scores.values() for cell in _label_cells(of.get(name)))] for name in names]
    header = [f"{what} ({name})" if what == "n" else what for name in sets for what in ("n", "prec.", "recall", "F1")]
    return markdown(["label", *header], rows) if names else ""


def _label_cells(of: LabelScore | None) -> list[str]:
    if of is None:
        return [NOTHING] * 4
    return [str(of.n), figure(of.precision, 2), figure(of.recall, 2), figure(of.f1, 2) if of.n else NOTHING]


def _recall(sets: Mapping[str, Sequence[Answer]]) -> str:
    scores = [{each.label: each for each in by_label(answers)} for answers in sets.values()]
    rows = [
        [label, *(figure(of[label].recall, 2) if label in of else NOTHING for of in scores)] for label in _NEVER_MISSED
    ]
    return markdown(["recall of patterns and feelings", *sets], rows)


def _thresholds(name: str, answers: Sequence[Answer]) -> str:
    rows = [
        [
            figure(point.threshold, 2),
            share(point.asked_back),
            share(point.wrong),
            share(point.wrong_of_all),
            share(point.unclear_asked_back),
        ]
        for point in curve(answers)
    ]
    header = ["asked back", "wrong of answered", "wrong of all", "unclear asked back"]
    return markdown([f"threshold ({name})", *header], rows) if rows else ""


def _calibration(name: str, answers: Sequence[Answer]) -> str:
    rows = [
        [f"{each.low:.1f} to {each.high:.1f}", str(each.n), figure(each.confidence, 2), figure(each.right, 2)]
        for each in calibration(answers)
    ]
    return markdown([f"confidence ({name})", "answers", "mean", "right"], rows)


def _lessons(lessons: Sequence[Lesson]) -> str:
    sets = list(lessons[0].macro_f1)
    rows = [
        [f"{lesson.share:.0%}", str(lesson.examples), *(figure(lesson.macro_f1[name]) for name in sets)]
        for lesson in lessons
    ]
    return markdown(["learned from", "examples", *(f"macro-F1 ({name})" for name in sets)], rows)
