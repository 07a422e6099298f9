"""Values in the forms that Dialogflow gives them by their entity type.

Source: https://cloud.google.com/dialogflow/es/docs/reference/system-entities
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

Json = object

_UNITS = {"W": ("wk", 604_800), "D": ("day", 86_400), "Y": ("yr", 31_536_000), "M": ("mo", 2_592_000)}
_TIME_UNITS = {"H": ("h", 3_600), "M": ("min", 60), "S": ("s", 1)}
_MINUTE_S = 60


def parameter_value(value: str, entity_type: str, *, today: date) -> Json:
    """Give an interpreted value (``P1W``, ``2027-09-01``, ``50 USD``) as a parameter has it."""
    if entity_type == "@sys.time":
        return f"{today.isoformat()}T{value}:00+00:00"
    write = _WRITTEN.get(entity_type)
    return write(value) if write else value


def _date(value: str) -> Json:
    return f"{value}T12:00:00+00:00"


def _number(value: str) -> Json:
    number = float(value)
    return int(number) if number.is_integer() else number


def _money(value: str) -> Json:
    amount, _, currency = value.partition(" ")
    return {"amount": _number(amount), "currency": currency or "USD"}


def _percentage(value: str) -> Json:
    return f"{value.rstrip('%')}%"


def _duration(value: str) -> Json:
    """Give a duration in its one unit; one of several units in minutes or seconds."""
    days, _, times = value.removeprefix("P").partition("T")
    parts = [
        (int(number), *units[unit])
        for text, units in ((days, _UNITS), (times, _TIME_UNITS))
        for number, unit in re.findall(r"(\d+)([A-Z])", text)
    ]
    if len(parts) == 1:
        return {"amount": parts[0][0], "unit": parts[0][1]}
    seconds = sum(number * worth for number, _, worth in parts)
    if seconds % _MINUTE_S:
        return {"amount": seconds, "unit": "s"}
    return {"amount": seconds // _MINUTE_S, "unit": "min"}


_WRITTEN: Mapping[str, Callable[[str], Json]] = {
    "@sys.date": _date,
    "@sys.duration": _duration,
    "@sys.number": _number,
    "@sys.percentage": _percentage,
    "@sys.unit-currency": _money,
}
