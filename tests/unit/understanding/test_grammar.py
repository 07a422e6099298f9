"""What holds of the grammar whatever is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definition.bot import BUILT_IN_SLOT_TYPES
from dev.understanding.grammars import UnknownLanguageError, grammar
from dev.understanding.span import Setting
from dev.understanding.words import words_of
from tests.unit.understanding.reading import ENGLISH, values

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))
_SCRAPS = """
    a the in on at from to until and between for next last this week weeks night nights day month may march 5
    12th 2/30/27 31.2. first second thirty hundred thousand half past quarter am pm noon $ 50 % € new york la
    nice my name is not instead of Berlin christmas end of easter before after couple more ago 99999999999999
    2027-02-29 - , . ! ? one dozen tomorrow today weekend friday sat 24/7 +49 @ a@b.de 17:30 25:61 x7
"""
TEXTS = st.text(max_size=80) | st.lists(st.sampled_from(_SCRAPS.split()), max_size=25).map(" ".join)


@given(
    text=TEXTS,
    slot_type=st.sampled_from(BUILT_IN_SLOT_TYPES),
    today=st.dates(),
    arrival=st.none() | st.dates(),
)
def test_every_value_lies_in_the_text(text: str, slot_type: str, today: date, arrival: date | None) -> None:
    words = words_of(text)
    setting = Setting(today=today, arrival=arrival, asked=slot_type, common=ENGLISH.fillers)

    spans = [*ENGLISH.spans(slot_type, words, setting), *ENGLISH.asked(slot_type, words, setting)]

    assert all(0 <= span.start < span.end <= len(words) and span.interpreted for span in spans)


@given(text=TEXTS, slot_type=st.sampled_from(["AMAZON.City", "AMAZON.Date"]))
def test_what_is_said_of_a_value_is_known_anywhere(text: str, slot_type: str) -> None:
    words = words_of(text)

    for at in range(len(words)):
        assert ENGLISH.denied(words, at, at + 1) in {True, False}
        assert ENGLISH.origin(slot_type, words, at) in {"", *(word.folded for word in words)}


@given(first=DAYS, nights=st.integers(min_value=1, max_value=60))
def test_a_stay_rendered_by_its_ends_is_read_again(first: date, nights: int) -> None:
    last = date.fromordinal(first.toordinal() + nights)
    text = f"from {first:%B} {first.day}, {first.year} to {last:%B} {last.day}, {last.year}"

    assert values("AMAZON.Date", text)[0] == first.isoformat()
    assert values("AMAZON.Duration", text) == [f"P{nights}D"]


@given(hour=st.integers(min_value=0, max_value=23), minute=st.integers(min_value=0, max_value=59))
def test_a_time_rendered_is_read_again(hour: int, minute: int) -> None:
    half = "pm" if hour >= 12 else "am"

    for text in (f"{hour:02}:{minute:02}", f"{hour % 12 or 12}:{minute:02} {half}"):
        assert values("AMAZON.Time", text) == [f"{hour:02}:{minute:02}"]


@given(amount=st.integers(min_value=0, max_value=999_999))
def test_an_amount_rendered_is_read_again(amount: int) -> None:
    for text in (f"${amount}", f"{amount:,} dollars", f"USD {amount}"):
        assert values("Parley.Money", text) == [f"{amount} USD"]


def test_a_language_without_a_grammar_is_told() -> None:
    with pytest.raises(UnknownLanguageError, match="de-DE"):
        grammar("de-DE")
