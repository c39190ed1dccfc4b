"""What is said in Telegram only: what it protects, what cannot be read there, and the menu."""

from __future__ import annotations

from pydantic import ConstrainedStr

from stiefwijzer.content.parts import Sentence, Strict, Title


class Short(ConstrainedStr):
    """The line under the name of the bot; 120 characters at most (Bot API, setMyShortDescription)."""

    strip_whitespace = True
    min_length = 1
    max_length = 120


class Command(ConstrainedStr):
    """What a command does, as the menu shows it; short enough for one line on a phone (Telegram takes 256 characters)."""

    strip_whitespace = True
    min_length = 3
    max_length = 48


class Commands(Strict):
    """The menu, in its order."""

    start: Command
    stappen: Command
    tips: Command
    intake: Command
    privacy: Command
    verwijder: Command
    export: Command
    stop: Command
    hulp: Command


class Telegram(Strict):
    """Everything that is said in Telegram only.

    Attributes:
        about: What somebody reads before they have written anything.
        about_short: The line under the name of the bot.
        protects: What Telegram protects, in the bubble of the welcome.
        privacy: The same, with what is kept; after the answer to `ask_privacy`.
        intake: Before personal details are given; with `intake_button`, which opens the page.
        delete_hint: After the answer to `delete_data`.
        erased: The conversation is gone here.
        erased_here: How to remove it in Telegram too.
        not_erased: It could not be erased.
        corrected: Before the answer to an edited message.
        corrected_earlier: To an edit of a message that others followed.
        only_words: To photos, voices and everything else that cannot be read.
        private_only: To groups and channels.
        commands: The menu.
    """

    about: Sentence
    about_short: Short
    protects: Sentence
    privacy: Sentence
    intake: Sentence
    intake_button: Title
    delete_hint: Sentence
    erased: Sentence
    erased_here: Sentence
    not_erased: Sentence
    corrected: Sentence
    corrected_earlier: Sentence
    only_words: Sentence
    private_only: Sentence
    commands: Commands
