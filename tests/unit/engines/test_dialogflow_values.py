"""Dialogflow's parameters as the values of slots."""

from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from lambdas.engines.dialogflow.values import value_of


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (None, ""),
        ("", ""),
        ([], ""),
        ({}, ""),
        ("double", "double"),
        (" double ", "double"),
        (3.0, "3"),
        (3.5, "3.5"),
        (0, "0"),
        (True, "true"),
        (["", "x"], ""),
        (["Paris", "Rome"], "Paris"),
        ("2027-09-01T12:00:00+02:00", "2027-09-01"),
        ("2027-09-01T12:00:00Z", "2027-09-01"),
        ("2027-09-01T17:30:00.5-0700", "2027-09-01T17:30:00.5-0700"),
        ({"amount": 7, "unit": "day"}, "P7D"),
        ({"amount": 1, "unit": "wk"}, "P1W"),
        ({"amount": 2, "unit": "h"}, "PT2H"),
        ({"amount": 45, "unit": "min"}, "PT45M"),
        ({"amount": 30, "unit": "s"}, "PT30S"),
        ({"amount": 2, "unit": "mo"}, "P2M"),
        ({"amount": 1, "unit": "yr"}, "P1Y"),
        ({"amount": 0.5, "unit": "yr"}, "P6M"),
        ({"amount": 1, "unit": "decade"}, "P10Y"),
        ({"amount": 1.5, "unit": "day"}, "P1DT12H"),
        ({"amount": 1.5, "unit": "wk"}, "P10DT12H"),
        ({"amount": 0.5, "unit": "h"}, "PT30M"),
        ({"amount": 0, "unit": "day"}, "P0D"),
        ({"amount": 10, "unit": "ms"}, "PT0S"),
        ({"amount": 3, "unit": "km"}, "3 km"),
        ({"amount": 50, "currency": "USD"}, "50 USD"),
        ({"amount": 9.99, "currency": "EUR"}, "9.99 EUR"),
        ({"city": "London", "country": "", "admin-area": ""}, "London"),
        ({"country": "France", "city": "", "admin-area": "Normandy"}, "Normandy"),
        ({"country": "France", "city": ""}, "France"),
        ({"name": "Ann"}, "Ann"),
        ({"date_time": "2027-09-01T12:00:00Z"}, "2027-09-01"),
        ({"startDate": "2027-09-01T12:00:00Z", "endDate": "2027-09-03T12:00:00Z"}, "2027-09-01"),
        ({"odd": "one"}, "one"),
        ({"odd": "", "even": ""}, ""),
        ({"b": "2", "a": "1"}, '{"a":"1","b":"2"}'),
    ],
)
def test_a_value_is_written_as_lex_writes_it(given: Any, value: str) -> None:  # noqa: ANN401 (any JSON)
    assert value_of(given) == value


@pytest.mark.parametrize(
    ("given", "slot_type", "value"),
    [
        ("2027-09-01T17:30:00-07:00", "AMAZON.Time", "17:30"),
        ("2027-09-01T12:00:00-07:00", "AMAZON.Time", "12:00"),
        ("2027-09-01T17:30:00-07:00", "AMAZON.Date", "2027-09-01"),
        ("20%", "AMAZON.Percentage", "20"),
        ({"country": "France", "city": "Paris"}, "AMAZON.Country", "France"),
        ({"startTime": "2027-09-01T09:00:00Z", "endTime": "2027-09-01T10:00:00Z"}, "AMAZON.Time", "09:00"),
    ],
)
def test_the_type_of_a_slot_says_what_a_value_means(given: Any, slot_type: str, value: str) -> None:  # noqa: ANN401
    assert value_of(given, slot_type) == value


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["amount", "unit", "currency", "city", "country", "startDate", "name", "x"]),
            inner | st.sampled_from(["day", "wk", "yr", "s"]),
            max_size=4,
        )
    ),
    max_leaves=6,
)


@drawn(given=JSON, slot_type=st.sampled_from(["", "AMAZON.Date", "AMAZON.Time", "AMAZON.Percentage"]))
def test_whatever_comes_is_text(given: Any, slot_type: str) -> None:  # noqa: ANN401 (any JSON)
    assert isinstance(value_of(given, slot_type), str)
