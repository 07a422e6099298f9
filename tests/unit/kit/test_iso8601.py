"""Days and durations as engines write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.kit.iso8601 import read_day, read_days


@pytest.mark.parametrize(
    ("text", "days"), [("P7D", 7), ("P1W", 7), ("P2W", 14), ("P1W3D", 10), ("P0D", 0), ("P01D", 1)]
)
def test_weeks_and_days_are_counted_in_days(text: str, days: int) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "P1M",
        "P1Y",
        "P1Y2D",
        "PT24H",
        "P1DT12H",
        "P1.5W",
        "P",
        "",
        "7",
        "P7",
        "7D",
        "P-1D",
        "P1D2W",
        "P\u0667D",
        "P7D\n",
    ],
)
def test_what_is_not_weeks_and_days_is_no_number_of_days(text: str) -> None:
    with pytest.raises(ValueError, match="weeks and days"):
        read_days(text)


@given(weeks=st.integers(0, 9999), days=st.integers(0, 9999))
def test_a_duration_says_what_it_was_written_from(weeks: int, days: int) -> None:
    assert read_days(f"P{weeks}W{days}D") == 7 * weeks + days


@given(text=st.text(alphabet="P0123456789WDMYTH.-", max_size=12))
def test_any_text_is_a_number_of_days_or_refused(text: str) -> None:
    try:
        days = read_days(text)
    except ValueError:
        return

    assert days >= 0


def test_a_day_is_read() -> None:
    assert read_day("2026-09-01") == date(2026, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-09",
        "2026",
        "2026-W36",
        "2026-W36-WE",
        "20260901",
        "2026-02-30",
        "2026-09-01T00:00",
        "PRESENT_REF",
    ],
)
def test_what_is_not_one_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the standard library words some of them)
        read_day(text)
