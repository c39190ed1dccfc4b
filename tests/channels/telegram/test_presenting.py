"""Bubbles become messages that Telegram takes and a phone shows."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stiefwijzer import labels
from stiefwijzer.channels.signing import QuickReplies, UnknownTokenError
from stiefwijzer.channels.telegram.presenting import MAX_PAYLOAD, Message, escaped, length, messages, split
from stiefwijzer.channels.telegram.taking import sender_of
from stiefwijzer.content import Content
from tests.channels.telegram import rules

#: The widest chat id Telegram gives out; it is part of what is signed, never of what is sent.
CHAT = 2**52 - 1
REPLIES = QuickReplies("k" * 32)


def shown(*bubbles: dict[str, object]) -> list[Message]:
    return messages(bubbles, sender_of(CHAT), REPLIES)


@given(st.text())
def test_any_text_is_taken_as_it_stands(text: str) -> None:
    assert rules.shown(escaped(text), "HTML") == text


@pytest.mark.parametrize("label", [*labels.LABELS, labels.NOT_SURE, labels.ALL_RIGHT])
def test_every_intent_fits_a_button(label: str, texts: Content) -> None:
    title = "Ja" if label not in texts.answers or label in labels.SAFETY else texts.title(label)
    payload = f"/{labels.intent_of(label)}"
    (message,) = shown({"text": "Hoi.", "buttons": [{"title": title, "payload": payload}]})
    rules.check("sendMessage", {key: value for key, value in message.parameters(CHAT).items() if value is not None})
    data = message.rows[0][0]["callback_data"]
    assert len(data.encode()) <= MAX_PAYLOAD
    assert REPLIES.accept(sender_of(CHAT), data) == payload
    with pytest.raises(UnknownTokenError):
        REPLIES.accept(sender_of(CHAT - 1), data)


def test_every_button_that_is_no_subject_fits_too(texts: Content) -> None:
    begin = [f"{labels.CHOICE}:begin:{exercise}" for exercise in texts.exercises]
    choices = [f"{labels.CHOICE}:{name}" for name, _ in texts.buttons]
    topics = [f"{labels.TOPIC}:{topic}" for topic in texts.topics]
    for payload in (*begin, *choices, *topics):
        (message,) = shown({"text": "Hoi.", "buttons": [{"title": "Ja", "payload": f"/{payload}"}]})
        assert message.rows, payload


def test_a_button_that_does_not_fit_is_left_out_and_the_rest_is_said(caplog: pytest.LogCaptureFixture) -> None:
    buttons = [{"title": "Nee", "payload": "/" + "a" * 64}, {"title": "Ja", "payload": "/affirm"}]
    with caplog.at_level(logging.ERROR):
        (message,) = shown({"text": "Hoi.", "buttons": buttons})
    assert [button["text"] for row in message.rows for button in row] == ["Ja"]
    assert "left out" in caplog.text


def test_short_titles_stand_side_by_side_and_long_ones_alone() -> None:
    titles = ["Ja", "Nee", "Binnen of buiten staan", "Kennismaken", "De vijf stappen"]
    (message,) = shown({"text": "Hoi.", "buttons": [{"title": title, "payload": "/deny"} for title in titles]})
    assert [[button["text"] for button in row] for row in message.rows] == [
        ["Ja", "Nee"],
        ["Binnen of buiten staan"],
        ["Kennismaken"],
        ["De vijf stappen"],
    ]


def test_lines_to_call_stand_in_the_text_and_pages_on_buttons() -> None:
    links = [
        {"title": "Bel 113", "url": "tel:113"},
        {"title": "Bel Veilig Thuis", "url": "tel:08002000"},
        {"title": "Bel de Kindertelefoon", "url": "tel:08000432"},
        {"title": "Chat op 113.nl", "url": "https://www.113.nl/"},
    ]
    (message,) = shown({"text": "Veilig Thuis is er: 0800-2000."}, {"custom": {"links": links}})
    assert message.text == "Veilig Thuis is er: 0800-2000.\n\nBel 113\nBel de Kindertelefoon: 08000432"
    assert message.rows == [[{"text": "Chat op 113.nl", "url": "https://www.113.nl/"}]]


def test_no_page_is_fetched_to_show_a_picture_of_it() -> None:
    (message,) = shown({"text": "Lees verder op https://www.113.nl/"})
    assert message.parameters(CHAT)["link_preview_options"] == {"is_disabled": True}


def test_a_long_text_is_split_where_sentences_end() -> None:
    sentence = "Dit is een zin met & en <tekens> erin. "
    parts = split(sentence * 300)
    assert len(parts) > 1
    assert all(part.endswith("erin.") for part in parts)
    assert "".join(parts).replace(" ", "") == (sentence * 300).replace(" ", "")


@given(st.text(st.sampled_from("ab 😀.\n!é"), max_size=400), st.integers(10, 60))
def test_parts_fit_and_hold_everything(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(0 < length(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_the_buttons_stand_under_the_last_part() -> None:
    first, last = shown({"text": "Woord. " * 700, "buttons": [{"title": "Ja", "payload": "/affirm"}]})
    assert not first.rows
    assert last.rows


def test_a_bubble_without_words_is_no_message() -> None:
    assert shown({"text": ""}, {"custom": {"links": []}}) == []
