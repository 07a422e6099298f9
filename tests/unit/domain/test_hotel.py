"""Rooms and booking numbers."""

import re

from hypothesis import given
from hypothesis import strategies as st

from definition.read import read_bot
from lambdas.domain.hotel import Room, booking_number
from lambdas.domain.keys import digest
from tests.calls import TRAVEL

KEYS = st.text().map(digest)


def test_the_hotel_has_the_rooms_that_the_bot_asks_for() -> None:
    asked_for = read_bot(TRAVEL).slot_types["RoomType"]

    assert set(Room) == set(asked_for)


@given(key=KEYS)
def test_a_number_has_no_letter_that_reads_as_a_digit(key: str) -> None:
    assert re.fullmatch("PB-[0-9A-HJKMNP-TV-Z]{8}", booking_number(key))


@given(one=KEYS, other=KEYS)
def test_numbers_differ_where_the_first_forty_bits_of_their_keys_do(one: str, other: str) -> None:
    assert (booking_number(one) == booking_number(other)) == (one[:10] == other[:10])


def test_a_number_is_the_same_for_ever() -> None:
    assert booking_number("0123456789" + "0" * 54) == "PB-04HMASW9"
