"""The adapter of a booking service over real HTTP, when all goes well and when it does not."""

import gzip
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from traceback import format_exception

import pytest

from dev.bookings.service import Answer, Mishap, Request
from dev.listen import free_port
from lambdas.domain.account import Secret
from lambdas.domain.errors import ParleyError, Refused, Retryable
from lambdas.domain.keys import digest
from lambdas.domain.signed_in import SignedIn
from lambdas.kit.secret import NoTokenError
from lambdas.services.bookings import LONGEST_BYTES, HttpBookings, Question
from tests.booking_service import TOKEN, Booked, a_booking_service, an_adapter, serving
from tests.builders import ANN, BOB, NOW
from tests.calls import a_stay

KEY = digest("t1", "BookHotel", "fulfilment")
SAID = "Secretville"
BOOKING = {
    "number": "PB-1",
    "city": "London",
    "check_in": "2026-12-01",
    "nights": 7,
    "room": "double",
    "booked_at": "2026-11-22T01:30:00Z",
}
TOLD = json.dumps(BOOKING).encode()


@pytest.fixture
def booked() -> Iterator[Booked]:
    with a_booking_service(now=lambda: NOW) as running:
        yield running


@contextmanager
def answering(respond: Callable[[Request], Answer]) -> Iterator[HttpBookings]:
    """The adapter of a service that answers as it likes."""
    elsewhere = Answer(status=201, body=TOLD)
    given = {("POST", "/bookings"): respond, ("POST", "/elsewhere"): lambda _: elsewhere}
    with serving(given) as url, an_adapter(url) as bookings:
        yield bookings


@contextmanager
def listing(answer: Answer) -> Iterator[HttpBookings]:
    """The adapter of a service that answers so to whoever wants a list."""
    with serving({("GET", "/bookings"): lambda _: answer}) as url, an_adapter(url) as bookings:
        yield bookings


def failure_of(bookings: HttpBookings) -> ParleyError:
    with pytest.raises(ParleyError) as failure:
        bookings.book(a_stay(), owner=ANN, key=KEY)
    return failure.value


def test_a_booking_is_asked_for_with_key_and_token(booked: Booked) -> None:
    booked.bookings.book(a_stay(), owner=ANN, key=KEY)

    (request,) = booked.service.heard
    assert request.headers["idempotency-key"] == f'"{KEY}"'
    assert request.headers["authorization"] == f"Bearer {TOKEN}"
    assert json.loads(request.body) == {
        "owner": "ann",
        "city": "London",
        "check_in": "2026-12-01",
        "nights": 7,
        "room": "double",
    }


@pytest.mark.parametrize("mishap", [Mishap.LOST, Mishap.BROKEN, Mishap.AWAY])
def test_a_failed_try_is_made_again_and_books_once(booked: Booked, mishap: Mishap) -> None:
    booked.service.meet([mishap])

    booking = booked.bookings.book(a_stay(), owner=ANN, key=KEY)

    (known,) = booked.service.booked.values()
    assert booking.number == known["number"]
    assert len(booked.service.heard) == 2


@pytest.mark.parametrize("mishap", [Mishap.LOST, Mishap.BROKEN, Mishap.AWAY])
def test_what_fails_twice_is_left_to_the_queue(booked: Booked, mishap: Mishap) -> None:
    booked.service.meet([mishap] * 3)

    failure = failure_of(booked.bookings)

    assert isinstance(failure, Retryable)
    assert len(booked.service.heard) == 2


@pytest.mark.parametrize("mishap", [Mishap.LIMITED, Mishap.IN_PROGRESS])
def test_who_asks_us_to_wait_is_not_asked_again_at_once(booked: Booked, mishap: Mishap) -> None:
    booked.service.meet([mishap])

    failure = failure_of(booked.bookings)

    assert isinstance(failure, Retryable)
    assert len(booked.service.heard) == 1
    assert booked.service.booked == {}


@pytest.mark.parametrize(("took_s", "tries"), [(2.4, 2), (2.6, 1)])
def test_a_try_is_made_again_while_half_a_second_is_left(booked: Booked, took_s: float, tries: int) -> None:
    ticks = iter([0, 0, took_s, took_s])
    booked.service.meet([Mishap.AWAY] * 2)
    with an_adapter(booked.url, within_s=3, ticks=lambda: next(ticks)) as bookings:
        failure_of(bookings)

    assert len(booked.service.heard) == tries


def test_an_answer_that_does_not_come_in_time_is_not_waited_for() -> None:
    with a_booking_service(now=lambda: NOW, within_s=1, slow_s=60) as booked:
        booked.service.meet([Mishap.SLOW])

        failure = failure_of(booked.bookings)

        assert isinstance(failure, Retryable)
        assert "ReadTimeoutError" in str(failure)
        assert len(booked.service.heard) == 1
        with an_adapter(booked.url) as patient:
            repeat = patient.book(a_stay(), owner=ANN, key=KEY)
        assert [repeat.number] == [known["number"] for known in booked.service.booked.values()]


def test_a_service_that_is_not_there_is_a_failure_that_may_pass() -> None:
    with an_adapter(f"http://127.0.0.1:{free_port()}") as bookings:
        assert isinstance(failure_of(bookings), Retryable)


def test_a_token_that_the_service_does_not_know_books_nothing(booked: Booked) -> None:
    with an_adapter(booked.url, token=lambda: "another") as bookings:
        failure = failure_of(bookings)

    assert isinstance(failure, Refused)
    assert booked.service.booked == {}


def test_without_a_token_nothing_is_sent(booked: Booked, caplog: pytest.LogCaptureFixture) -> None:
    def unset() -> str:
        raise NoTokenError("no token in arn:1")

    with an_adapter(booked.url, token=unset) as bookings:
        failure = failure_of(bookings)

    assert isinstance(failure, Refused)
    assert booked.service.heard == []
    assert [record.levelname for record in caplog.records] == ["ERROR"]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=201, body=b""),
        Answer(status=201, body=b"<html>"),
        Answer(status=201, body=b"[" * LONGEST_BYTES),
        Answer(status=201, body=gzip.compress(TOLD), headers={"Content-Encoding": "gzip"}),
        Answer(status=201, body=json.dumps(BOOKING | {"note": "x" * LONGEST_BYTES}).encode()),
        Answer(status=202, body=TOLD),
        Answer(status=204, body=b""),
        Answer(status=307, body=b"", headers={"Location": "/elsewhere"}),
    ],
    ids=["nothing", "no JSON", "deep", "compressed", "too long", "202", "204", "307"],
)
def test_an_answer_that_is_not_understood_may_be_a_booking_and_is_asked_for_again(answer: Answer) -> None:
    with answering(lambda _: answer) as bookings:
        failure = failure_of(bookings)

    assert isinstance(failure, Retryable)


def test_a_connection_goes_on_after_an_answer_that_is_too_long() -> None:
    answers = [
        Answer(status=201, body=b"x" * 900_000),
        Answer(status=201, body=TOLD),
    ]
    with answering(lambda _: answers.pop(0)) as bookings:
        failure_of(bookings)

        booking = bookings.book(a_stay(), owner=ANN, key=KEY)

    assert booking.number == "PB-1"


def mishaps() -> Sequence[Sequence[Mishap]]:
    return [[], *([mishap] * 2 for mishap in Mishap if mishap is not Mishap.SLOW)]


@pytest.mark.parametrize("met", mishaps(), ids=lambda met: met[0] if met else "none")
def test_neither_words_nor_token_nor_person_are_logged(
    booked: Booked, met: Sequence[Mishap], caplog: pytest.LogCaptureFixture
) -> None:
    told = ""
    booked.service.meet(met)

    with caplog.at_level(logging.INFO):
        try:
            booked.bookings.book(a_stay(city=SAID), owner=ANN, key=KEY)
        except ParleyError as failure:
            told = "".join(format_exception(failure))

    logged = told + "".join(json.dumps(vars(record), default=str) for record in caplog.records)
    assert [word for word in (SAID, TOKEN, f'"{ANN}"') if word in logged] == []


def a_person(token: Callable[[], Secret]) -> SignedIn:
    return SignedIn(owner=BOB, chat=ANN, issuer="i", subject="s", version=1, token=token)


def test_the_person_s_own_token_goes_beside_ours_and_only_theirs(booked: Booked) -> None:
    person = a_person(lambda: Secret("head.claims.signature"))

    booked.bookings.book(a_stay(), owner=BOB, key=KEY, person=person)
    booked.bookings.of(BOB, person=person)
    booked.bookings.of(ANN)

    assert [request.headers.get("person-authorization") for request in booked.service.heard] == [
        "Bearer head.claims.signature",
        "Bearer head.claims.signature",
        None,
    ]
    assert {request.headers["authorization"] for request in booked.service.heard} == {f"Bearer {TOKEN}"}


def test_whoever_has_signed_out_is_not_asked_for_at_the_service(booked: Booked) -> None:
    def gone() -> Secret:
        raise Refused("signed out meanwhile", code="not_linked")

    for ask in (
        lambda: booked.bookings.book(a_stay(), owner=BOB, key=KEY, person=a_person(gone)),
        lambda: booked.bookings.of(BOB, person=a_person(gone)),
    ):
        with pytest.raises(Refused):
            ask()

    assert booked.service.heard == []


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"bookings": {}}', b'{"bookings": [{}]}', b'{"bookings": [' + b" " * 262_144],
)
def test_a_list_that_is_not_understood_is_asked_for_again(body: bytes) -> None:
    with listing(Answer(status=200, body=body)) as bookings, pytest.raises(Retryable):
        bookings.of(ANN)


def test_a_list_that_is_refused_is_not_asked_for_again() -> None:
    refusal = Answer(status=403, body=b'{"code": "forbidden"}')

    with listing(refusal) as bookings, pytest.raises(Refused):
        bookings.of(ANN)


def test_a_question_shows_no_token() -> None:
    assert TOKEN not in repr(Question(method="GET", url="u", headers={"Authorization": TOKEN}))
