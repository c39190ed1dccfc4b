"""What is heard beside the labels, from the phrases of data/language/nuances.yml."""

from __future__ import annotations

import pytest

from stiefwijzer.nlu.lexicon import Lexicon
from stiefwijzer.nlu.nuances import KNOWN, SILENCE, Nuances
from tests.nlu.making import utterance


@pytest.fixture(scope="module")
def ours() -> Nuances:
    return Lexicon.read().listen_finely()


@pytest.mark.parametrize(
    ("text", "nuances"),
    [
        ("mijn stiefdochter van veertien zegt niks", {"role_stepparent"}),
        ("als plusmama sta ik overal voor", {"role_stepparent", "word_stepparent"}),
        ("zijn zoons negeren me", {"role_stepparent"}),
        ("mijn eigen kinderen en zijn kinderen", {"role_bioparent", "role_stepparent"}),
        ("mijn zoontje van vier", {"role_bioparent"}),
        ("ik ben stiefvader", {"is_stepparent", "word_stepparent"}),
        ("ik ben de moeder", {"is_bioparent", "word_bioparent"}),
        ("stop maar", {"stop"}),
        ("sla deze maar over", {"skip"}),
        ("waar was ik gebleven", {"where"}),
        ("stap 3 graag", {"step_by_number"}),
        ("de tweede graag", {"second"}),
        ("allebei", {"both"}),
        ("nee dat klopt niet", {"wrong"}),
        ("dit helpt echt niet", {"no_help"}),
        ("ik schaam me dat ik dit vraag", {"ashamed"}),
        ("wat een stomme bot", {"angry"}),
        ("godverdomme", {"swearing"}),
        ("hoe gaat het met jou", {"how_are_you"}),
        ("pff", {"silence"}),
        ("ik trek me terug als hij boos is", set()),
        ("mijn ex ziet zijn dochter nooit", set()),
        ("het zijn twee kinderen", set()),
        ("mijn zus en haar kinderen", set()),
        ("ik ben de moeder niet", {"word_bioparent"}),
        ("ik heb geen eetstoornis", set()),
        ("wat is hechting", set()),
    ],
)
def test_a_nuance_is_heard_and_no_other(ours: Nuances, text: str, nuances: set[str]) -> None:
    assert set(ours.hear(utterance(text))) == nuances


@pytest.mark.parametrize("text", ["...", "…", ". . ."])
def test_what_holds_no_word_is_silence(ours: Nuances, text: str) -> None:
    assert ours.hear(utterance(text)) == (SILENCE,)


def test_every_nuance_that_means_something_has_phrases() -> None:
    assert set(Lexicon.read().nuances) == KNOWN


def test_a_nuance_nobody_answers_is_refused() -> None:
    with pytest.raises(ValueError, match="'vrolijk' means nothing to the assistant"):
        Nuances({"vrolijk": ["hoera"]}, {})
