"""What is asked of a booking service, and what is taken for an answer."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from traceback import format_exception
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dev.bookings.contract import read_contract
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.hotel import Booking, Lack, Room, Stay, Unbookable
from lambdas.services.bookings import Answer, failure_of, order_body, read_booking
from tests.builders import ANN
from tests.calls import a_stay

CONTRACT = read_contract()
KEY = '"' + "0f" * 32 + '"'
TOLD: dict[str, Any] = {
    "number": "PB-7K3Q9XW2",
    "city": "London",
    "check_in": "2026-12-01",
    "nights": 7,
    "room": "double",
    "booked_at": "2026-11-22T02:30:00+01:00",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    city=st.text(min_size=1, max_size=1024),
    check_in=st.dates(min_value=date(2000, 1, 1)),
    nights=st.integers(1, 30),
    room=st.sampled_from(Room),
)
def test_any_stay_is_asked_for_as_the_contract_has_it(
    city: str, check_in: date, nights: int, room: Room
) -> None:
    stay = Stay(city=city, check_in=check_in, nights=nights, room=room)

    order = json.loads(order_body(stay, ANN))

    CONTRACT.check_order(order, key=KEY)
    assert order == {
        "owner": ANN,
        "city": city,
        "check_in": check_in.isoformat(),
        "nights": nights,
        "room": room,
    }


def test_the_booking_that_is_told_is_the_one_taken() -> None:
    CONTRACT.check_answer(201, TOLD)

    booking = read_booking(json.dumps(TOLD | {"a_member_to_come": [1]}).encode(), ANN)

    at = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
    assert booking == Booking(number="PB-7K3Q9XW2", owner=ANN, stay=a_stay(), at=at)


@pytest.mark.parametrize("left_out", TOLD)
def test_a_booking_with_something_left_out_is_not_understood(left_out: str) -> None:
    told = {name: value for name, value in TOLD.items() if name != left_out}

    with pytest.raises(Retryable, match="not understood"):
        read_booking(json.dumps(told).encode(), ANN)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("number", 7),
        ("number", ""),
        ("number", "PB-1 <b>"),
        ("number", "x" * 33),
        ("city", ""),
        ("city", ["London"]),
        ("city", "x" * 1025),
        ("check_in", "next week"),
        ("check_in", "2026-02-30"),
        ("check_in", 20261201),
        ("nights", True),
        ("nights", "7"),
        ("nights", 7.0),
        ("nights", 0),
        ("nights", 31),
        ("room", "penthouse"),
        ("room", ["double"]),
        ("booked_at", "2026-11-22T01:30:00"),
        ("booked_at", "0001-01-01T00:00:00+14:00"),
        ("booked_at", 5),
    ],
)
def test_a_booking_with_something_of_the_wrong_kind_is_not_understood(member: str, value: object) -> None:
    with pytest.raises(Retryable, match="not understood"):
        read_booking(json.dumps(TOLD | {member: value}).encode(), ANN)


@given(told=JSON | st.fixed_dictionaries(dict.fromkeys(TOLD, JSON)))
def test_whatever_is_told_is_a_booking_or_not_understood(told: object) -> None:
    with suppress(Retryable):
        read_booking(json.dumps(told).encode(), ANN)


@given(body=st.binary() | st.sampled_from([b"[" * 16_000, b"9" * 16_000, b'"\\ud800"']))
def test_whatever_bytes_come_are_a_booking_or_not_understood(body: bytes) -> None:
    with suppress(Retryable):
        read_booking(body, ANN)


def test_what_the_service_wrote_stays_out_of_the_failure() -> None:
    told = json.dumps(TOLD | {"check_in": "words of the service"}).encode()

    with pytest.raises(Retryable) as failure:
        read_booking(told, ANN)

    assert "words of the service" not in "".join(format_exception(failure.value))


@pytest.mark.parametrize("lack", list(Lack))
def test_a_conflict_for_a_known_reason_is_a_stay_that_cannot_be_booked(lack: Lack) -> None:
    CONTRACT.check_answer(409, {"code": lack})

    failure = failure_of(Answer(status=409, body=json.dumps({"code": lack}).encode()))

    assert isinstance(failure, Unbookable)
    assert failure.lack is lack


@given(told=JSON)
def test_a_conflict_for_any_other_reason_may_pass(told: object) -> None:
    for body in (told, {"code": told}):
        assert isinstance(failure_of(Answer(status=409, body=json.dumps(body).encode())), Retryable)


@pytest.mark.parametrize("status", [408, 425, 429, 202, 204, 301, 307])
def test_what_may_pass_or_may_be_a_booking_is_tried_again(status: int) -> None:
    assert isinstance(failure_of(Answer(status=status, body=b"")), Retryable)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422])
def test_what_the_service_does_not_take_was_not_booked_and_is_an_error_of_ours(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    failure = failure_of(Answer(status=status, body=b'{"code":"whatever"}'))

    assert isinstance(failure, Refused)
    assert not isinstance(failure, Unbookable)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
