"""Reading one answer of the form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stiefwijzer.intake import fields


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sam", "Sam"), ("  sam. ", "sam"),
        ("ik heet Sam", "Sam"), ("Hoi, ik ben Sam!", "Sam"), ("mijn naam is Anne-Marie", "Anne-Marie"),
        ("Ik heet Jan van der Berg", "Jan van der Berg"), ("noem me maar Loes", "Loes"),
        ("José", "José"), ("D'Arcy", "D'Arcy"), ("Met Ria", "Ria"),
        ("ja", None), ("weet ik niet", None), ("12345", None),
        ("sam@voorbeeld.nl", None), ("anoniem", None), ("", None), ("?", None),
        ("ik wil dat liever niet zeggen hoor", None), ("a" * 60, None), ("Sam\r\nBcc: x@y.nl", None),
    ],
)  # fmt: skip
def test_a_first_name(text: str, name: str | None) -> None:
    assert fields.first_name(text) == name


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("sam@voorbeeld.nl", "sam@voorbeeld.nl"), ("Mail: Sam.De.Wit+x@Voorbeeld.NL.", "Sam.De.Wit+x@voorbeeld.nl"),
        ("<sam@voorbeeld.nl>", "sam@voorbeeld.nl"), ("sam@bücher.de", "sam@xn--bcher-kva.de"),
        ("a@b", None), ("sam@", None),
        ("sam@@voorbeeld.nl", None), ("sam@voorbeeld..nl", None),
        ("sam apestaart voorbeeld.nl", None), ("søren@voorbeeld.nl", None),
        ("sam@voorbeeld.nl\r\nBcc: kwaad@voorbeeld.nl", "sam@voorbeeld.nl"),
        ("sam@[127.0.0.1]", None), ("x@localhost", None),
    ],
)  # fmt: skip
def test_an_address_is_checked_without_asking_anybody(text: str, email: str | None) -> None:
    assert fields.email(text) == email


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("0612345678", "+31612345678"),
        ("06-12 34 56 78", "+31612345678"), ("bel me op +31 6 12345678", "+31612345678"),
        ("0031612345678", "+31612345678"), ("020 123 4567", "+31201234567"), ("0471 23 45 67", "+32471234567"),
        ("+49 30 901820", "+4930901820"), ("061234", None), ("12", None), ("dinsdag 10 uur", None), ("geen", None),
    ],
)  # fmt: skip
def test_a_number_is_dutch_then_belgian_then_of_its_own_country(text: str, phone: str | None) -> None:
    assert fields.phone(text) == phone


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("ja", "any"), ("ja hoor", "any"), ("dat is veilig", "any"),
        ("nee", "no"), ("liever niet", "no"), ("niet veilig", "no"),
        ("alleen mailen", "mail"), ("alleen bellen graag", "call"),
        ("liever appen", "call"), ("mailen of bellen mag", "any"),
        ("niet bellen", "mail"), ("niet mailen aub", "call"), ("hoezo?", None),
    ],
)  # fmt: skip
def test_whether_it_is_safe(text: str, safe: str | None) -> None:
    assert fields.safe(text) == safe


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("stiefmoeder", "stepparent"), ("plusmama", "stepparent"),
        ("ik ben de moeder", "bioparent"), ("vader", "bioparent"),
        ("allebei", "both"), ("moeder en stiefmoeder", "both"), ("tante", None),
    ],
)  # fmt: skip
def test_a_role(text: str, role: str | None) -> None:
    assert fields.role(text) == role


@pytest.mark.parametrize(
    "text", ["stop", "Stop!", "ik wil stoppen", "laat maar", "annuleren", "toch maar niet", "hou maar op"]
)
def test_a_wish_to_stop(text: str) -> None:
    assert fields.is_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sam",
        "dinsdag",
        "liever toch niet maandag",
        "ik wil dat hij stopt met schreeuwen tegen de kinderen aan tafel",
        "halte",
    ],
)
def test_no_wish_to_stop(text: str) -> None:
    assert not fields.is_stop(text)


def test_in_their_own_words_only_stop_alone_stops() -> None:
    assert fields.is_stop("stop", in_own_words=True)
    assert not fields.is_stop("hoe stop ik dit?", in_own_words=True)


@pytest.mark.parametrize(
    "text", ["dinsdag na 20 uur", "in het weekend", "altijd", "ma en wo ochtend", "maakt niet uit"]
)
def test_moments_are_kept_as_said(text: str) -> None:
    assert fields.moments(text) == text


@pytest.mark.parametrize(
    "text",
    ["verwijder mijn gegevens", "welke stappen zijn er", "ik voel me zo alleen", "mijn leven is niks waard", "blauw"],
)
def test_what_names_no_time_is_no_moment(text: str) -> None:
    """Once "gegevens" was taken for "even", and would have been mailed to the coach as a time."""
    assert fields.moments(text) is None


def test_what_is_long_is_cut_between_words() -> None:
    question = fields.question("woord " * 200)
    assert len(question) <= fields.MAX_QUESTION
    assert question.endswith("woord…")


@given(st.text(max_size=300))
def test_nothing_that_is_kept_can_begin_a_line_of_its_own(text: str) -> None:
    for value in (fields.first_name(text), fields.moments(text), fields.question(text), fields.email(text)):
        assert not set(value or "") & set("\r\n\0\v\f\x1c\x85\u2028\u2029")


@pytest.mark.parametrize(
    "text",
    ["Mijn mail is Mo@Voorbeeld.NL.", "mijn nummer: 06 12345678", "e-mailadres sam@voorbeeld.nl", "sam@voorbeeld.nl"],
)
def test_address_that_is_introduced_says_nothing_besides(text: str) -> None:
    """Once "mijn mail is Mo@Voorbeeld.NL." was taken for a hint of danger, in the middle of the form."""
    assert fields.is_only_contact(text)


@pytest.mark.parametrize("text", ["hij leest mijn mail sam@voorbeeld.nl", "bang sam@voorbeeld.nl", "mijn mail is weg"])
def test_address_with_something_besides_is_more_than_an_address(text: str) -> None:
    assert not fields.is_only_contact(text)
