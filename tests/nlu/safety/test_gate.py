"""The gate with the phrases of the project: danger is heard, and what only looks like danger is left alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stiefwijzer import labels
from stiefwijzer.nlu.safety import Gate, examples, rules
from stiefwijzer.nlu.safety.gate import Alarm
from stiefwijzer.nlu.wording import Phrase
from tests.test_data import EXAMPLES

GATE = Gate.load(labels.SAFETY)
#: The share of the ordinary examples, and of the look-alikes to learn from, that may sound an alarm.
MOST_ORDINARY, MOST_LOOK_ALIKES = 0.001, 0.03
#: Phrases that one under `unless` takes away wherever they stand; reported to whoever writes them.
KNOWN_TO_BE_DEAD = {
    "door elkaar geschud",
    "trap af geduwd/gegooid + {kinderen}/jongste",
    "sluit mij/me op + stiefmoeder/stiefvader/mama/papa",
    "ik ben {leeftijd} jaar",
    "klop van mijne/mijn",
}
LEARNED_FROM = examples.read(labels.SAFETY)
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


def test_hardly_any_ordinary_example_is_an_alarm() -> None:
    alarms = [text for _, text in EXAMPLES if GATE.hear(text)]
    assert len(alarms) <= MOST_ORDINARY * len(EXAMPLES), alarms


def test_hardly_any_look_alike_to_learn_from_is_an_alarm() -> None:
    look_alikes = [each.text for each in LEARNED_FROM if each.label is None]
    alarms = [text for text in look_alikes if GATE.hear(text)]
    assert len(alarms) <= MOST_LOOK_ALIKES * len(look_alikes)


@pytest.mark.parametrize("label", labels.SAFETY)
def test_the_gate_alone_hears_examples_of_every_kind(label: str) -> None:
    of_kind = [each for each in LEARNED_FROM if each.label == label]
    told = [alarm.about for each in of_kind if (alarm := GATE.hear(each.text)) and alarm.label == label]
    assert len(told) > len(of_kind) / 20
    assert {each.about for each in of_kind} - {None} <= set(told)


def said(phrase: Phrase) -> Iterator[str]:
    """Yield messages of nothing but the words of a phrase, its parts in both orders, with and without what may be there."""
    for parts, fully in itertools.product((phrase.parts, phrase.parts[::-1]), (False, True)):
        places = [
            sorted(term.forms) or sorted(term.beginnings)
            for part in parts
            for term in part
            if not term.gap and (fully or not term.optional)
        ]
        for turn in range(max(map(len, places))):
            yield " ".join(words[turn % len(words)] for words in places)


def test_no_phrase_of_danger_is_dead() -> None:
    phrases = {phrase for meaning, phrase in rules.read(labels.SAFETY).danger if meaning.about is not None}
    dead = {phrase.text for phrase in phrases if not any(GATE.hear(text) for text in said(phrase))}
    assert dead - KNOWN_TO_BE_DEAD == set()


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
