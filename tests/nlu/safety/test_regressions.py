"""Plain danger that was once missed, and what was once mistaken for it: each named for what went wrong."""

from __future__ import annotations

import pytest

from stiefwijzer import labels
from stiefwijzer.nlu.safety import Gate

GATE = Gate.load(labels.SAFETY)


@pytest.mark.parametrize(
    ("text", "label", "about"),
    [
        ("ik ben weduwe en ik wil dood", "crisis_suicide", "self"),
        ("mijn man is overleden, ik wil niet meer leven", "crisis_suicide", "self"),
        ("ik werk in de zorg en mijn man slaat mij", "crisis_violence", "self"),
        ("mijn man sloeg mij tijdens de film", "crisis_violence", "self"),
        ("door dat boek weet ik het: mijn man mishandelt mij", "crisis_violence", "self"),
        ("toen hij dronken was sloeg hij mij", "crisis_violence", "self"),
        ("op mijn dertigste verjaardag sloeg hij mij", "crisis_violence", "self"),
        ("mijn vader sloeg mij vroeger en mijn man slaat mij", "crisis_violence", "self"),
        ("drie jaar geleden begon mijn man mij te slaan", "crisis_violence", "self"),
        ("mijn ex bedreigde mij vorige week", "crisis_violence", "self"),
        ("mijn ex-man mishandelde mij en nu bedreigt hij mij", "crisis_violence", "self"),
        ("ik wil do\u0301o\u0301d", "crisis_suicide", "self"),
        ("ik wil niet meer lev\u200ben", "crisis_suicide", "self"),
        ("ik denk aan zelf\u00admoord", "crisis_suicide", "self"),
        ("<b>ik wil dood</b>", "crisis_suicide", "self"),
        ("Ik. Wil. Niet. Meer. Leven.", "crisis_suicide", "self"),
        ("ik wil... niet... meer... leven", "crisis_suicide", "self"),
        ("ik ben bang voor mijn man", "crisis_violence", "self"),
        ("hij kan zijn handen niet thuishouden", "crisis_violence", "self"),
        ("is dit huiselijk geweld?", "crisis_violence", "self"),
        ("mijn papa slaat mij", "crisis_child_safety", "self"),
        ("ik ben 13 en mijn stiefvader zit aan mij", "crisis_child_safety", "self"),
        ("ich will nicht mehr leben", "crisis_suicide", "self"),
        ("mijn zonen willen niet meer leven", "crisis_suicide", "other"),
    ],
)
def test_plain_danger_is_heard_whatever_stands_around_it(text: str, label: str, about: str) -> None:
    alarm = GATE.hear(text)
    assert alarm is not None
    assert (alarm.label, alarm.about) == (label, about)
    assert alarm.text == text[alarm.start : alarm.end]


@pytest.mark.parametrize(
    "text",
    [
        "vandaag hangt ze om mijn nek",
        "Soms sla ik met alle kastjes",
        "zonder dat haar mama zich bedreigd voelt",
        "ik heb mijn kinderen nog nooit geslagen",
        "het is niet zo dat hij mij slaat",
        "als kind kreeg ik klappen van mijn vader, nu klap ik dicht",
        "toen ik klein was, kreeg ik klappen",
    ],
)
def test_what_was_mistaken_for_danger_is_left_alone(text: str) -> None:
    assert GATE.hear(text) is None


def test_a_minor_who_speaks_of_suicide_is_known_as_a_minor() -> None:
    alarm = GATE.hear("ik ben 14 en ik wil dood")
    assert alarm is not None
    assert alarm.label == "crisis_suicide"
    assert alarm.by_minor
