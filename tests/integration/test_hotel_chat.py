"""Whole conversations: the local engine's dialog and the hook behind it, turn by turn."""

import json
from collections.abc import Mapping
from datetime import timedelta

import pytest

from definition.read import read_bot
from dev.lex.dialog import Dialog
from dev.lex.hook import Ask, BotAddress
from dev.lex.state import State
from dev.understanding.english.grammar import English
from dev.understanding.templates import TemplateUnderstanding
from lambdas.domain.errors import Refused
from lambdas.domain.hotel import Room, Stay
from lambdas.fulfilment.answer import answer_lex
from lambdas.fulfilment.wiring import FulfilmentApp
from lambdas.intents.hotel import BookHotel
from lambdas.kit.seal import HmacSeal
from tests.builders import ANN
from tests.calls import TRAVEL, a_stay, travel_texts
from tests.fakes.bookings import MemoryBookings
from tests.fakes.clock import SetClock
from tests.fakes.results import MemoryResults

EVERYTHING = "Book a double room in London for a week from December 1"
ADDRESS = BotAddress(bot_id="TRAVELBOT1", alias_id="LOCALALIAS", locale_id="en_US")


class Chat:
    """One person with the travel bot."""

    def __init__(self) -> None:
        self.clock = SetClock()
        self.bookings = MemoryBookings(clock=self.clock)
        self.seal = HmacSeal(keys=lambda: (b"k" * 64,), now=self.clock.now, refusal=Refused)
        self.state, self.turns = State(), 0
        texts = travel_texts()
        self.app = FulfilmentApp(
            seal=self.seal,
            results=MemoryResults(clock=self.clock),
            intents={"BookHotel": BookHotel(bookings=self.bookings, clock=self.clock, texts=texts)},
            texts=texts,
        )
        bot = read_bot(TRAVEL)
        locale = bot.locales["en-US"]
        understanding = TemplateUnderstanding(bot=bot, locale=locale, grammar=English(locale="en-US"))
        self.dialog = Dialog(bot=bot, locale=locale, understanding=understanding, hook=self.hook)

    def hook(self, event: Mapping[str, object]) -> object:
        return answer_lex(json.loads(json.dumps(event)), app=self.app)

    def says(self, text: str) -> str:
        """What the bot says to a text."""
        self.turns += 1
        claims = {"owner": ANN, "turn": f"t{self.turns}", "bot": "travel", "scope": "intent:*"}
        envelope = self.seal.seal("envelope", claims, expires=self.clock.now() + timedelta(seconds=60))
        ask = Ask(
            address=ADDRESS,
            session_id="s1",
            text=text,
            request_id="r1",
            request_attributes={"parley-envelope": envelope},
            candidates=(),
        )
        heard = self.dialog.hear(text, self.state, today=self.clock.now().date())
        turn = self.dialog.turn(heard, self.state, ask)
        self.state = turn.state
        return "\n".join(message.content or "" for message in turn.messages)

    def booked(self) -> list[Stay]:
        return [booking.stay for booking in self.bookings.booked.values()]


def test_a_room_is_booked_answer_by_answer() -> None:
    chat = Chat()

    said = [chat.says(text) for text in ("Book hotel room for a week starting from December 1.", "London")]
    summary = chat.says("double")
    confirmation = chat.says("yes")

    assert "which city" in said[0]
    assert "kind of room" in said[1]
    assert "Check-in: December 1, 2026\nStay: 7 nights\nRoom: double room" in summary
    assert "Your booking number is PB-" in confirmation
    assert chat.booked() == [a_stay()]


def test_changed_minds_are_summed_up_again_and_booked() -> None:
    chat = Chat()

    for text in (EVERYTHING, "no, Paris", "make it two weeks", "yes"):
        chat.says(text)

    assert chat.booked() == [a_stay(city="Paris", nights=14)]


def test_a_yes_with_a_change_in_it_is_summed_up_before_it_is_booked() -> None:
    chat = Chat()
    chat.says(EVERYTHING)

    summary = chat.says("yes, but for two weeks")
    before = chat.booked()
    chat.says("yes")

    assert "Stay: 14 nights" in summary
    assert before == []
    assert chat.booked() == [a_stay(nights=14)]


@pytest.mark.parametrize("word", ["no", "cancel"])
def test_a_room_that_is_not_wanted_after_all_is_not_booked(word: str) -> None:
    chat = Chat()
    chat.says(EVERYTHING)

    said = chat.says(word)
    chat.says("yes")

    assert "booked" in said
    assert chat.booked() == []


def test_answers_that_cannot_be_booked_are_asked_again() -> None:
    chat = Chat()

    said = [
        chat.says(text)
        for text in ("Book a suite in London", "yesterday", "December 1", "60 nights", "a week")
    ]
    chat.says("yes")

    assert "is in the past" in said[1]
    assert "at most 30 nights" in said[3]
    assert [stay.room for stay in chat.booked()] == [Room.SUITE]
