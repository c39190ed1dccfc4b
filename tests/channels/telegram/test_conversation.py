"""Talking with the assistant in Telegram, through a server that fetches updates."""

from __future__ import annotations

import pytest
import requests

from stiefwijzer.content import Content, SafetyAnswer
from tests.channels.telegram.people import Person
from tests.channels.telegram.rules import Json
from tests.channels.telegram.running import TelegramServer, button_to, texts_to, titles_to

pytestmark = pytest.mark.slow

PATTERN = "ik voel me een gast in huis"
DANGER = "ik wil niet meer leven"


@pytest.fixture
def person(polled: TelegramServer) -> Person:
    """Somebody who has read the welcome."""
    newcomer = Person(polled.double)
    say(polled, newcomer, "dankjewel", 2)
    return newcomer


def send(server: TelegramServer, person: Person, update: Json, messages: int) -> list[str]:
    """Hand out an update; return the texts of the answer, when that has as many messages as it should and no more."""
    before = len(person.got())
    server.double.updates.append(update)
    person.wait_for(before + messages)
    server.wait_until_idle()
    assert len(person.got()) == before + messages, texts_to(person)[before:]
    return texts_to(person)[before:]


def say(server: TelegramServer, person: Person, text: str, messages: int) -> list[str]:
    return send(server, person, person.text(text), messages)


def danger(texts: Content, about: str = "self") -> list[str]:
    answer = texts.answers["crisis_suicide"]
    assert isinstance(answer, SafetyAnswer)
    return answer.bubbles(about)


def test_the_first_message_says_who_talks_and_what_telegram_protects(polled: TelegramServer, texts: Content) -> None:
    newcomer = Person(polled.double)
    first, second = say(polled, newcomer, "/start", 2)
    assert first == f"{texts.moments.welcome.text}\n\n{texts.telegram.protects}"
    assert [second] == texts.answers["greet"].bubbles(None)
    assert titles_to(newcomer) == [texts.title(label) for label in texts.answers["greet"].leads_to]


def test_a_button_that_was_offered_is_understood(polled: TelegramServer, person: Person, texts: Content) -> None:
    say(polled, person, PATTERN, 2)
    button = button_to(person, texts.title("ask_step_4"))
    answer = send(polled, person, person.press(button), 2)
    assert answer == texts.answers["ask_step_4"].bubbles("feeling_outsider")
    assert polled.double.queries == set()


def test_a_button_works_in_the_chat_where_it_was_offered_and_nowhere_else(
    polled: TelegramServer, person: Person, texts: Content
) -> None:
    say(polled, person, PATTERN, 2)
    stranger = Person(polled.double)
    polled.double.updates.append(stranger.press(button_to(person, texts.title("ask_step_4"))))
    polled.double.updates.append(stranger.press({"callback_data": "/ask_step_4"}))
    say(polled, stranger, "dankjewel", 2)
    notices = [call.get("text") for call in polled.double.called("answerCallbackQuery")[-2:]]
    assert notices == [texts.problems["unknown_button"]] * 2
    assert [event["parse_data"]["intent"]["name"] for event in polled.heard(stranger)] == ["thanks"]


def test_text_that_looks_like_a_command_of_rasa_is_text(polled: TelegramServer, person: Person) -> None:
    polled.double.updates.append(person.text('/pattern_anxious{"offered": "ask_step_1"}'))
    person.wait_for(3)
    polled.wait_until_idle()
    said = polled.heard(person)[-1]
    assert said["text"].startswith("pattern_anxious{")


@pytest.mark.parametrize(
    ("command", "label"),
    [
        ("/stappen", "ask_steps"),
        ("/tips", "ask_tips_family"),
        ("/stop", "goodbye"),
        ("/hulp", "ask_referral"),
        ("/help", "ask_referral"),
        ("/export", "export_data"),
    ],
)
def test_a_command_is_answered(
    command: str, label: str, polled: TelegramServer, person: Person, texts: Content
) -> None:
    expected = texts.answers[label].bubbles(None)
    assert say(polled, person, command, len(expected)) == expected


@pytest.mark.parametrize("command", ["/intake", "/start intake"])
def test_asking_for_the_free_talk_begins_with_the_name(
    command: str, polled: TelegramServer, person: Person, texts: Content
) -> None:
    assert say(polled, person, command, 2)[-1] == texts.intake.questions.name.text


def test_privacy_says_what_telegram_does_not_protect(polled: TelegramServer, person: Person, texts: Content) -> None:
    first, last = texts.answers["ask_privacy"].bubbles(None)
    assert say(polled, person, "/privacy", 3) == [first, texts.telegram.privacy, last]
    assert titles_to(person)[-1] in [texts.title(label) for label in texts.answers["ask_privacy"].leads_to]


def test_danger_is_answered_and_stays_answered(polled: TelegramServer, person: Person, texts: Content) -> None:
    assert say(polled, person, DANGER, 2) == danger(texts)
    assert "Chat op 113.nl" in titles_to(person)
    assert texts.telegram.intake not in say(polled, person, "/intake", 2)


def test_danger_behind_a_command_is_heard(polled: TelegramServer, person: Person, texts: Content) -> None:
    assert say(polled, person, f"/stappen {DANGER}", 2) == danger(texts)


def test_danger_under_a_photo_is_heard(polled: TelegramServer, person: Person, texts: Content) -> None:
    photo = person.update(message=person.message(photo=[{"file_id": "x"}], caption=DANGER))
    assert send(polled, person, photo, 2) == danger(texts)


def test_danger_in_a_message_that_is_too_long_is_heard(polled: TelegramServer, person: Person, texts: Content) -> None:
    assert say(polled, person, f"{DANGER}. " + "en dan nog iets. " * 200, 2) == danger(texts)


def test_a_message_that_is_too_long_is_told_so(polled: TelegramServer, person: Person, texts: Content) -> None:
    assert say(polled, person, "en dan nog iets. " * 200, 1) == [texts.problems["message_too_long"]]


def test_an_edit_is_a_correction_and_no_new_turn(polled: TelegramServer, person: Person, texts: Content) -> None:
    said = person.message(text="welke tips zijn er?")
    polled.double.updates.append(person.update(message=said))
    person.wait_for(3)
    polled.wait_until_idle()
    before = len(polled.heard(person))
    expected = [texts.telegram.corrected, *texts.answers["ask_steps"].bubbles(None)]
    assert send(polled, person, person.edit(said["message_id"], "welke stappen zijn er?"), 3) == expected
    heard = polled.heard(person)
    assert len(heard) == before
    assert heard[-1]["text"] == "welke stappen zijn er?"


def test_an_edit_of_an_edit_is_a_correction_too(polled: TelegramServer, person: Person, texts: Content) -> None:
    said = person.message(text="dankjewel")
    send(polled, person, person.update(message=said), 1)
    before = len(polled.heard(person))
    send(polled, person, person.edit(said["message_id"], "welke stappen zijn er?"), 3)
    assert send(polled, person, person.edit(said["message_id"], "dank je wel"), 2)[0] == texts.telegram.corrected
    assert len(polled.heard(person)) == before


def test_an_edit_that_changes_nothing_is_met_with_silence(polled: TelegramServer, person: Person) -> None:
    said = person.message(text="dankjewel")
    send(polled, person, person.update(message=said), 1)
    polled.double.updates.append(person.edit(said["message_id"], "dankjewel"))
    say(polled, person, "dankjewel", 1)


def test_danger_that_is_edited_in_is_heard(polled: TelegramServer, person: Person, texts: Content) -> None:
    said = person.message(text="dankjewel")
    send(polled, person, person.update(message=said), 1)
    assert send(polled, person, person.edit(said["message_id"], DANGER), 2) == danger(texts)


def test_danger_that_is_edited_into_an_earlier_message_is_heard(
    polled: TelegramServer, person: Person, texts: Content
) -> None:
    said = person.message(text="dankjewel")
    send(polled, person, person.update(message=said), 1)
    say(polled, person, "welke stappen zijn er?", 2)
    assert send(polled, person, person.edit(said["message_id"], DANGER), 2) == danger(texts)


def test_danger_is_not_edited_away(polled: TelegramServer, person: Person) -> None:
    said = person.message(text=DANGER)
    send(polled, person, person.update(message=said), 2)
    polled.double.updates.append(person.edit(said["message_id"], "welke tips zijn er?"))
    person.wait_for(len(person.got()) + 1)
    polled.wait_until_idle()
    assert [event["text"] for event in polled.heard(person)][-2] == DANGER
    assert titles_to(person)[-1] == "Open zelfmoord1813.be"


def test_an_edit_of_an_earlier_message_is_not_gone_into(polled: TelegramServer, person: Person, texts: Content) -> None:
    said = person.message(text="dankjewel")
    send(polled, person, person.update(message=said), 1)
    say(polled, person, "welke stappen zijn er?", 2)
    assert send(polled, person, person.edit(said["message_id"], "hallo"), 1) == [texts.telegram.corrected_earlier]


def test_an_album_is_answered_once(polled: TelegramServer, person: Person, texts: Content) -> None:
    before = len(person.got())
    for _ in range(4):
        photo = person.message(photo=[{"file_id": "x"}], media_group_id="1")
        polled.double.updates.append(person.update(message=photo))
    person.wait_for(before + 1)
    polled.wait_until_idle()
    assert texts_to(person)[before:] == [texts.telegram.only_words]


def test_a_group_is_told_once_that_this_is_for_private_chats(polled: TelegramServer, texts: Content) -> None:
    group = Person(polled.double, chat_id=-100987654)
    chat = {"id": group.chat_id, "type": "supergroup", "title": "Gezin"}
    for _ in range(3):
        polled.double.updates.append(group.update(message={**group.message(text="hoi"), "chat": chat}))
    group.wait_for(1)
    polled.wait_until_idle()
    assert texts_to(group) == [texts.telegram.private_only]
    assert polled.heard(group) == []


def test_erasing_leaves_nothing_and_says_what_only_the_person_can_do(
    polled: TelegramServer, person: Person, texts: Content
) -> None:
    say(polled, person, PATTERN, 2)
    assert say(polled, person, "/verwijder", 2) == [texts.telegram.erased, texts.telegram.erased_here]
    assert polled.heard(person) == []
    first, _ = say(polled, person, "dankjewel", 2)
    assert first.startswith(texts.moments.welcome.text)


def test_erasing_after_danger_keeps_no_word_and_stays_careful(
    polled: TelegramServer, person: Person, texts: Content
) -> None:
    say(polled, person, DANGER, 2)
    say(polled, person, "/verwijder", 2)
    assert polled.heard(person) == []
    answer = texts.answers["crisis_suicide"]
    assert isinstance(answer, SafetyAnswer)
    assert answer.quiet in " ".join(say(polled, person, "/stappen", 2))


def test_asking_in_words_leads_to_the_command_that_erases(
    polled: TelegramServer, person: Person, texts: Content
) -> None:
    asked = texts.answers["delete_data"].bubbles(None)
    assert set(say(polled, person, "verwijder al mijn gegevens", 2)) == {*asked, texts.telegram.delete_hint}


def test_who_blocks_the_bot_is_erased_and_sent_nothing(polled: TelegramServer, person: Person) -> None:
    say(polled, person, PATTERN, 2)
    before = len(person.got())
    polled.double.updates.append(person.member("kicked"))
    other = Person(polled.double)
    say(polled, other, "dankjewel", 2)
    assert polled.heard(person) == []
    assert len(person.got()) == before
    assert person.chat_id not in [call["chat_id"] for call in polled.double.called("sendChatAction")[-1:]]


def test_who_blocks_the_bot_while_it_answers_is_erased_too(polled: TelegramServer, person: Person) -> None:
    polled.double.blocked.add(person.chat_id)
    polled.double.updates.append(person.text(PATTERN))
    say(polled, Person(polled.double), "dankjewel", 2)
    polled.wait_until_idle()
    assert polled.heard(person) == []
    assert [refusal.code for _, refusal in polled.double.refused if refusal.code == 403] == [403]


def test_nothing_about_the_person_but_the_chat_is_kept(polled: TelegramServer, person: Person) -> None:
    say(polled, person, PATTERN, 2)
    kept = b"".join(file.read_bytes() for file in polled.var.glob("stiefwijzer.db*"))
    assert str(person.chat_id).encode() in kept
    assert b"waluwstaart" not in kept
    assert "waluwstaart" not in polled.output


def test_the_page_of_the_server_says_how_it_goes(polled: TelegramServer) -> None:
    assert requests.get(f"{polled.url}/health", timeout=20).json()["telegram"] == "up"
    assert "Telegram: up as @stiefwijzer_bot, by polling" in polled.output
    assert next(command["command"] for command in polled.double.commands) == "start"
