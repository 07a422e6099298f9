"""The hotel intent with its bookings, and what it says."""

from lambdas.domain.hotel import Stay
from lambdas.domain.intent import Call, Outcome
from lambdas.domain.reply import Choices, Text
from lambdas.intents.hotel import BookHotel
from tests.calls import a_call, an_errand, travel_texts
from tests.fakes.bookings import MemoryBookings
from tests.fakes.clock import SetClock

TEXTS = travel_texts()


class Hotel:
    """The intent under test with its bookings."""

    def __init__(self) -> None:
        self.clock = SetClock()
        self.bookings = MemoryBookings(clock=self.clock)
        self.book = BookHotel(bookings=self.bookings, clock=self.clock, texts=TEXTS)

    def hears(self, call: Call) -> Outcome:
        return self.book(call, an_errand(step=call.step))

    def booked(self) -> list[Stay]:
        return [booking.stay for booking in self.bookings.booked.values()]


def said(outcome: Outcome) -> str:
    return "\n".join(part.text for part in outcome.parts if isinstance(part, Text))


def offered(outcome: Outcome) -> list[str]:
    return [choice.value for part in outcome.parts if isinstance(part, Choices) for choice in part.choices]


def summarised() -> dict[str, str]:
    """What the session remembers after the summary of the default call."""
    return dict(Hotel().hears(a_call()).attributes)
