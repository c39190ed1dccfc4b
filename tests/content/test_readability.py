"""How easily a text reads: counted as somebody would who reads it aloud."""

from __future__ import annotations

import pytest

from stiefwijzer.content.readability import Ease, ease, syllables, words

# fmt: off
SYLLABLES = {
    1: "aan jou jouw vrouw nieuw coach team zwaar ruim 113",
    2: "oma over oké open eten idee egaal partner gezin samen alleen altijd ander nieuwe gevoel ouder ieder eerlijk "
       "huisarts welkom moeite hechting zeeën groeien eeuwen naïef baby coachen",
    3: "ideeën emoties energie stiefouder familie relatie vermijdend psycholoog iedereen gewoontes assistent moeilijker",
    4: "situatie biologisch bevestiging kennismaken rituelen reageren beëindigen",
    5: "buitengesloten automatische schematherapeut geïnteresseerd",
    6: "gedesorganiseerd",
}
# fmt: on


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, each in SYLLABLES.items() for word in each.split()]
)
def test_a_word_has_as_many_syllables_as_one_says(word: str, count: int) -> None:
    assert syllables(word) == count


def test_words_are_read_without_marks() -> None:
    assert words("Zo’n “co-ouder”, hè?") == ["zo’n", "co", "ouder", "hè"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dat kan. Het mag ook later.", 2),
        ("Zeg: “Ik ben er.” En wacht even.", 2),
        ("Kijk op 113.nl. Of bel.", 2),
        ("Mail naar iemand@ergens.example. Dat kan altijd.", 2),
        ("Om 10.30 uur is er koffie", 1),
        ("Wat is er …", 1),
    ],
)
def test_a_sentence_ends_at_a_mark_and_not_inside_a_word(text: str, sentences: int) -> None:
    read = ease(text)
    assert read is not None
    assert read.sentences == sentences


def test_the_reading_ease_is_that_of_douma() -> None:
    read = ease("Je mag er zijn. Dat is genoeg.")
    assert read == Ease(words=7, sentences=2, syllables=8)
    assert read.flesch_douma == pytest.approx(206.84 - 0.77 * (100 * 8 / 7) - 0.93 * 3.5)


def test_long_words_and_long_sentences_read_harder() -> None:
    easy, hard = ease("Je bent moe. Dat mag."), ease("Vermoeidheidsverschijnselen accepteren gezinstherapeuten")
    assert easy is not None
    assert hard is not None
    assert easy.flesch_douma > 100
    assert hard.flesch_douma < 0


@pytest.mark.parametrize("text", ["", "…", "https://example.org/"])
def test_what_holds_no_words_has_no_reading_ease(text: str) -> None:
    assert ease(text) is None
