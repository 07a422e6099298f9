"""One person's whole conversation with the travel bot: the local engine's dialog and the hook behind it."""

import json
from collections.abc import Mapping
from datetime import timedelta

from definition.read import read_bot
from dev.lex.dialog import Dialog
from dev.lex.hook import Ask, BotAddress
from dev.lex.state import State
from dev.understanding.grammars import grammar
from dev.understanding.templates import TemplateUnderstanding
from lambdas.domain.errors import Refused
from lambdas.domain.hotel import Bookings, Stay
from lambdas.flows.sign_in_first import Door
from lambdas.fulfilment.answer import answer_lex
from lambdas.fulfilment.wiring import FulfilmentApp
from lambdas.intents.hotel import BookHotel
from lambdas.kit.seal import HmacSeal
from tests.builders import ANN
from tests.calls import TRAVEL, travel_texts
from tests.fakes.bookings import MemoryBookings
from tests.fakes.clock import SetClock
from tests.fakes.results import MemoryResults

EVERYTHING = "Book a double room in London for a week from December 1"
ADDRESS = BotAddress(bot_id="TRAVELBOT1", alias_id="LOCALALIAS", locale_id="en_US")


class Chat:
    """One person with the travel bot."""

    def __init__(self, *, bookings: Bookings | None = None) -> None:
        self.clock = SetClock()
        self.bookings = MemoryBookings(clock=self.clock)
        self.seal = HmacSeal(keys=lambda: (b"k" * 64,), now=self.clock.now, refusal=Refused)
        self.state, self.turns = State(), 0
        texts = travel_texts()
        self.app = FulfilmentApp(
            seal=self.seal,
            results=MemoryResults(clock=self.clock),
            intents={
                "BookHotel": BookHotel(bookings=bookings or self.bookings, clock=self.clock, texts=texts)
            },
            texts=texts,
            door=Door(texts=texts),
        )
        bot = read_bot(TRAVEL)
        locale = bot.locales["en-US"]
        understanding = TemplateUnderstanding(bot=bot, locale=locale, grammar=grammar("en-US"))
        self.dialog = Dialog(bot=bot, locale=locale, understanding=understanding, hook=self.hook)

    def hook(self, event: Mapping[str, object]) -> object:
        return answer_lex(json.loads(json.dumps(event)), app=self.app)

    def says(self, text: str) -> str:
        """What the bot says to a text."""
        self.turns += 1
        return self.repeats(text)

    def repeats(self, text: str) -> str:
        """What the bot says when the turn that was last said is shown again."""
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
        """The stays that were booked in memory."""
        return [booking.stay for booking in self.bookings.booked.values()]
