"""Conditions on slots: what they mean, how they are read, and where they stop making sense."""

import pytest

from definition.condition import condition_json, holds
from definition.condition_text import ConditionSyntaxError, read_condition

SLOTS = {
    "Guests": "12",
    "Room": "Suite",
    "Price": "50 USD",
    "Day": "2027-09-01",
    "Stay": "P2W",
    "City": None,
    "Mood": "",
}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{Guests} > 8", True),
        ("{Guests} > 12", False),
        ("{Guests} >= 12", True),
        ("{Guests} < 12.5", True),
        ("{Guests} <= 11", False),
        ("{Guests} = 12", True),
        ("{Guests} != 12", False),
        ("{Guests} > -1", True),
        ('{Room} = "suite"', True),
        ("{Room} = 'double'", False),
        ('{Room} != "double"', True),
        ("{Price} > 49.5", True),
        ("{Room} > 5", False),
        ('{Day} < "2027-10-01"', True),
        ('{Stay} > "P10D"', True),
        ('{Stay} < "P10D"', False),
        ('{Stay} = "P14D"', True),
        ("{City} is empty", True),
        ("{Mood} is empty", True),
        ("{Nowhere} is empty", True),
        ("{Room} is empty", False),
        ("not {Room} is empty", True),
        ("{City} = 'x' or {Guests} = 12 and {Room} = 'x'", False),
        ("({City} is empty or {Guests} = 1) and {Room} = 'suite'", True),
        ("not ({Guests} > 8 and {Room} = 'suite')", False),
        ("not ({Guests} > 20 or {Room} = 'double')", True),
        ("NOT {Room} IS EMPTY AND {Guests} > 8", True),
        ("not not {Guests} > 8", True),
    ],
)
def test_a_condition_holds_or_not(condition: str, expected: bool) -> None:  # noqa: FBT001 (a table)
    assert holds(read_condition(condition), SLOTS) is expected


@pytest.mark.parametrize("sign", ["=", "!=", "<", "<=", ">", ">="])
def test_nothing_is_true_of_an_empty_slot_but_that_it_is_empty(sign: str) -> None:
    assert not holds(read_condition(f"{{City}} {sign} 1"), SLOTS)
    assert not holds(read_condition(f"not {{City}} {sign} 'x'"), SLOTS)


@pytest.mark.parametrize(
    ("condition", "at", "problem"),
    [
        ("", 0, "a comparison is missing"),
        ("{Guests}", 8, "an operator is missing"),
        ("{Guests} > ", 10, "a value is missing"),
        ("{Guests} > {Room}", 11, 'expected a value, but found "{Room}"'),
        ("{Guests} is full", 12, 'expected empty, but found "full"'),
        ("Guests > 8", 0, 'expected a comparison, but found "Guests"'),
        ("({Guests} > 8", 13, "a closing parenthesis is missing"),
        ("{Guests} > 8)", 12, 'expected the end, but found ")"'),
        ("{Guests} > 8 {Room} is empty", 13, 'expected the end, but found "{Room}"'),
        ("{Guests} > 8 and", 16, "a comparison is missing"),
        ('{Room} = "suite', 9, '""suite" makes no sense here'),
        ("{Guests} > 8€", 12, '"€" makes no sense here'),
        ("{Guests} > 1.2.3", 11, '"1.2.3" makes no sense here'),
    ],
)
def test_what_is_no_condition_is_refused_where_it_stops_making_sense(
    condition: str, at: int, problem: str
) -> None:
    with pytest.raises(ConditionSyntaxError) as refusal:
        read_condition(condition)

    assert (refusal.value.at, refusal.value.problem) == (at, problem)
    assert refusal.value.advice


def test_a_condition_travels_as_json() -> None:
    condition = read_condition("{Guests} > 8 and ({Room} = 'suite' or not {City} is empty)")

    assert condition_json(condition) == {
        "all": [
            {"slot": "Guests", "is": ">", "than": 8},
            {"any": [{"slot": "Room", "is": "=", "than": "suite"}, {"slot": "City", "is": "filled"}]},
        ]
    }


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *[("=>", ">="), ("=<", "<="), ("<>", "!="), ("==", "="), ("===", "=")],
        *[("&&", "and"), ("&", "and"), ("||", "or"), ("|", "or"), ("!", "not")],
    ],
)
def test_an_operator_of_another_language_gets_the_one_that_is_meant(written: str, meant: str) -> None:
    with pytest.raises(ConditionSyntaxError) as refusal:
        read_condition(f"{{Guests}} {written} 8")

    assert refusal.value.problem == f'"{written}" is no operator'
    assert (refusal.value.at, refusal.value.advice) == (9, f"write {meant}")
