"""Dates as people of a locale write them.

Source: https://cldr.unicode.org (dateFormatLength "long" of en and en-001)
"""

from datetime import date
from typing import Final

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(day: date, locale: str) -> str:
    """``September 1, 2026`` in America, ``1 September 2026`` in other English, else ``2026-09-01``."""
    month = MONTHS[day.month - 1]
    if locale == "en-US":
        return f"{month} {day.day}, {day.year}"
    if locale.partition("-")[0] == "en":
        return f"{day.day} {month} {day.year}"
    return day.isoformat()
