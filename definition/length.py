"""How long a duration of ISO 8601 is, so that two of them can be compared."""

import re

_DAYS = {"Y": 365.0, "M": 30.0, "W": 7.0, "D": 1.0}
_PARTS_OF_DAY = {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}
_DURATION = re.compile(r"P(?=.)(?P<days>(?:\d+[YMWD])*)(?:T(?=.)(?P<times>(?:\d+[HMS])*))?")


def days_of(duration: str) -> float | None:
    """Give a duration in days, a month as 30 and a year as 365 of them; None where it is no duration."""
    found = _DURATION.fullmatch(duration)
    if found is None:
        return None
    return _sum(found["days"], _DAYS) + _sum(found["times"] or "", _PARTS_OF_DAY)


def _sum(parts: str, worth: dict[str, float]) -> float:
    return sum(int(number) * worth[unit] for number, unit in re.findall(r"(\d+)(\w)", parts))
