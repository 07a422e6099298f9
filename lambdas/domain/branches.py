"""Conditions of branches, for engines that have none of their own: whether one holds, by the slots.

They are JSON, as the definition is compiled to: ``{"slot": "Guests", "is": ">", "than": 8}``,
``{"slot": "Room", "is": "empty"}``, ``{"all": […]}``, ``{"any": […]}``. A comparison with an empty slot never
holds.
"""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

Slots = Mapping[str, str | None]
Compare = Callable[[Any, Any], bool]

COMPARE: Final[Mapping[str, Compare]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
DURATION: Final = re.compile(r"P(?=.)((?:\d+[YMWD])*)(?:T(?=.)((?:\d+[HMS])*))?")
DAYS: Final = {"Y": 365.0, "M": 30.0, "W": 7.0, "D": 1.0}
PARTS_OF_DAY: Final = {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}


def holds(condition: Mapping[str, Any], slots: Slots) -> bool:
    """Whether a condition holds for slots by their interpreted values; one that is not there is empty."""
    if "all" in condition:
        return all(holds(part, slots) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, slots) for part in condition["any"])
    value, sign = slots.get(condition["slot"]), condition["is"]
    if sign in {"empty", "filled"}:
        return bool(value) is (sign == "filled")
    return bool(value) and _compared(str(value), COMPARE[sign], condition["than"])


def _compared(value: str, compare: Compare, constant: float | str) -> bool:
    """By number, by length of time, or by letters, as the constant asks."""
    if isinstance(constant, str):
        lengths = _days(value), _days(constant)
        if None not in lengths:
            return compare(*lengths)
        return compare(value.casefold(), constant.casefold())
    try:
        return compare(float(value.partition(" ")[0]), constant)  # an amount of money is "50 USD"
    except ValueError:
        return False


def _days(duration: str) -> float | None:
    found = DURATION.fullmatch(duration)
    if found is None:
        return None
    return _sum(found[1], DAYS) + _sum(found[2] or "", PARTS_OF_DAY)


def _sum(parts: str, worth: Mapping[str, float]) -> float:
    return sum(int(number) * worth[unit] for number, unit in re.findall(r"(\d+)(\w)", parts))
