"""The gate with the phrases of the project: danger is heard, and what only looks like danger is left alone."""

from __future__ import annotations

import pytest

from stiefwijzer import labels
from stiefwijzer.nlu.safety import Gate
from stiefwijzer.nlu.safety.gate import Alarm

GATE = Gate.load(labels.SAFETY)
ORDINARY_TALK = "Wij zijn nu drie jaar samen en zijn kinderen zijn om het weekend hier. "


def heard(text: str) -> Alarm:
    alarm = GATE.hear(text)
    assert alarm is not None, text
    return alarm


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("ik wil dood", "crisis_suicide"),
        ("ik denk elke dag aan zelfmoord", "crisis_suicide"),
        ("'k wil ni meer leven", "crisis_suicide"),
        ("ik snij mezelf", "crisis_suicide"),
        ("ik heb al mijn pillen opgespaard", "crisis_suicide"),
        ("ik wil er een eind aan maken", "crisis_suicide"),
        ("ze zijn beter af zonder mij", "crisis_suicide"),
        ("I want to kill myself", "crisis_suicide"),
        ("je veux mourir", "crisis_suicide"),
        ("mijn man slaat mij", "crisis_violence"),
        ("mijne vent slaat mij", "crisis_violence"),
        ("'k krijg slaag van mijne vent", "crisis_violence"),
        ("hij dreigt mij te vermoorden", "crisis_violence"),
        ("hij pakte mij bij de keel", "crisis_violence"),
        ("hij dwingt mij tot seks", "crisis_violence"),
        ("mijn ex bedreigt me nog steeds", "crisis_violence"),
        ("thuis is er huiselijk geweld", "crisis_violence"),
        ("my husband hits me", "crisis_violence"),
        ("hij slaat mijn zoontje", "crisis_child_safety"),
        ("mijn dochter wordt misbruikt", "crisis_child_safety"),
        ("ik heb mijn stiefdochter geslagen", "crisis_child_safety"),
        ("ik ben 14", "child_user"),
        ("ik zit in groep 7", "child_user"),
        ("ik kan niet meer", "crisis_check"),
        ("ik trek het niet meer", "crisis_check"),
        ("het hoeft voor mij allemaal niet meer", "crisis_check"),
    ],
)
def test_danger_in_plain_words_is_heard(text: str, label: str) -> None:
    assert heard(text).label == label
    assert heard(text).confidence == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "goedemorgen",
        "ik heb geen zelfmoordgedachten",
        "de eerste man van mijn vriendin pleegde acht jaar geleden zelfmoord",
        "als kind kreeg ik klappen",
        "vroeger sloeg mijn vader mij",
        "mijn ex sloeg mij",
        "mijn man slaat mij niet",
        "hij heeft me nooit geslagen",
        "ik wil niet dood",
        "ik schaam me dood",
        "ik lach me dood",
        "ik ben doodmoe",
        "de hond is dood",
        "mijn moeder is dood",
        "ik kan hem wel schieten haha",
        "hij sloeg de deur dicht",
        "hij slaat zijn arm om mij heen",
        "dat slaat nergens op",
        "het is een klap in mijn gezicht",
        "ze dwingt me te kiezen",
        "ik voel me bedreigd door haar ex",
        "ik ben bang dat hij me verlaat",
        "hij stalkt zijn ex op instagram",
        "mijn stiefdochter snijdt de groenten",
        "we lazen een boek over zelfmoord",
        "ik ben 15 jaar getrouwd",
        "mijn zoon is 15",
        "ik geef les aan groep 7",
    ],
)
def test_what_only_looks_like_danger_is_left_alone(text: str) -> None:
    assert GATE.hear(text) is None


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("ik wil niet meer leven", "self"),
        ("ik wou dat ik dood was", "self"),
        ("ze wil niet meer leven", "other"),
        ("mijn zus wil niet meer leven", "other"),
        ("mijn dochter snijdt zichzelf", "other"),
        ("mijn stiefdochter van 15 zegt dat ze dood wil", "other"),
        ("hij sloeg me gisteren", "self"),
        ("ik word thuis mishandeld", "self"),
        ("mijn zus wordt geslagen door haar man", "other"),
        ("mijn buurvrouw wordt mishandeld", "other"),
        ("ik heb mijn vrouw geslagen", "done"),
        ("ik ben bang dat ik hem iets aandoe", "done"),
        ("de kinderen worden geslagen bij hun vader", "other"),
        ("hij zit aan mijn dochter", "other"),
        ("ik sla mijn stiefzoon soms", "done"),
        ("ik ben bang dat ik mijn zoon iets aandoe", "done"),
        ("ik zie het niet meer zitten", "suicide"),
        ("ik wil verdwijnen", "suicide"),
    ],
)
def test_whose_danger_it_is_is_told_apart(text: str, about: str) -> None:
    assert heard(text).about == about


@pytest.mark.parametrize(
    "text",
    [
        "ik ben 12 en papa slaat mij",
        "mijn stiefvader slaat mij en ik ben 12",
        "ik ben 15 en mijn vriend slaat mij",
        "Ik zit in groep 7. Mijn stiefmoeder slaat mij.",
    ],
)
def test_a_child_that_is_hurt_and_writes_is_a_child_in_danger_itself(text: str) -> None:
    alarm = heard(text)
    assert (alarm.label, alarm.about) == ("crisis_child_safety", "self")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("mijn man slaat mij en ik wil dood", "crisis_suicide"),
        ("ik wil dood en mijn man slaat mij", "crisis_suicide"),
        ("hij slaat mij en hij slaat mijn dochter", "crisis_child_safety"),
        ("ik trek het niet meer en mijn man slaat mij", "crisis_violence"),
        ("ik ben 14 en ik trek het niet meer", "child_user"),
        ("ik ben 14 en ik wil dood", "crisis_suicide"),
    ],
)
def test_of_several_dangers_the_most_urgent_is_heard(text: str, label: str) -> None:
    assert heard(text).label == label


def test_the_urgency_is_the_order_of_the_labels() -> None:
    assert GATE.labels == labels.SAFETY


@pytest.mark.parametrize("end", ["ik wil dood", "Mijn man slaat mij.", "hij slaat mijn zoontje!!"])
def test_danger_at_the_end_of_a_very_long_message_is_heard(end: str) -> None:
    text = ORDINARY_TALK * 300 + end
    alarm = heard(text)
    assert alarm.label == heard(end).label
    assert alarm.start >= len(text) - len(end)
    assert alarm.text == text[alarm.start : alarm.end]


@pytest.mark.parametrize(
    "text",
    [
        "IK WIL NIET MEER LEVEN",
        "Ik wil niet meer leven!!!",
        "ik wil niet meer, leven",
        "ík wíl níét méér léven",
        "ik  wil   niet\u00a0meer leven",
        "ik.wil.niet.meer.leven",
        "ik_wil_niet_meer_leven",
        "ik*wil*niet*meer*leven",
        "ik-wil-niet-meer-leven",
        "😞ik wil niet meer leven😞",
        "𝓲𝓴 𝔀𝓲𝓵 𝓷𝓲𝓮𝓽 𝓶𝓮𝓮𝓻 𝓵𝓮𝓿𝓮𝓷",
        "'ik wil niet meer leven', zei ik",
        "ik wil niet meer leven\n\nverzonden vanaf mijn telefoon",
    ],
    ids=[
        "capitals",
        "marks at the end",
        "a comma within",
        "accents",
        "spaces",
        "dots squeezed in",
        "underscores",
        "stars",
        "hyphens",
        "emoji against it",
        "fancy letters",
        "quotation marks",
        "a line below",
    ],
)
def test_how_it_is_written_does_not_hide_it(text: str) -> None:
    alarm = heard(text)
    assert alarm.label == "crisis_suicide"
    assert alarm.text == text[alarm.start : alarm.end]


@pytest.mark.parametrize("text", ["ik denk aan zelfmoort", "ik wil niet meer leve", "mn man slaagt mij"])
def test_a_typing_error_does_not_hide_it(text: str) -> None:
    assert heard(text)


@pytest.mark.parametrize(
    ("text", "all_right"),
    [
        ("het gaat weer", ("person",)),
        ("het gaat alweer beter", ("person",)),
        ("ik ben veilig", ("person",)),
        ("zo bedoelde ik het niet", ("person",)),
        ("het was maar een grapje", ("person",)),
        ("ik ben volwassen", ("grown_up",)),
        ("ik ben 34", ("grown_up",)),
        ("ik ben geen kind", ("grown_up",)),
        ("het gaat beter en ik ben volwassen", ("person", "grown_up")),
        ("het gaat niet beter", ()),
        ("ik ben niet veilig", ()),
        ("ik ben nog niet volwassen", ()),
        ("ik ben 14", ()),
        ("goedemorgen", ()),
    ],
)
def test_that_it_is_all_right_is_heard_aside(text: str, all_right: tuple[str, ...]) -> None:
    assert GATE.listen(text)[1].all_right == all_right


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("ik woon in gent", "BE"),
        ("amai, wat een dag", "BE"),
        ("mijne man slaat mij", "BE"),
        ("gij weet dat toch ook", "BE"),
        ("mijn plusmama", "BE"),
        ("ik woon in Utrecht", "NL"),
        ("mijn man slaat mij", None),
        ("goedemorgen", None),
    ],
)
def test_the_country_is_heard_by_the_words_of_it(text: str, country: str | None) -> None:
    assert GATE.listen(text)[1].country == country


def test_danger_and_what_stands_aside_are_heard_at_once() -> None:
    alarm, aside = GATE.listen("amai, mijne man slaat mij")
    assert alarm == GATE.hear("amai, mijne man slaat mij")
    assert aside.country == "BE"
