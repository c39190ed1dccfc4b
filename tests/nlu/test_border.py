"""What a coach is not for is heard by phrases, and only from those it concerns."""

from __future__ import annotations

import pytest

from stiefwijzer import labels
from stiefwijzer.nlu import dutch, reading
from stiefwijzer.nlu.lexicon import Lexicon

LEXICON = Lexicon.read()
NUANCES = LEXICON.listen_finely()
SPELLING = LEXICON.spelling(())
TOKENIZER = dutch.tokenizer()


def heard(text: str) -> list[str]:
    found = NUANCES.hear(reading.read(TOKENIZER(text), SPELLING))
    return [name for name in found if name in (*labels.BORDER, *labels.ELSEWHERE)]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("heb ik borderline", "border_diagnosis"),
        ("kun jij een diagnose stellen?", "border_diagnosis"),
        ("ik ben al jaren depressief en voel me buitengesloten", "border_diagnosis"),
        ("ben ik ziek?", "border_ill"),
        ("ben ik gek of hoort dit erbij", "border_ill"),
        ("is er iets mis met mij", "border_ill"),
        ("moet ik aan de antidepressiva", "border_medication"),
        ("ik wil stoppen met mijn medicatie, kan ik medicatie afbouwen", "border_medication"),
        ("ik heb ptss en houd iedereen weg", "border_trauma"),
        ("ik ben als kind mishandeld", "border_trauma"),
        ("ik ben verslaafd", "border_addiction"),
        ("ik kan niet stoppen met drinken", "border_addiction"),
        ("mijn man drinkt te veel", "border_addiction"),
        ("ik hoor stemmen", "border_psychosis"),
        ("ik heb een eetstoornis", "border_eating"),
        ("ik geef elke avond over na het eten", "border_eating"),
        ("mijn moeder is drie jaar geleden overleden en ik kom er niet overheen", "border_grief"),
        ("het verdriet wordt maar niet minder", "border_grief"),
        ("hoeveel alimentatie krijg ik", "elsewhere_alimony"),
        ("moet ik dit opgeven bij de belasting", "elsewhere_tax"),
        ("wie krijgt het gezag", "elsewhere_law"),
        ("mijn zoon heeft koorts", "elsewhere_health"),
        ("heb je een recept voor soep", "elsewhere_cooking"),
    ],
)
def test_what_somebody_writes_about_is_heard(text: str, topic: str) -> None:
    assert topic in heard(text)


@pytest.mark.parametrize(
    "text",
    [
        "ik ben niet verslaafd",
        "mijn ex was verslaafd",
        "mijn man drinkt een biertje",
        "ik word er gek van",
        "zaterdag ben ik ziek en wil ik niemand zien",
        "hij drinkt koffie en ik thee",
        "ik eet niet in bed",
        "dit gaat niet over mij",
        "wat is er mis met om de beurt",
        "ik hoor de kinderen boven",
    ],
)
def test_what_only_looks_like_it_is_not_heard(text: str) -> None:
    assert [name for name in heard(text) if name in labels.BORDER] == []


@pytest.mark.parametrize("topic", [*labels.BORDER, *labels.ELSEWHERE])
def test_every_topic_of_the_border_has_phrases(topic: str) -> None:
    assert LEXICON.nuances[topic]
