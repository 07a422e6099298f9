"""What every booking service keeps to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from dev.bookings.service import Mishap
from lambdas.domain.account import Account, AccountState, Purpose, Secret
from lambdas.domain.account_record import ACCOUNT, account_record
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.hotel import MOST_TOLD, Bookings, Lack, Unbookable
from lambdas.domain.keys import digest
from lambdas.domain.signed_in import SignedIn
from lambdas.flows.people import LinkedPeople
from lambdas.kit.dynamo import Table
from lambdas.services.bookings import TRIES
from lambdas.stores.accounts import DynamoAccounts
from lambdas.stores.bookings import DynamoBookings
from tests.accounts import an_account
from tests.aws import Aws
from tests.booking_service import Booked, a_booking_service
from tests.builders import ANN, BOB, NOW
from tests.calls import a_stay
from tests.fakes.accounts import MemoryAccounts, MemoryLogins
from tests.fakes.bookings import MemoryBookings
from tests.fakes.clock import SetClock
from tests.fakes.link_office import MemoryLinkOffice
from tests.fakes.vault import MemoryVault

KEY = digest("t1", "BookHotel", "fulfilment")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def service(clock: SetClock) -> Iterator[Booked]:
    """The local double of a booking service; any other must keep to the same."""
    with a_booking_service(now=clock.now) as running:
        yield running


@pytest.fixture(params=["table", "service", "fake"])
def bookings(request: pytest.FixtureRequest, clock: SetClock) -> Bookings:
    match request.param:
        case "table":
            client = request.getfixturevalue("aws").dynamodb
            return DynamoBookings(table="bookings", client=client, clock=clock, tokens="tokens")
        case "service":
            running: Booked = request.getfixturevalue("service")
            return running.bookings
        case _:
            return MemoryBookings(clock=clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """Bookings where a test can order what goes wrong; the table takes every stay and loses nothing."""

    bookings: Bookings
    lack: Callable[[Lack], None]
    lose: Callable[[], None]


@pytest.fixture(params=["service", "fake"])
def failing(request: pytest.FixtureRequest, clock: SetClock) -> Failing:
    if request.param == "fake":
        fake = MemoryBookings(clock=clock)
        return Failing(
            bookings=fake,
            lack=lambda lack: fake.faults.fail("book", Unbookable(lack)),
            lose=lambda: fake.faults.lose("book", Retryable("answer lost")),
        )
    running: Booked = request.getfixturevalue("service")
    return Failing(
        bookings=running.bookings,
        lack=lambda lack: running.service.meet([lack]),
        lose=lambda: running.service.meet([Mishap.LOST] * TRIES),
    )


def test_a_stay_is_booked_for_its_owner_now(bookings: Bookings) -> None:
    booking = bookings.book(a_stay(), owner=ANN, key=KEY)

    assert (booking.owner, booking.stay, booking.at) == (ANN, a_stay(), NOW)
    assert booking.number.startswith("PB-")


def test_a_repeat_gives_the_first_booking(bookings: Bookings, clock: SetClock) -> None:
    first = bookings.book(a_stay(city="Århus"), owner=ANN, key=KEY)
    clock.pass_s(5)

    repeat = bookings.book(a_stay(nights=2), owner=ANN, key=KEY)

    assert repeat == first


def test_another_key_is_another_booking(bookings: Bookings) -> None:
    one = bookings.book(a_stay(), owner=ANN, key=KEY)

    other = bookings.book(a_stay(), owner=ANN, key=digest("t2", "BookHotel", "fulfilment"))

    assert other.number != one.number


def test_nobody_is_given_the_booking_of_another_owner(bookings: Bookings) -> None:
    bookings.book(a_stay(), owner=ANN, key=KEY)

    booking = bookings.book(a_stay(city="Paris"), owner=BOB, key=KEY)

    assert (booking.owner, booking.stay.city) == (BOB, "Paris")


@pytest.mark.parametrize("lack", list(Lack))
def test_a_stay_that_cannot_be_booked_is_refused_by_what_it_lacks(failing: Failing, lack: Lack) -> None:
    failing.lack(lack)

    with pytest.raises(Unbookable) as refusal:
        failing.bookings.book(a_stay(), owner=ANN, key=KEY)

    assert refusal.value.lack is lack


def test_a_booking_whose_answer_was_lost_is_given_on_a_repeat(failing: Failing, clock: SetClock) -> None:
    failing.lose()
    with pytest.raises(Retryable):
        failing.bookings.book(a_stay(), owner=ANN, key=KEY)
    clock.pass_s(5)

    booking = failing.bookings.book(a_stay(), owner=ANN, key=KEY)

    assert (booking.stay, booking.at) == (a_stay(), NOW)


class Ann:
    """Ann, whose account stands in the table of the account, so that every service sees the same one."""

    def __init__(self, aws: Aws, clock: SetClock) -> None:
        self._aws, self._clock, self._vault = aws, clock, MemoryVault()
        access = self._vault.encrypt(Secret("head.claims.signature"), owner=ANN, purpose=Purpose.ACCESS)
        self.account = an_account(access=access)
        self.stand(self.account)

    def stand(self, account: Account) -> None:
        """Have her account stand so from now on."""
        row = Table(name="tokens", partition="owner", sort="item").put(ANN, ACCOUNT, account_record(account))
        self._aws.dynamodb.put_item(**row)

    def signed_in(self) -> SignedIn:
        """Who she is, as fulfilment reads it."""
        memory = MemoryAccounts(clock=self._clock)
        office = MemoryLinkOffice(accounts=memory, logins=MemoryLogins(clock=self._clock, accounts=memory))
        accounts = DynamoAccounts(table="tokens", client=self._aws.dynamodb, clock=self._clock)
        people = LinkedPeople(accounts=accounts, vault=self._vault, office=office, clock=self._clock)
        person = people.signed_in(ANN)
        assert person
        return person


@pytest.fixture
def ann(aws: Aws, clock: SetClock) -> Ann:
    return Ann(aws, clock)


def test_who_is_signed_in_books_for_the_person(bookings: Bookings, ann: Ann) -> None:
    person = ann.signed_in()

    booking = bookings.book(a_stay(), owner=person.owner, key=KEY, person=person)

    assert list(bookings.of(person.owner, person=person)) == [booking]
    assert list(bookings.of(ANN)) == []


def test_a_token_that_was_made_anew_meanwhile_books_all_the_same(bookings: Bookings, ann: Ann) -> None:
    person = ann.signed_in()
    ann.stand(replace(ann.account, version=2))

    bookings.book(a_stay(), owner=person.owner, key=KEY, person=person)

    assert len(bookings.of(person.owner)) == 1


@pytest.mark.attack("sign-out during a running turn")
@pytest.mark.parametrize(
    "change",
    [
        {"state": AccountState.REVOKING},
        {"subject": "s-eve"},
        {"issuer": "https://evil.example"},
        {"version": 0},
    ],
    ids=["signed out", "another person", "another issuer", "signed in anew"],
)
def test_attack_booking_after_a_sign_out_in_the_middle_of_a_turn(
    bookings: Bookings, ann: Ann, change: dict[str, Any]
) -> None:
    person = ann.signed_in()
    ann.stand(replace(ann.account, **change))

    with pytest.raises(Refused) as refusal:
        bookings.book(a_stay(), owner=person.owner, key=KEY, person=person)

    assert refusal.value.code == "not_linked"
    assert list(bookings.of(person.owner)) == []


def test_once_the_sign_in_has_ended_nothing_is_booked(bookings: Bookings, ann: Ann, clock: SetClock) -> None:
    person = ann.signed_in()
    clock.pass_s(30 * 86_400)

    with pytest.raises(Refused):
        bookings.book(a_stay(), owner=person.owner, key=KEY, person=person)

    assert list(bookings.of(person.owner)) == []


def test_an_owner_s_bookings_are_told_the_newest_first_and_nobody_else_s(
    bookings: Bookings, clock: SetClock
) -> None:
    made = []
    for number in range(3):
        made.append(bookings.book(a_stay(nights=number + 1), owner=ANN, key=digest("t", str(number))))
        clock.pass_s(5)
    bookings.book(a_stay(), owner=BOB, key=KEY)

    assert list(bookings.of(ANN)) == made[::-1]


def test_no_more_bookings_are_told_than_anybody_reads(bookings: Bookings) -> None:
    for number in range(MOST_TOLD + 1):
        bookings.book(a_stay(), owner=ANN, key=digest("t", str(number)))

    assert len(bookings.of(ANN)) == MOST_TOLD
