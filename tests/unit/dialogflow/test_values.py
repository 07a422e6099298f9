"""Values as Dialogflow's parameters, which the platform reads as the same values again."""

from datetime import date

import pytest

from definition.dialogflow.entities import SYSTEM_TYPES
from dev.dialogflow.values import parameter_value
from lambdas.engines.dialogflow.values import value_of

TODAY = date(2027, 3, 1)
VALUES = [
    ("AMAZON.City", "London", "London"),
    ("AMAZON.Date", "2027-09-01", "2027-09-01T12:00:00+00:00"),
    ("AMAZON.Time", "17:30", "2027-03-01T17:30:00+00:00"),
    ("AMAZON.Duration", "P1W", {"amount": 1, "unit": "wk"}),
    ("AMAZON.Duration", "P3D", {"amount": 3, "unit": "day"}),
    ("AMAZON.Duration", "P2M", {"amount": 2, "unit": "mo"}),
    ("AMAZON.Duration", "P1Y", {"amount": 1, "unit": "yr"}),
    ("AMAZON.Duration", "PT2H", {"amount": 2, "unit": "h"}),
    ("AMAZON.Duration", "PT45M", {"amount": 45, "unit": "min"}),
    ("AMAZON.Duration", "PT30S", {"amount": 30, "unit": "s"}),
    ("AMAZON.Number", "12", 12),
    ("AMAZON.Number", "2.5", 2.5),
    ("AMAZON.Percentage", "20", "20%"),
    ("AMAZON.FreeFormInput", "no problems", "no problems"),
    ("Parley.Money", "50 USD", {"amount": 50, "currency": "USD"}),
    ("Parley.Money", "9.5 EUR", {"amount": 9.5, "currency": "EUR"}),
]


@pytest.mark.parametrize(("slot_type", "value", "parameter"), VALUES)
def test_a_value_has_the_form_of_its_entity_type(slot_type: str, value: str, parameter: object) -> None:
    assert parameter_value(value, SYSTEM_TYPES[slot_type], today=TODAY) == parameter


@pytest.mark.parametrize(("slot_type", "value"), [(slot_type, value) for slot_type, value, _ in VALUES])
def test_the_platform_reads_the_same_value_again(slot_type: str, value: str) -> None:
    assert value_of(parameter_value(value, SYSTEM_TYPES[slot_type], today=TODAY), slot_type) == value


@pytest.mark.parametrize(
    ("value", "parameter"),
    [
        ("PT1H30M", {"amount": 90, "unit": "min"}),
        ("P1DT12H", {"amount": 2160, "unit": "min"}),
        ("PT1M5S", {"amount": 65, "unit": "s"}),
    ],
)
def test_a_duration_of_several_units_is_written_in_one(value: str, parameter: object) -> None:
    assert parameter_value(value, "@sys.duration", today=TODAY) == parameter


def test_money_without_a_currency_is_in_dollars() -> None:
    assert parameter_value("50", "@sys.unit-currency", today=TODAY) == {"amount": 50, "currency": "USD"}


def test_a_value_of_a_bots_own_type_is_itself() -> None:
    assert parameter_value("double", "@RoomType", today=TODAY) == "double"
