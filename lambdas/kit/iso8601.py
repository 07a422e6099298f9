"""Days and durations as engines write them, in ISO 8601.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-date.html,
built-in-slot-duration.html (``2026-09-01``; ``P7D``, ``P1W``)
"""

import re
from datetime import date
from typing import Final

DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WEEKS_AND_DAYS: Final = re.compile(r"P(?:(?P<weeks>[0-9]{1,4})W)?(?:(?P<days>[0-9]{1,4})D)?")
DAYS_IN_WEEK: Final = 7


def read_day(text: str) -> date:
    """The day that is written; raises ValueError for a month, a week or a season (``2026-W36``)."""
    if not DAY.fullmatch(text):
        raise ValueError("not one day")
    return date.fromisoformat(text)


def read_days(text: str) -> int:
    """How many days a duration of weeks and days has.

    Raises ValueError for any other: months and years have no fixed length, and a part of a day is no day.
    """
    found = WEEKS_AND_DAYS.fullmatch(text)
    if found is None or text == "P":
        raise ValueError("not a duration in weeks and days")
    return DAYS_IN_WEEK * int(found["weeks"] or 0) + int(found["days"] or 0)
