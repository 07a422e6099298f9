"""Dates as people say them. The day is Wednesday, March 3, 2027, unless a test says otherwise."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dev.understanding.calendar import Calendar
from dev.understanding.english.calendar import CALENDAR, MONTHS
from dev.understanding.words import words_of

WEDNESDAY = date(2027, 3, 3)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2080, 12, 31))


def read(text: str, *, today: date = WEDNESDAY, day_first: bool = False) -> str | None:
    """The date that the whole text is, in ISO; None when it is none, or not all of it."""
    words = words_of(text)
    calendar = Calendar(CALENDAR, day_first=day_first)
    found = calendar.date_at(words, 0, today=today) if words else None
    return found.day.isoformat() if found and found.length == len(words) else None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2027-09-01", "2027-09-01"),
        ("9/1/2027", "2027-09-01"),
        ("9/1/27", "2027-09-01"),
        ("9/1", "2027-09-01"),
        ("1/9", "2028-01-09"),
        ("25/12/2027", "2027-12-25"),
        ("1.9.2027", "2027-09-01"),
        ("September 1", "2027-09-01"),
        ("September 1.", "2027-09-01"),
        ("Sept. 1st, 2028", "2028-09-01"),
        ("sep first", "2027-09-01"),
        ("September the twenty-first", "2027-09-21"),
        ("1 September", "2027-09-01"),
        ("the 1st of September 2029", "2029-09-01"),
        ("February 1", "2028-02-01"),
        ("March 3", "2027-03-03"),
        ("March 2", "2028-03-02"),
        ("September 1, 2020", "2020-09-01"),
        ("Feb 29", "2028-02-29"),
        ("the 12th", "2027-03-12"),
        ("the second", "2027-04-02"),
        ("31st", "2027-03-31"),
        ("today", "2027-03-03"),
        ("tonight", "2027-03-03"),
        ("Tomorrow", "2027-03-04"),
        ("the day after tomorrow", "2027-03-05"),
        ("yesterday", "2027-03-02"),
        ("in 3 days", "2027-03-06"),
        ("in two weeks", "2027-03-17"),
        ("in a week", "2027-03-10"),
        ("a week from today", "2027-03-10"),
        ("3 days from tomorrow", "2027-03-07"),
        ("Wednesday", "2027-03-10"),
        ("this Wednesday", "2027-03-03"),
        ("friday", "2027-03-05"),
        ("this Friday", "2027-03-05"),
        ("next Friday", "2027-03-12"),
        ("Tuesday next week", "2027-03-09"),
        ("next weekend", "2027-03-13"),
        ("the weekend of June 5th", "2027-06-05"),
        ("the weekend of the 5th of June", "2027-06-05"),
        ("weekend of the 13th", "2027-03-13"),
        ("Tues", "2027-03-09"),
    ],
)
def test_reads_what_people_say(said: str, meant: str) -> None:
    assert read(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "February 30",
        "2027-02-29",
        "13/13/2027",
        "September 31",
        "12",
        "may",
        "soon",
        "in 0 days",
        "32nd",
        "next",
    ],
)
def test_what_no_calendar_has_is_no_date(said: str) -> None:
    assert read(said) is None


def test_outside_america_the_day_comes_first() -> None:
    assert read("9/1/2028", day_first=True) == "2028-01-09"


def test_the_31st_skips_months_without_one() -> None:
    assert read("the 31st", today=date(2027, 4, 1)) == "2027-05-31"


def test_next_week_begins_on_monday() -> None:
    sunday = date(2027, 3, 7)

    assert read("next monday", today=sunday) == "2027-03-08"
    assert read("next sunday", today=sunday) == "2027-03-14"


@given(day=DAYS, today=DAYS)
def test_a_whole_date_means_itself_however_it_is_written(day: date, today: date) -> None:
    month = next(name for name, number in MONTHS.items() if number == day.month)
    spellings = [
        day.isoformat(),
        f"{day.month}/{day.day}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{month} {day.day}, {day.year}",
        f"the {day.day} of {month} {day.year}",
    ]

    assert {read(spelling, today=today) for spelling in spellings} == {day.isoformat()}


@given(day=DAYS, today=DAYS)
def test_a_day_without_a_year_is_the_next_such_day(day: date, today: date) -> None:
    read_day = read(f"{day.month}/{day.day}", today=today)

    assert read_day is not None
    found = date.fromisoformat(read_day)
    assert (found.month, found.day) == (day.month, day.day)
    assert found >= today
    between = (today + timedelta(days=more) for more in range((found - today).days))
    assert not any((one.month, one.day) == (day.month, day.day) for one in between)
