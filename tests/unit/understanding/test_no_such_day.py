"""A day that the calendar does not have becomes no other. The day is Wednesday, March 3, 2027."""

import pytest

from tests.unit.understanding.reading import values


@pytest.mark.parametrize(
    "said",
    [
        "the 30th of February",
        "February 30th",
        "30 February",
        "Friday the 31st of June",
        "the fifth Friday of February",
        "2/30/2027",
        "30.2.2027",
    ],
)
def test_a_day_that_is_not_there_is_no_other(said: str) -> None:
    assert values("AMAZON.Date", said) == []
    assert values("AMAZON.Date", f"a room from {said} please") == []


@pytest.mark.parametrize(
    ("said", "arrival"),
    [
        ("from the 5th to the 31st of June", []),
        ("June 31 to July 3", []),
        ("from June 31 until July 3", []),
        ("from May 30 to June 31", ["2027-05-30"]),
    ],
)
def test_nor_is_the_other_end_of_a_stay_a_date_by_itself(said: str, arrival: list[str]) -> None:
    assert values("AMAZON.Date", said) == arrival
    assert values("AMAZON.Duration", said) == []


def test_another_date_beside_it_counts() -> None:
    assert values("AMAZON.Date", "not on June 31 but July 1") == ["2027-07-01"]


@pytest.mark.parametrize(
    "said", ["5/5 stars", "rated 4/5", "a 9/10 rating", "with a score of 9/10", "a 1/2 day tour"]
)
def test_a_mark_is_no_date(said: str) -> None:
    assert values("AMAZON.Date", said) == []


@pytest.mark.parametrize("said", ["9/1 for 2 people", "9/1 2 nights", "on 9/1"])
def test_a_date_in_digits_beside_numbers_is_one(said: str) -> None:
    assert values("AMAZON.Date", said) == ["2027-09-01"]
