"""Conditions on slots, as ``{Guests} > 8 and not {Room} is empty``: read, evaluated, written for engines.

A comparison with an empty slot never holds, whether it stands below ``not`` or not.
Source: https://docs.aws.amazon.com/lexv2/latest/dg/paths-branching.html (the operators; texts are compared
without regard to case, numbers by value, dates and times by the calendar, durations by their length).
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from definition.length import days_of

Operator: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">="]

OPPOSITES: Mapping[Operator, Operator] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_COMPARE: Mapping[Operator, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A slot's value against a constant: a number, or a text."""

    slot: str
    operator: Operator
    constant: float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Emptiness:
    """Whether a slot has no value, or has one."""

    slot: str
    empty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Every one of them holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """At least one of them holds."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = Comparison | Emptiness | AllOf | AnyOf


def holds(condition: Condition, slots: Mapping[str, str | None]) -> bool:
    """Tell whether a condition holds for slots by their interpreted values; one not there is empty."""
    match condition:
        case AllOf(parts=parts):
            return all(holds(part, slots) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(part, slots) for part in parts)
        case Emptiness(slot=slot, empty=empty):
            return (not slots.get(slot)) == empty
        case Comparison(slot=slot):
            value = slots.get(slot)
            return bool(value) and _compared(value or "", condition)


def opposite(condition: Condition) -> Condition:
    """Give the condition that stands for ``not``; a comparison with an empty slot holds in neither."""
    match condition:
        case AllOf(parts=parts):
            return AnyOf(parts=tuple(map(opposite, parts)))
        case AnyOf(parts=parts):
            return AllOf(parts=tuple(map(opposite, parts)))
        case Emptiness(slot=slot, empty=empty):
            return Emptiness(slot=slot, empty=not empty)
        case Comparison(slot=slot, operator=sign, constant=constant):
            return Comparison(slot=slot, operator=OPPOSITES[sign], constant=constant)


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """Give every comparison within a condition."""
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from comparisons(part)
        case Comparison():
            yield condition
        case Emptiness():
            return


def condition_json(condition: Condition) -> dict[str, object]:
    """Write a condition as JSON: ``{"slot": "Guests", "is": ">", "than": 8}``, ``{"all": […]}``."""
    match condition:
        case AllOf(parts=parts):
            return {"all": [condition_json(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [condition_json(part) for part in parts]}
        case Emptiness(slot=slot, empty=empty):
            return {"slot": slot, "is": "empty" if empty else "filled"}
        case Comparison(slot=slot, operator=sign, constant=constant):
            return {"slot": slot, "is": sign, "than": constant}


def _compared(value: str, comparison: Comparison) -> bool:
    """Compare by number, by length of time, or by letters, as the constant asks."""
    constant, compare = comparison.constant, _COMPARE[comparison.operator]
    if isinstance(constant, str):
        lengths = days_of(value), days_of(constant)
        if None not in lengths:
            return compare(*lengths)
        return compare(value.casefold(), constant.casefold())
    try:
        return compare(float(value.partition(" ")[0]), constant)  # an amount of money is "50 USD"
    except ValueError:
        return False
