"""Days of the calendar, without words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dev.understanding.calendar_days import (
    coming,
    easter,
    last_of_month,
    later,
    months_later,
    next_in_month,
    nth_weekday,
    of_week,
)

DAYS = st.dates(min_value=date(1600, 1, 1), max_value=date(9900, 1, 1))


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "1961-04-02"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2038, "2038-04-25")]
)
def test_easter_is_where_the_church_has_it(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


def test_the_fourth_thursday_and_the_last_monday_are_found() -> None:
    assert nth_weekday(2026, 11, 3, 4) == date(2026, 11, 26)
    assert nth_weekday(2027, 5, 0, 0) == date(2027, 5, 31)
    assert nth_weekday(2027, 9, 0, 1) == date(2027, 9, 6)


def test_a_month_after_january_31_is_the_last_of_february() -> None:
    assert months_later(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_later(date(2027, 12, 15), -12) == date(2026, 12, 15)
    assert months_later(date(2027, 1, 1), 12 * 9000) is None


def test_there_is_no_day_past_the_calendars_ends() -> None:
    assert later(date.max, 1) is None
    assert coming(0, date.max) is None
    assert next_in_month(1, date.max) is None
    assert last_of_month(date.max) == date.max


@given(today=DAYS, weekday=st.integers(min_value=0, max_value=6))
def test_the_coming_day_is_one_to_seven_days_away(today: date, weekday: int) -> None:
    found = coming(weekday, today)

    assert found
    assert found.weekday() == weekday
    assert 1 <= (found - today).days <= 7


@given(today=DAYS, weekday=st.integers(min_value=0, max_value=6))
def test_next_week_begins_after_this_weeks_sunday(today: date, weekday: int) -> None:
    found, sunday = of_week(weekday, today, weeks=1), of_week(6, today, weeks=0)

    assert found
    assert sunday
    assert 1 <= (found - sunday).days <= 7
