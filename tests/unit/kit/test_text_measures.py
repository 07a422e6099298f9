"""Texts are as long as each messenger says."""

import pytest
from gsm0338 import Codec
from hypothesis import given
from hypothesis import strategies as st

from lambdas.kit.text_measures import (
    GSM_7_BASIC,
    GSM_7_EXTENSION,
    code_points,
    is_gsm_7,
    sms_segments,
    utf8_bytes,
    utf16_units,
)

words = st.text(
    alphabet=st.one_of(st.sampled_from("a[€👋я"), st.characters(exclude_characters="\x1b")), max_size=40
)


@given(words)
def test_units_of_utf_16_are_those_of_its_encoding(text: str) -> None:
    assert utf16_units(text) == len(text.encode("utf-16-le", errors="surrogatepass")) // 2


@given(words)
def test_bytes_of_utf_8_are_those_of_its_encoding(text: str) -> None:
    assert utf8_bytes(text) == sum(len(character.encode(errors="surrogatepass")) for character in text)


def test_code_points_are_counted_whatever_they_are() -> None:
    assert code_points("a👋🏽") == 3


@pytest.mark.parametrize("character", sorted(GSM_7_BASIC | GSM_7_EXTENSION))
def test_the_alphabet_of_text_messages_is_encoded_in_as_many_septets(character: str) -> None:
    encoded, _ = Codec().encode(character)

    assert len(encoded) == (2 if character in GSM_7_EXTENSION else 1)


def test_the_alphabet_of_text_messages_is_whole() -> None:
    decoded, _ = Codec().decode(bytes(code for code in range(128) if code != 0x1B))

    assert set(decoded) == GSM_7_BASIC


@given(words)
def test_a_text_is_of_that_alphabet_if_it_can_be_encoded_in_it(text: str) -> None:
    try:
        Codec().encode(text)
    except UnicodeError:
        assert not is_gsm_7(text)
    else:
        assert is_gsm_7(text)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("[" * 80, 1),
        ("a" * 152 + "[" + "a" * 7, 2),
        ("a" * 152 + "[" + "a" * 151, 2),
        ("a" * 152 + "[" + "a" * 152, 3),
        ("я" * 70, 1),
        ("я" * 71, 2),
        ("я" * 134, 2),
        ("я" * 135, 3),
        ("👋" * 35, 1),
        ("👋" * 36, 2),
        ("👋" * 66, 2),
        ("👋" * 67, 3),
        ("a" * 71 + "я", 2),
    ],
)
def test_a_text_takes_as_many_messages_as_its_alphabet_needs(text: str, segments: int) -> None:
    assert sms_segments(text) == segments
