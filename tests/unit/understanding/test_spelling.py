"""Misspelt words, and words that are no misspelt ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dev.understanding.calendar import Calendar
from dev.understanding.english.calendar import CALENDAR, MONTHS, WEEKDAYS
from dev.understanding.spelling import Spelling, slips_between, spelt
from dev.understanding.words import words_of
from tests.unit.understanding.reading import WEDNESDAY, values

LETTERS = st.text(alphabet="abcde", max_size=8)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("wendsday", "2027-03-10"),
        ("tommorow", "2027-03-04"),
        ("tomorow", "2027-03-04"),
        ("thrusday", "2027-03-04"),
        ("febuary 3rd", "2028-02-03"),
        ("the 3rd of septembre", "2027-09-03"),
        ("augst 5", "2027-08-05"),
    ],
)
def test_a_misspelt_day_or_month_is_known(said: str, day: str) -> None:
    assert values("AMAZON.Date", said) == [day]


@pytest.mark.parametrize(
    "said", ["match 5", "on mondays", "sundry things", "tours", "a money order", "watch 3", "marsh 12"]
)
def test_a_word_that_is_right_is_no_misspelt_day(said: str) -> None:
    assert values("AMAZON.Date", said) == []


@pytest.mark.parametrize("word", [*MONTHS, *WEEKDAYS])
def test_every_name_of_the_calendar_is_known_as_it_is_written(word: str) -> None:
    calendar = Calendar(CALENDAR, day_first=False)
    text = f"{word} 5" if word in MONTHS else f"on {word}"

    found = [calendar.date_at(words_of(text), at, today=WEDNESDAY) for at in range(2)]

    assert any(found)


def test_two_words_that_are_equally_near_are_neither() -> None:
    assert spelt("boath", ["boats", "bouth"]) is None
    assert spelt("boats", ["boath"]) == "boath"
    assert spelt("boat", ["bolt"]) is None
    assert Spelling({"boath": 1}, never=frozenset({"boats"})).get("boats") is None


@given(one=LETTERS, other=LETTERS)
def test_slips_are_the_same_both_ways_and_none_only_between_equals(one: str, other: str) -> None:
    slips = slips_between(one, other)

    assert slips == slips_between(other, one)
    assert (slips == 0) == (one == other)
    assert slips >= abs(len(one) - len(other))
