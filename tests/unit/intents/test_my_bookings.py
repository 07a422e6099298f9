"""Telling whoever is signed in what they have booked, and booking for them."""

from dataclasses import replace

import pytest

from lambdas.domain.account import Secret
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from lambdas.domain.intent import Action, Call, Confirmation, Errand, Outcome, Source
from lambdas.domain.keys import digest
from lambdas.domain.reply import Card, Text
from lambdas.domain.signed_in import SignedIn
from lambdas.intents.hotel import LISTED, BookHotel, TellBookings
from tests.builders import ANN, BOB
from tests.calls import a_call, a_stay, an_errand, travel_texts
from tests.fakes.bookings import MemoryBookings
from tests.fakes.clock import SetClock

PERSON = OwnerId("the person that Ann is")


class Desk:
    """What is booked, and who asks for it."""

    def __init__(self) -> None:
        self.clock = SetClock()
        self.bookings = MemoryBookings(clock=self.clock)
        self.tell = TellBookings(bookings=self.bookings, texts=travel_texts())
        self.gone = False

    def person(self) -> SignedIn:
        return SignedIn(owner=PERSON, chat=ANN, issuer="i", subject="s", version=1, token=self.token)

    def token(self) -> Secret:
        if self.gone:
            raise Refused("signed out meanwhile", code="not_linked")
        return Secret("token")

    def errand(self) -> Errand:
        return replace(an_errand(intent="MyBookings"), person=self.person())

    def book(self, owner: OwnerId, *, nights: int) -> None:
        self.bookings.book(a_stay(nights=nights), owner=owner, key=digest(owner, str(nights)))
        self.clock.pass_s(5)

    def told(self, *, locale: str = "en-US") -> Outcome:
        return self.tell(asked(locale=locale), self.errand())


def asked(*, source: Source = Source.FULFILMENT, locale: str = "en-US") -> Call:
    return a_call(intent="MyBookings", source=source, locale=locale, attributes={"kept": "so"})


def words(outcome: Outcome) -> str:
    (text,) = (part.text for part in outcome.parts if isinstance(part, Text))
    return text


def nights_told(outcome: Outcome) -> list[str]:
    return [line.split(", ")[2].split()[0] for line in words(outcome).splitlines() if line.startswith("PB-")]


def test_bookings_of_the_person_and_of_the_chat_are_told_the_newest_first() -> None:
    desk = Desk()
    for owner, nights in ((ANN, 2), (PERSON, 3), (ANN, 4)):
        desk.book(owner, nights=nights)

    outcome = desk.told()

    assert (outcome.action, outcome.attributes) == (Action.CLOSE_FULFILLED, {"kept": "so"})
    assert words(outcome).startswith("You have 3 bookings, the newest first:\nPB-")
    assert nights_told(outcome) == ["4", "3", "2"]


def test_nobody_is_told_another_s_bookings() -> None:
    desk = Desk()
    desk.book(BOB, nights=2)

    assert words(desk.told()) == "You have no bookings yet. Say “book a room” to make one."


def test_the_newest_booking_stands_on_a_card() -> None:
    desk = Desk()
    desk.book(PERSON, nights=2)

    (card,) = (part for part in desk.told().parts if isinstance(part, Card))

    assert card.title == "double room, London"
    assert (card.subtitle or "").startswith("2 nights from December 1, 2026 · PB-")
    assert [button.value for button in card.buttons] == ["book a room"]


@pytest.mark.parametrize(("more", "last"), [(0, "PB-"), (1, "and 1 more"), (7, "and 7 more")])
def test_ten_are_told_one_by_one_and_how_many_more_there_are(more: int, last: str) -> None:
    desk = Desk()
    for nights in range(1, LISTED + more + 1):
        desk.book(PERSON, nights=nights)

    outcome = desk.told()

    assert f"{LISTED + more} bookings" in words(outcome)
    assert len(nights_told(outcome)) == LISTED
    assert words(outcome).splitlines()[-1].startswith(last)


def test_they_are_told_in_spanish() -> None:
    desk = Desk()
    assert words(desk.told(locale="es-ES")).startswith("Todavía no tienes reservas")

    desk.book(PERSON, nights=2)

    said = words(desk.told(locale="es-ES"))
    assert said.startswith("Tienes 1 reserva:\nPB-")
    assert said.endswith(": habitación doble, London, 2 noches desde el 1 de diciembre de 2026")


def test_where_a_chat_s_owner_is_the_person_nothing_is_told_twice() -> None:
    desk = Desk()
    desk.book(ANN, nights=2)
    errand = replace(desk.errand(), person=replace(desk.person(), owner=ANN))

    assert len(nights_told(desk.tell(asked(), errand))) == 1


def test_nothing_is_told_before_it_is_asked_for() -> None:
    outcome = Desk().tell(asked(source=Source.DIALOG), Desk().errand())

    assert outcome == Outcome(action=Action.DELEGATE, attributes={"kept": "so"})


def test_attack_a_list_for_nobody_is_refused() -> None:
    desk = Desk()
    desk.book(ANN, nights=2)

    with pytest.raises(Refused):
        desk.tell(asked(), an_errand(intent="MyBookings"))


def a_yes(desk: Desk) -> Outcome:
    book = BookHotel(bookings=desk.bookings, clock=desk.clock, texts=travel_texts())
    errand = replace(desk.errand(), intent="BookHotel")
    summary = book(a_call(), errand)
    said = a_call(source=Source.FULFILMENT, attributes=summary.attributes)
    return book(replace(said, confirmation=Confirmation.CONFIRMED), errand)


def test_a_room_is_booked_for_the_person_who_is_signed_in() -> None:
    desk = Desk()

    a_yes(desk)

    assert [owner for owner, _ in desk.bookings.booked] == [PERSON]


def test_attack_booking_a_room_after_a_sign_out_in_the_middle_of_a_turn() -> None:
    desk = Desk()
    desk.gone = True

    with pytest.raises(Refused) as refusal:
        a_yes(desk)

    assert refusal.value.code == "not_linked"
    assert desk.bookings.booked == {}
