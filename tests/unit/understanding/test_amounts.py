"""Numbers, durations, and stays said by both their ends."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dev.understanding.calendar import Calendar
from dev.understanding.durations import Durations
from dev.understanding.english.calendar import CALENDAR
from dev.understanding.english.durations import DURATIONS
from dev.understanding.english.numbers import number_at
from dev.understanding.stays import Arrival, arrival_at, ending_at
from dev.understanding.words import words_of

TODAY = date(2027, 3, 3)
DAYS = Calendar(CALENDAR, day_first=False)
duration_at = Durations(DURATIONS).at
WORDS = "zero one two three four five six seven eight nine ten eleven twelve"


@pytest.mark.parametrize(
    ("said", "number", "length"),
    [
        ("7", 7, 1),
        ("1,000", 1000, 1),
        ("zero", 0, 1),
        ("twenty-one", 21, 2),
        ("a hundred and five", 105, 4),
        ("two hundred", 200, 2),
        ("three thousand two hundred", 3200, 4),
        ("two three", 2, 1),
        ("twenty twelve", 20, 1),
        ("five and", 5, 1),
    ],
)
def test_reads_numbers_in_digits_and_words(said: str, number: int, length: int) -> None:
    assert number_at(words_of(said), 0) == (number, length)


def test_what_is_no_number_is_none() -> None:
    assert number_at(words_of("many"), 0) is None
    assert number_at(words_of("a"), 0) is None
    assert number_at(words_of(""), 0) is None


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("3 nights", "P3D"),
        ("one night", "P1D"),
        ("two days", "P2D"),
        ("a week", "P1W"),
        ("two weeks", "P2W"),
        ("a fortnight", "P2W"),
        ("a couple of nights", "P2D"),
        ("2 full nights", "P2D"),
        ("0 nights", "P0D"),
        ("500 nights", "P500D"),
        ("two weeks and three days", "P17D"),
        ("4 days and 3 nights", "P3D"),
        ("a week and two nights", "P9D"),
        ("ten minutes", "PT10M"),
        ("five hours ten minutes", "PT5H10M"),
        ("two years three hours ten minutes", "P2YT3H10M"),
        ("a month", "P1M"),
        ("half a day", "PT12H"),
        ("half an hour", "PT30M"),
        ("half a week", "P3DT12H"),
        ("half a month", "P15D"),
        ("a week and a half", "P10DT12H"),
        ("two and a half days", "P2DT12H"),
        ("two days and a half", "P2DT12H"),
        ("a fortnight and a half", "P3W"),
        ("a year and a half", "P1Y6M"),
        ("1.5 weeks", "P10DT12H"),
        ("1,5 weeks", "P10DT12H"),
        ("2.25 hours", "PT2H15M"),
        ("2.0 nights", "P2D"),
        ("0.5 days", "PT12H"),
        ("a month and two weeks", "P1M14D"),
    ],
)
def test_gives_durations_as_lex_documents_them(said: str, iso: str) -> None:
    assert duration_at(words_of(said), 0) == (iso, len(words_of(said)))


@pytest.mark.parametrize(
    "said",
    [
        "3",
        "weeks",
        "a",
        "three of them",
        "night",
        "2 more nights",
        "-1 nights",
        "half a night",
        "1.3 minutes",
    ],
)
def test_what_lacks_a_count_or_a_unit_is_no_duration(said: str) -> None:
    assert duration_at(words_of(said), 0) is None


@pytest.mark.parametrize(
    ("said", "arrival", "nights"),
    [
        ("March 5th to 8th", "2027-03-05", 3),
        ("March 5-8", "2027-03-05", 3),
        ("March 5 until April 2", "2027-03-05", 28),
        ("5 to 8 March", "2027-03-05", 3),
        ("the 5th to the 8th of May", "2027-05-05", 3),
        ("the 5th through the 8th", "2027-03-05", 3),
        ("December 30 to January 2", "2027-12-30", 3),
        ("Friday to Sunday", "2027-03-05", 2),
        ("2027-06-01 to 2027-06-08", "2027-06-01", 7),
        ("the 30th to the 2nd", "2027-03-30", 3),
        ("the 13th to 2 October", "2027-09-13", 19),
        ("the 31st to 2 July", "2027-03-31", 93),
    ],
)
def test_a_stay_is_known_by_both_its_ends(said: str, arrival: str, nights: int) -> None:
    words = words_of(said)

    begun = arrival_at(words, 0, calendar=DAYS, today=TODAY)

    assert begun
    assert begun.day.isoformat() == arrival
    ending = ending_at(
        words,
        begun.length,
        arrival=Arrival(day=begun.day, start=0, end=begun.length),
        calendar=DAYS,
        today=TODAY,
    )
    assert ending
    assert (ending.nights, begun.length + ending.length) == (nights, len(words))


@pytest.mark.parametrize("said", ["March 5", "March 8 to March 8", "March 5 to Paris", "tomorrow to today"])
def test_what_has_no_later_end_is_no_stay(said: str) -> None:
    words = words_of(said)

    begun = arrival_at(words, 0, calendar=DAYS, today=TODAY)

    assert begun
    arrival = Arrival(day=begun.day, start=0, end=begun.length)
    assert ending_at(words, begun.length, arrival=arrival, calendar=DAYS, today=TODAY) is None


@pytest.mark.parametrize(
    ("said", "nights"),
    [
        ("until Sunday", 2),
        ("leaving on the 8th", 3),
        ("checkout date is the 8th", 3),
        ("check out day is Sunday", 2),
        ("Sunday", None),
    ],
)
def test_until_counts_from_the_arrival_that_is_known(said: str, nights: int | None) -> None:
    arrival = Arrival(day=date(2027, 3, 5))

    ending = ending_at(words_of(said), 0, arrival=arrival, calendar=DAYS, today=TODAY)

    assert (ending.nights if ending else None) == nights


@given(
    count=st.integers(min_value=0, max_value=9999), unit=st.sampled_from(["night", "nights", "day", "days"])
)
def test_every_count_of_nights_is_read(count: int, unit: str) -> None:
    assert duration_at(words_of(f"{count} {unit}"), 0) == (f"P{count}D", 2)


@given(number=st.integers(min_value=0, max_value=12))
def test_a_number_means_the_same_in_words_and_in_digits(number: int) -> None:
    assert number_at(words_of(WORDS.split()[number]), 0) == number_at(words_of(str(number)), 0)
