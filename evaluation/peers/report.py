"""The tables of `python -m evaluation.peers`."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Final

import numpy as np

from evaluation.bootstrap import difference_interval, macro_f1_interval
from evaluation.hearer import Answer
from evaluation.peers.peer import Outcome
from evaluation.scores import score
from evaluation.tables import NOTHING, figure, interval, markdown, share

_MEGABYTE: Final = 1024**2
_BEST_GUESS: Final = "always its best guess"
#: What `quality_cells` puts into a row.
QUALITY: Final = (
    "macro-F1",
    "95 % interval",
    "of first labels",
    "first label right",
    "not sure",
    "wrong and confident",
    "unclear asked back",
)
_EXPLANATION: Final = "\n".join(
    [
        "- **of first labels**: macro-F1 when only the first label of a message and of an answer counts: that who can give "
        "one label only does not lose by the messages with several.",
        f"- **{_BEST_GUESS}**: the same without asking back, so that nobody wins or loses by a threshold.",
        "- **median**, **p99**: one message after another in its process, without HTTP and without a conversation.",
        "- **memory**: the most its process held (RSS), learning and hearing together.",
        "- **difference**: macro-F1 of ours less that of the other; its interval is of the same 1000 resamples of the "
        "messages for both.",
        "- All learned from the same examples, each with its first label where there is room for one only.",
    ]
)


def tables(outcomes: Sequence[Outcome]) -> str:
    """Return all tables as Markdown: what was heard in each set of messages, what it cost, who could not run."""
    ran = [outcome for outcome in outcomes if not outcome.cannot]
    sets = list(dict.fromkeys(answer.message.source for outcome in ran for answer in outcome.answers))
    parts = [part for name in sets for part in (_quality(ran, name), _differences(ran, name))]
    if ran:
        parts += [_cost(ran), "\n".join(f"- **{outcome.name}**: {outcome.about}." for outcome in ran), _EXPLANATION]
    parts += [f"COULD NOT RUN HERE: {outcome.name}: {outcome.cannot}" for outcome in outcomes if outcome.cannot]
    return "\n\n".join(part for part in parts if part) + "\n"


def _quality(outcomes: Sequence[Outcome], name: str) -> str:
    rows = []
    for outcome in outcomes:
        answers = _of_set(outcome, name)
        rows.append([outcome.name, *quality_cells(answers)])
        rows.append([f"  {_BEST_GUESS}", *quality_cells(best_guesses(answers))])
    return markdown([name, *QUALITY], rows)


def quality_cells(answers: Sequence[Answer]) -> list[str]:
    """Return the figures of one line of a comparison."""
    of = score(answers)
    return [
        figure(of.macro_f1),
        interval(macro_f1_interval(answers)),
        figure(of.macro_f1_first),
        share(of.first_right),
        share(of.not_sure),
        share(of.wrong_and_confident),
        share(of.unclear_asked_back),
    ]


def best_guesses(answers: Sequence[Answer]) -> list[Answer]:
    """Return the answers as they would be without asking back."""
    return [Answer(message, heard.without_asking_back()) for message, heard in answers]


def _differences(outcomes: Sequence[Outcome], name: str) -> str:
    ours = next((outcome for outcome in outcomes if outcome.name == "ours"), None)
    if ours is None or len(outcomes) == 1:
        return ""
    rows = []
    for outcome in outcomes:
        if outcome is not ours:
            one, other = _of_set(ours, name), _of_set(outcome, name)
            rows.append([f"ours - {outcome.name}", *difference_cells(one, other)])
            rows.append([f"  {_BEST_GUESS}", *difference_cells(best_guesses(one), best_guesses(other))])
    return markdown([name, "difference", "95 % interval"], rows)


def difference_cells(ones: Sequence[Answer], others: Sequence[Answer]) -> list[str]:
    """Return the difference in macro-F1 of two sets of answers to the same messages, and its interval."""
    one, other = score(ones).macro_f1, score(others).macro_f1
    if one is None or other is None:
        return [NOTHING, NOTHING]
    return [f"{one - other:+.3f}", interval(difference_interval(ones, others), signed=True)]


def _cost(outcomes: Sequence[Outcome]) -> str:
    rows = [
        [
            outcome.name,
            f"{statistics.median(outcome.milliseconds):.2f} ms",
            f"{np.percentile(outcome.milliseconds, 99):.2f} ms",
            f"{outcome.peak_bytes / _MEGABYTE:,.0f} MB" if outcome.peak_bytes else NOTHING,
            f"{outcome.training_seconds:.1f} s",
            "yes" if outcome.tensorflow else "no",
        ]
        for outcome in outcomes
    ]
    return markdown(["cost", "median", "p99", "memory", "learning", "TensorFlow"], rows)


def _of_set(outcome: Outcome, name: str) -> list[Answer]:
    return [answer for answer in outcome.answers if answer.message.source == name]
