"""Booking numbers."""

import re

from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.hotel import booking_number
from lambdas.domain.keys import digest

KEYS = st.text().map(digest)


@given(key=KEYS)
def test_a_number_has_no_letter_that_reads_as_a_digit(key: str) -> None:
    assert re.fullmatch("PB-[0-9A-HJKMNP-TV-Z]{8}", booking_number(key))


@given(one=KEYS, other=KEYS)
def test_numbers_differ_where_the_first_forty_bits_of_their_keys_do(one: str, other: str) -> None:
    assert (booking_number(one) == booking_number(other)) == (one[:10] == other[:10])


def test_a_number_is_the_same_for_ever() -> None:
    assert booking_number("0123456789" + "0" * 54) == "PB-04HMASW9"
