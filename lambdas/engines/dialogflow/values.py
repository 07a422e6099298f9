"""Dialogflow's parameters as the values of slots, written as Lex writes them.

``{"amount": 3, "unit": "day"}`` is ``P3D``, ``2027-09-01T12:00:00+02:00`` is ``2027-09-01``.
Source: https://cloud.google.com/dialogflow/es/docs/reference/system-entities
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

# Amounts of these units are whole seconds, so that a part of one can be written.
SECONDS: Final = {"wk": 604_800, "day": 86_400, "h": 3_600, "min": 60, "s": 1, "ms": 0.001}
MONTHS: Final = {"mo": 1, "yr": 12, "decade": 120, "century": 1_200}
WRITTEN: Final = {"wk": "P{}W", "day": "P{}D", "h": "PT{}H", "min": "PT{}M", "s": "PT{}S"}
MOMENT: Final = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)T(?P<time>\d\d:\d\d)(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
NOON: Final = "12:00"
"""The time that a day without one comes with."""


def value_of(given: Any, slot_type: str = "") -> str:  # noqa: ANN401 (any JSON)
    """A slot's value, empty where nothing was said; without a slot's type a moment at noon is a day."""
    match given:
        case None | "" | []:
            return ""
        case [first, *_]:
            return value_of(first, slot_type)
        case bool():
            return str(given).lower()
        case int() | float():
            return _number(given)
        case str():
            return _text(given.strip(), slot_type)
        case _:
            return _struct(given, slot_type)


def _number(given: float) -> str:
    return str(int(given)) if isinstance(given, int) or given.is_integer() else str(given)


def _text(given: str, slot_type: str) -> str:
    if slot_type == "AMAZON.Percentage":
        return given.rstrip("% ")
    moment = MOMENT.fullmatch(given)
    if moment is None:
        return given
    if slot_type == "AMAZON.Time":
        return moment["time"]
    return moment["day"] if slot_type == "AMAZON.Date" or moment["time"] == NOON else given


def _struct(given: Mapping[str, Any], slot_type: str) -> str:
    """A structure by the members it has; one that is not known by its only value, else as JSON."""
    for members, written in STRUCTS.items():
        if set(members) <= set(given):
            try:
                return written(given, slot_type)
            except (ValueError, TypeError, OverflowError):
                break
    told = [value_of(member, slot_type) for member in given.values()]
    said = [value for value in told if value]
    if len(said) > 1:
        return json.dumps(given, separators=(",", ":"), sort_keys=True)
    return said[0] if said else ""


def _duration(given: Mapping[str, Any], _: str) -> str:
    amount, unit = float(given["amount"]), given["unit"]
    if unit in MONTHS:
        months = round(amount * MONTHS[unit])
        return f"P{months}M" if months % 12 else f"P{months // 12}Y"
    if unit not in SECONDS:
        return f"{_number(amount)} {unit}"
    if amount.is_integer() and unit in WRITTEN:
        return WRITTEN[unit].format(int(amount))
    return _of_seconds(round(amount * SECONDS[unit]))


def _of_seconds(seconds: int) -> str:
    """The seconds as days, hours, minutes and seconds: 36 hours are ``P1DT12H``."""
    days, rest = divmod(seconds, 86_400)
    counted = zip((rest // 3_600, rest % 3_600 // 60, rest % 60), "HMS", strict=True)
    times = "".join(f"{number}{unit}" for number, unit in counted if number)
    whole = f"{days}D" if days else ""
    return f"P{whole}T{times}" if times else f"P{whole or 'T0S'}"


def _money(given: Mapping[str, Any], _: str) -> str:
    return f"{_number(float(given['amount']))} {given['currency']}"


def _member(*names: str) -> Callable[[Mapping[str, Any], str], str]:
    """The first of some members that has a value."""

    def told(given: Mapping[str, Any], slot_type: str) -> str:
        values = (value_of(given.get(name), slot_type) for name in names)
        return next((value for value in values if value), "")

    return told


def _place(given: Mapping[str, Any], slot_type: str) -> str:
    """The most exact part of a place, or the country where that is wanted."""
    named = ("country",) if slot_type == "AMAZON.Country" else ("city", "admin-area", "country")
    return _member(*named)(given, slot_type)


STRUCTS: Final[Mapping[tuple[str, ...], Callable[[Mapping[str, Any], str], str]]] = {
    ("amount", "unit"): _duration,
    ("amount", "currency"): _money,
    ("startDate",): _member("startDate"),
    ("startDateTime",): _member("startDateTime"),
    ("startTime",): _member("startTime"),
    ("date_time",): _member("date_time"),
    ("country",): _place,
    ("city",): _member("city"),
    ("name",): _member("name"),
}
