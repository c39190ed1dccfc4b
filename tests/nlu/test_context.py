"""What stands around a find, as people write it: denied, long ago, supposed, or said of somebody else.

The words in square brackets are what was found.
"""

from __future__ import annotations

import pytest

from stiefwijzer.nlu import context
from stiefwijzer.nlu.context import Context
from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.spelling import Spelling
from tests.nlu.making import stretch, utterance


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.read()


@pytest.fixture(scope="module")
def spelling(lexicon: Lexicon) -> Spelling:
    return lexicon.spelling([])


class Around:
    """Says what stands around the words in square brackets."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling

    def __call__(self, marked: str) -> Context:
        text = marked.replace("[", "").replace("]", "")
        found = stretch(text, marked[marked.index("[") + 1 : marked.index("]")], self._spelling)
        return context.of(utterance(text, self._spelling), found)


@pytest.fixture(scope="module")
def around(spelling: Spelling) -> Around:
    return Around(spelling)


@pytest.mark.parametrize(
    "text",
    [
        "ik heb geen [bindingsangst]",
        "ik heb absoluut geen last van [bindingsangst]",
        "ben niet [jaloers] hoor",
        "kben nie [jaloers]",
        "ik ben niet echt [jaloers]",
        "ik ben niet zo [jaloers]",
        "ik ben niet meer [jaloers]",
        "Ik voel me hier niet [buitengesloten]",
        "ik voel me zeker geen [buitenstaander] in dit huis",
        "ik ben nooit [bang om verlaten te worden]",
        "ik heb nog nooit [verlatingsangst] gehad",
        "zonder [verlatingsangst] zit ik nu op de bank",
        "ik heb nergens last van, ook geen [verlatingsangst]",
        "ik ben noch [jaloers] noch bang",
        "ik ben allesbehalve [jaloers]",
        "[Jaloers] ben ik niet.",
        "[jaloers] ben ik niet meer",
        "[Bindingsangst] heb ik niet hoor, vraag maar na",
        "ik [klamp me] niet aan hem vast",
        "ik denk niet dat ik [bindingsangst] heb",
        "Ik geloof niet dat ik [vermijdend] ben",
        "ik vind niet dat ik [te veel claim]",
        "het is niet zo dat ik een [muur optrek]",
    ],
)
def test_it_is_denied(around: Around, text: str) -> None:
    assert around(text).denied
    assert not around(text).holds


@pytest.mark.parametrize(
    "text",
    [
        "niet dat ik een [muur optrek], maar praten doe ik ook niet",
        "ik ben niet alleen [jaloers] maar ook bang",
        "ik ben niet zomaar een beetje [jaloers]",
        "ik ben niet normaal [jaloers]",
        "zo [jaloers], dat is niet normaal",
        "ik durf niet te praten, ik [klap dicht]",
        "ik [klap dicht] durf niet te praten",
        "hij appt niet terug en dan ben ik [bang om verlaten te worden]",
        "Ze mogen me niet, ik ben een [buitenstaander]",
        "ik snap het niet maar ik [klap dicht]",
        "geen idee waarom, ik ben zo [jaloers]",
        "geen idee waarom ik zo [jaloers] ben",
        "ik kan niet anders dan [jaloers] zijn",
        "ik kan er niets aan doen dat ik [jaloers] ben",
        "ik kan niet stoppen met [jaloers] zijn",
        "ik weet niet waarom ik zo [jaloers] ben",
        "ik weet niet of ik [bindingsangst] heb",
        "ben ik niet gewoon [jaloers]?",
        "hij mag niet weten dat ik [jaloers] ben",
        "Is het niet gek dat ik een [buitenstaander] blijf?",
        "ik ben [jaloers], niet een beetje ook",
        "ik kan er niet meer tegen, ik [klap dicht]",
        "ik wil [niet praten] over gevoel",
        "Het gaat niet. Ik [klap dicht].",
    ],
)
def test_it_is_not_denied(around: Around, text: str) -> None:
    assert not around(text).denied


@pytest.mark.parametrize(
    "text",
    [
        "vroeger was ik heel [jaloers]",
        "Ik was vroeger een [binnenvetter]",
        "vroeger [klapte ik] altijd dicht",
        "vroeger was ik nog [jaloers]",
        "vroeger was ik heel [jaloers], nu niet meer",
        "als kind [klampte ik me] al vast aan iedereen",
        "Als klein kind had ik [verlatingsangst]",
        "als puber [klapte ik] altijd dicht",
        "toen ik klein was [klampte ik me] vast",
        "toen ik nog een kind was had ik [verlatingsangst]",
        "in mijn jeugd had ik [verlatingsangst]",
        "In m'n vorige relatie had ik [bindingsangst]",
        "Ik had destijds [bindingsangst]",
    ],
)
def test_it_is_long_ago(around: Around, text: str) -> None:
    assert around(text).past
    assert not around(text).holds


@pytest.mark.parametrize(
    "text",
    [
        "vroeger was ik [jaloers] en dat ben ik nog steeds",
        "als kind was ik [bang om verlaten te worden] en nu nog",
        "Vroeger was ik het niet maar nu ben ik [jaloers]",
        "als tiener had ik [verlatingsangst] en die heb ik nog altijd",
        "ik ga eerder [op slot] dan vroeger",
        "net als vroeger ben ik [jaloers]",
        "Ik praat nooit over vroeger, dan [klap ik dicht]",
        "als kind van gescheiden ouders heb ik [verlatingsangst]",
        "ik [klap dicht] als kinderen ruzie maken",
        "ik ga vroeg naar bed en [sluit me af]",
        "Vroeger was alles beter. Nu ben ik [jaloers].",
        "ik ben [jaloers]",
    ],
)
def test_it_is_not_long_ago(around: Around, text: str) -> None:
    assert not around(text).past


@pytest.mark.parametrize(
    "text",
    [
        "stel dat ik [bindingsangst] heb, wat dan",
        "stel je voor dat ik [jaloers] ben",
        "ik zou [jaloers] zijn als hij dat deed",
        "Zou ik [bindingsangst] hebben?",
        "mocht ik [bindingsangst] hebben, wat dan",
    ],
)
def test_it_is_only_supposed(around: Around, text: str) -> None:
    assert around(text).supposed
    assert not around(text).holds


@pytest.mark.parametrize(
    "text",
    [
        "ik zou graag willen dat het stopt, ik [klap dicht]",
        "ik [klap dicht], en ik zou het zo graag anders willen",
        "stel ik een vraag dan [klapt hij dicht]",
        "ik zal wel [jaloers] zijn",
    ],
)
def test_it_is_not_supposed(around: Around, text: str) -> None:
    assert not around(text).supposed
