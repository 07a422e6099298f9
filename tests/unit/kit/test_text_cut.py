"""Texts cut to be titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.kit.text_cut import cut
from lambdas.kit.text_measures import utf16_units


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("London", "London"),
        ("x" * 20, "x" * 20),
        ("x" * 21, "x" * 19 + "…"),
        ("A room above the sea", "A room above the sea"),
        ("A room above the seas", "A room above the…"),
        ("👩‍👩‍👧 " * 9, "👩‍👩‍👧 👩‍👩‍👧…"),
    ],
)
def test_what_is_too_long_ends_in_an_ellipsis(text: str, short: str) -> None:
    assert cut(text, 20, utf16_units) == short


@given(st.text(max_size=60))
def test_a_title_never_measures_more_than_it_may(text: str) -> None:
    assert utf16_units(cut(text, 20, utf16_units)) <= 20
