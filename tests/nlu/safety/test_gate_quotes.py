"""What the gate heard is quoted as it was written, and whatever is written may be listened to."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stiefwijzer import labels
from stiefwijzer.nlu.safety import Gate
from stiefwijzer.nlu.safety.gate import Alarm

GATE = Gate.load(labels.SAFETY)


def heard(text: str) -> Alarm:
    alarm = GATE.hear(text)
    assert alarm is not None, text
    return alarm


_ANY_TEXT = st.text(max_size=60)
_TALK = st.lists(
    st.sampled_from(
        ["ik", "wil", "dood", "niet", "hij", "slaat", "mij", "é", "ﬁ", "İ", "\u0301", ".", "\n", "...", "14"]
    ),
    max_size=12,
).map(" ".join)


@given(_ANY_TEXT | _TALK)
@example("İİİ ik wil dood")
@example("ﬁﬁﬁ ik wil dood")
@example("\u200dik wil dood")
def test_what_is_heard_is_quoted_from_where_it_stands(text: str) -> None:
    alarm = GATE.hear(text)
    assert alarm is None or (alarm.label in labels.SAFETY and alarm.text == text[alarm.start : alarm.end] != "")


@given(_ANY_TEXT)
@example("ﬁﬁﬁ ½½½ İİİ")
@example("a---b...c")
def test_whatever_stands_before_it_danger_is_quoted_from_where_it_stands(before: str) -> None:
    text = f"{before}\n\nik wil dood"
    alarm = heard(text)
    assert (alarm.text, alarm.end) == ("wil dood", len(text))
    assert text[alarm.start : alarm.end] == alarm.text


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("ik.wil.niet.meer.leven", "niet.meer.leven"),
        ("ja---ik__wil...niet***meer~~leven", "niet***meer~~leven"),
        ("ﬁjn hè: ik wíl dóód, echt", "wíl dóód"),
    ],
)
def test_it_is_quoted_as_it_was_written(text: str, quoted: str) -> None:
    assert heard(text).text == quoted


@given(_ANY_TEXT)
def test_whatever_is_written_may_be_listened_to(text: str) -> None:
    aside = GATE.listen(text)[1]
    assert set(aside.all_right) <= {"person", "grown_up"}
    assert aside.country in {None, "NL", "BE"}
