"""When a short answer is only that, so that danger that is merely guessed from it does not count."""

from __future__ import annotations

import pytest

from stiefwijzer.intake.answers import answers_plainly
from stiefwijzer.intake.draft import Draft

GIVEN = {
    "contact": {"first_name": "Sam"},
    "safe": {"first_name": "Sam", "email": "sam@voorbeeld.nl"},
    "moments": {"first_name": "Sam", "email": "sam@voorbeeld.nl", "safe": "any"},
    "role": {"first_name": "Sam", "email": "sam@voorbeeld.nl", "safe": "any", "moments": "dinsdag"},
}


def asked(question: str) -> Draft:
    draft = Draft(id="x", at=0.0, **GIVEN[question])  # type: ignore[arg-type]
    assert draft.asks() == question
    return draft


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("contact", "sam@voorbeeld.nl"), ("contact", "06 12345678 of sam@voorbeeld.nl"),
        ("safe", "nee"), ("safe", "ja, dat is veilig"), ("safe", "alleen mailen graag"),
        ("moments", "dinsdagavond na 8 uur"), ("moments", "maakt niet uit"), ("moments", "za of zo"),
        ("role", "stiefmoeder"), ("role", "ik ben de vader"), ("role", "sla over"),
    ],
)  # fmt: skip
def test_a_short_answer_says_nothing_besides(question: str, text: str) -> None:
    assert answers_plainly(asked(question), text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("contact", "hij leest alles mee sam@voorbeeld.nl"), ("safe", "nee, hij controleert alles"),
        ("safe", "nee hij slaat me"), ("moments", "mijn leven is niks waard"), ("moments", "nooit meer"),
        ("role", "mama doet me pijn"), ("role", "ik ben niemand"),
    ],
)  # fmt: skip
def test_one_other_word_and_it_may_be_danger(question: str, text: str) -> None:
    assert not answers_plainly(asked(question), text)
