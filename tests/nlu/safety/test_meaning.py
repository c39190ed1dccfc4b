"""Whether danger that was found is meant, here and now, and whose it is.

The words in square brackets are what was found.
"""

from __future__ import annotations

import pytest

from stiefwijzer.nlu import wording
from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.safety import meaning
from stiefwijzer.nlu.spelling import Spelling
from stiefwijzer.nlu.utterance import Stretch, Utterance
from tests.nlu.making import stretch, utterance

PEOPLE = frozenset({"man", "vrouw", "zus", "kind", "moeder"})


class Reader:
    """Reads a message and finds the words in square brackets."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling

    def __call__(self, marked: str) -> tuple[Utterance, Stretch]:
        text = marked.replace("[", "").replace("]", "")
        found = stretch(text, marked[marked.index("[") + 1 : marked.index("]")], self._spelling)
        return utterance(text, self._spelling), found


ANY_PHRASE = wording.parse("iets", {})


def meant(message: Utterance, found: Stretch, *, of_another: bool = False) -> bool:
    return meaning.is_meant(message, found, ANY_PHRASE, of_another=of_another)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Lexicon.read().spelling([]))


@pytest.mark.parametrize(
    "text",
    [
        "mijn man [slaat mij]",
        "ik [wil dood]",
        "ik zou er [liever niet zijn]",
        "stel dat ik er [een eind aan maak]",
        "hij [slaat mij], ik weet niet waarom",
        "ik weet niet waarom hij [mij slaat]",
        "ik weet niet of ik [zelfmoord] wil plegen",
        "hij is niet alleen boos, hij [slaat mij] ook",
        "ik kan niet slapen. hij [slaat mij].",
    ],
)
def test_it_is_meant(reader: Reader, text: str) -> None:
    assert meant(*reader(text))


@pytest.mark.parametrize(
    "text",
    [
        "hij [slaat mij] niet",
        "hij heeft mij nooit [geslagen]",
        "ik denk niet aan [zelfmoord]",
        "ik heb geen [zelfmoordgedachten]",
        "ik ben niet [mishandeld] hoor",
        "ik denk niet dat hij [mij slaat]",
        "zonder [slaag] gaat het ook",
    ],
)
def test_it_is_denied(reader: Reader, text: str) -> None:
    assert not meant(*reader(text))


@pytest.mark.parametrize(
    "text",
    [
        "hij [slaat mij] niet vaak",
        "hij [slaat mij] niet elke dag",
        "hij [slaat mij] niet hard",
        "hij [slaat mij] niet altijd",
        "hij heeft mij niet echt hard [geslagen]",
        "hij [slaat mij] nooit in het gezicht",
        "hij [slaat mij] nooit voor de kinderen",
        "hij heeft mij niet zo vaak [geslagen]",
    ],
)
def test_what_denies_only_how_much_denies_nothing(reader: Reader, text: str) -> None:
    assert meant(*reader(text))


@pytest.mark.parametrize(
    "text",
    [
        "acht jaar geleden [sloeg] hij mij",
        "een paar jaar terug [wilde ik dood]",
        "12 jaar geleden [sneed ik mezelf]",
        "jaren geleden [wilde ik dood]",
        "vroeger [sloeg mijn vader mij]",
        "lang geleden werd ik [mishandeld]",
        "als kind kreeg ik [klappen]",
        "als klein kind kreeg ik [klappen]",
        "in mijn jeugd werd ik [geslagen]",
        "in m'n vorige relatie werd ik [geslagen]",
        "toen ik klein was werd ik [mishandeld]",
        "toen ik twintig was [wilde ik dood]",
        "toen ik nog een kind was kreeg ik [slaag]",
        "in 1998 [wilde ik dood]",
        "mijn eerste man [sloeg mij]",
    ],
)
def test_what_is_long_ago_is_over(reader: Reader, text: str) -> None:
    assert not meant(*reader(text))


@pytest.mark.parametrize(
    "text",
    [
        "vroeger [sloeg] hij mij en nu weer",
        "vroeger [wilde ik dood] en nu ook weer",
        "als kind [wilde ik dood] en nog steeds",
        "een paar jaar geleden [wilde ik dood], nu opnieuw",
        "gisteren [sloeg hij mij], net als vroeger",
        "als kind van gescheiden ouders [wil ik dood]",
        "mijn man [sloeg mij]",
        "vorige week [sloeg hij mij]",
        "vroeger was alles goed. nu [slaat hij mij].",
    ],
)
def test_what_is_so_again_or_still_is_not_over(reader: Reader, text: str) -> None:
    assert meant(*reader(text))


@pytest.mark.parametrize(
    "text", ["mijn ex [sloeg mij]", "mijn exman [mishandelde mij]", "mijn vorige vriend [schopte mij]"]
)
def test_what_somebody_did_of_whom_one_is_rid_is_over(reader: Reader, text: str) -> None:
    assert not meant(*reader(text))


@pytest.mark.parametrize(
    "text",
    [
        "mijn ex [slaat mij]",
        "mijn ex [bedreigt mij]",
        "mijn ex [sloeg mij] gisteren",
        "mijn ex [sloeg mij] weer",
        "mijn man [sloeg mij]",
        "hij [sloeg mij]. mijn ex weet het.",
    ],
)
def test_what_a_former_partner_does_now_is_not_over(reader: Reader, text: str) -> None:
    assert meant(*reader(text))


@pytest.mark.parametrize(
    "text",
    [
        "in die film wordt zij [mishandeld]",
        "ik las een boek over [zelfmoord]",
        "voor mijn opleiding leer ik over [huiselijk geweld]",
        "ik werk bij een lijn voor [zelfmoord]",
    ],
)
def test_what_is_only_told_is_no_danger(reader: Reader, text: str) -> None:
    assert not meant(*reader(text))


@pytest.mark.parametrize(
    "text",
    [
        "ik [wil dood]",
        "[wil dood]",
        "soms [wil ik dood]",
        "mijn man weet niet dat ik [dood wil]",
        "hij zegt dat ik [mezelf snij]",
        "als hij weg is [wil ik dood]",
        "[dood] wil ik",
        "mijn zus is hier. ik [wil dood].",
    ],
)
def test_whoever_writes_is_the_subject(reader: Reader, text: str) -> None:
    assert not meaning.is_about_another(*reader(text), PEOPLE)


@pytest.mark.parametrize(
    "text",
    [
        "hij [wil dood]",
        "mijn zus [wil dood]",
        "mijn kinderen [willen dood]",
        "ik denk dat ze [dood wil]",
        "soms [wil hij dood]",
        "ik ben bang dat mijn man [dood wil]",
        "iemand [wil dood]",
        "[dood] wil ze",
        "ik ben hier. mijn zus [wil dood].",
    ],
)
def test_somebody_else_is_the_subject(reader: Reader, text: str) -> None:
    assert meaning.is_about_another(*reader(text), PEOPLE)


def test_where_nobody_is_named_it_is_the_person_who_writes(reader: Reader) -> None:
    assert not meaning.is_about_another(*reader("dat wordt [zelfmoord]"), PEOPLE)


def test_whoever_stands_too_far_away_is_not_the_subject(reader: Reader) -> None:
    near = reader("hij wil nu heel heel graag [dood]")
    far = reader("hij wil nu heel heel heel heel graag [dood]")
    assert [meaning.is_about_another(*each, PEOPLE) for each in (near, far)] == [True, False]
