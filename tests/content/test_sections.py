"""All of the article is there: no section is left out, and what it counts up is counted up."""

from __future__ import annotations

import re

import pytest

from stiefwijzer import labels, settings
from stiefwijzer.content import load
from stiefwijzer.content.loader import entries
from tests.content.test_quality import said_under

ARTICLE = settings.PROJECT_DIR.parent / "shared" / "seed" / "artikel.txt"
#: Lines of the article that look like a heading and begin no section: a question within step 2, and a link to other pages.
NO_SECTIONS = {"hoe doe je dit nu precies?", "meer blogs lezen?"}
#: Sections that are no heading of the article say so in front.
NO_HEADING = re.compile(r"^\(\w+ ")
TEXTS = load()


def sources() -> set[str]:
    """Return every section that some text names."""

    def below(value: object) -> set[str]:
        if isinstance(value, dict):
            own = {value["source"]} if isinstance(value.get("source"), str) else set()
            return own.union(*map(below, value.values()))
        return set().union(*map(below, value)) if isinstance(value, list) else set()

    return set().union(*(below(entry.value) for entry in entries()))


@pytest.mark.parametrize("section", [key for key in TEXTS.sections if key != "helplines"])
def test_every_section_is_told(section: str) -> None:
    assert section in sources()


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not beside the project")
def test_the_sections_are_the_headings_of_the_article() -> None:
    lines = [line.strip() for line in ARTICLE.read_text(encoding="utf-8").splitlines()]
    headings = {
        line.lower() for line in lines if 0 < len(line) < 105 and line[0] not in "-‘" and line[-1] not in ".!…:"
    }
    ours = {name.lower() for name in TEXTS.sections.values() if not NO_HEADING.match(name)}
    assert ours == headings - NO_SECTIONS


# What the article counts up, and a word of each of ours.
@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("about_partner_signs", "rekenen houdt aannemen eigen pieken zorgen vertrouwen vrijheid"),
        ("about_causes", "Eén Twee Drie Vier Vijf"),
        ("about_styles_adult", "bindingsangst verlatingsangst allebei"),
        ("explain_styles", "Veilig: Vermijdend: Angstig: Gedesorganiseerd:"),
        ("about_mini_group", "sinaasappels belangrijk"),
        ("explain_earned_security", "30 35 45"),
        ("about_thinkers", "Bowlby Ainsworth Main Solomon"),
        ("about_outsider_chair", "terug duwen trekken"),
        ("about_insider_chair", "goedmaken huizen verscheurd"),
    ],
    ids=lambda value: value if "_" in value else "",
)
def test_what_the_article_counts_up_is_all_told(name: str, parts: str) -> None:
    told = said_under(name)
    assert [part for part in parts.split() if part not in told] == []


@pytest.mark.parametrize("name", labels.BORDER)
def test_the_border_leads_to_people_and_offers_no_tip(name: str) -> None:
    first, *_ = TEXTS.answers[name].bubbles(None)
    assert "huisarts" in first
    assert set(TEXTS.answers[name].leads_to).isdisjoint((*labels.STEPS, *labels.TIPS, *labels.CONTACT[:1]))


@pytest.mark.parametrize("name", [name for name in labels.BORDER if name != "border_psychosis"])
def test_the_border_names_both_kinds_of_therapist(name: str) -> None:
    told = said_under(name)
    assert "schematherapeut" in told
    assert "EFT-psycholoog" in told


def test_somebody_who_hears_voices_is_sent_to_a_doctor_today() -> None:
    assert {"vandaag", "112", "113"} <= set(re.findall(r"\w+", said_under("border_psychosis")))


@pytest.mark.parametrize("name", labels.ELSEWHERE)
def test_what_is_elsewhere_leads_back_to_the_family(name: str) -> None:
    assert set(TEXTS.answers[name].leads_to) & {*labels.EXPLANATIONS, *labels.TIPS}
