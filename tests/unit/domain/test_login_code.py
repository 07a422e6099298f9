"""The code that comes back into the chat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.login_code import ALPHABET, code_hash, new_code, read_code, spelled

SPELLINGS = ["abcd-efgh", "ABCDEFGH", " AbCd EfGh\n", "ABCD\N{EN DASH}EFGH", "A B C D E F G H"]
TOO_SHORT_OR_LONG = ["", "ABCD-EFG", "ABCD-EFGHJ"]


@given(st.binary(min_size=5, max_size=5))
def test_every_code_is_read_as_it_is_shown(raw: bytes) -> None:
    code = new_code(raw)

    assert read_code(spelled(code)) == code
    assert len(spelled(code)) == 9


def test_codes_use_all_forty_bits() -> None:
    assert new_code(bytes(5)) == "00000000"
    assert new_code(b"\xff" * 5) == "ZZZZZZZZ"
    assert new_code(b"\x00\x00\x00\x00\x01") == "00000001"


def test_the_alphabet_has_no_letters_that_look_alike() -> None:
    assert len(set(ALPHABET)) == 32
    assert set(ALPHABET).isdisjoint("ILOU")


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_code_is_read_however_it_is_spelled(text: str) -> None:
    assert read_code(text) == "ABCDEFGH"


def test_letters_that_look_like_digits_are_those_digits() -> None:
    assert read_code("oOiI-lL01") == "00111101"


@pytest.mark.parametrize("text", [*TOO_SHORT_OR_LONG, "ABCD-EFGU", "it is ABCD-EFGH", "ABCD_EFGH", "ß" * 4])
def test_anything_else_is_no_code(text: str) -> None:
    assert read_code(text) is None


def test_a_code_between_too_many_spaces_is_not_looked_for() -> None:
    assert read_code("ABCD" + " " * 100 + "EFGH") is None


def test_the_same_code_of_two_logins_is_kept_differently() -> None:
    assert code_hash("ABCDEFGH", login="1") != code_hash("ABCDEFGH", login="2")
    assert code_hash("ABCDEFGH", login="1") == code_hash("ABCDEFGH", login="1")
