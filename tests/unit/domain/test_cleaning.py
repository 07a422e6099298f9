"""Text made fit to be kept."""

from hypothesis import given
from hypothesis import strategies as st

from lambdas.domain.cleaning import clean, name_line


def test_control_characters_are_taken_out_and_half_characters_replaced() -> None:
    assert clean(" a\x00b\x1bc\nd\te\ud800f ") == "abc\nd\te\N{REPLACEMENT CHARACTER}f"


@given(st.text())
def test_cleaned_text_can_always_be_stored(text: str) -> None:
    cleaned = clean(text)

    cleaned.encode()
    assert clean(cleaned) == cleaned


def test_a_name_stands_in_one_line_and_turns_nothing_around_it() -> None:
    forged = " Ann\n\u202e(gro.elpmaxe@)\u2069\u2028 You\tare\u200f safe\x00 "

    assert name_line(forged) == "Ann (gro.elpmaxe@) You are safe"


def test_a_name_keeps_the_joiners_that_its_letters_need() -> None:
    family = "\N{WOMAN}\u200d\N{GIRL}"

    assert name_line(family) == family
