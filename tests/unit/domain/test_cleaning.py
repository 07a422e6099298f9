"""Text made fit to be kept."""

from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.cleaning import clean


def test_control_characters_are_taken_out_and_half_characters_replaced() -> None:
    assert clean(" a\x00b\x1bc\nd\te\ud800f ") == "abc\nd\te\N{REPLACEMENT CHARACTER}f"


@given(st.text())
def test_cleaned_text_can_always_be_stored(text: str) -> None:
    cleaned = clean(text)

    cleaned.encode()
    assert clean(cleaned) == cleaned
