"""When a turn of an example came as written."""

import pytest

from definition.examples import ExampleTurn
from dev.held import Got, difference, same_value
from lambdas.domain.reply import Login, Text

TURN = ExampleTurn(
    line=4, person="two nights", bot="For *?", choices=None, intent="Book", slots={"Nights": "P1W"}
)


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ("P1W", "P7D"),
        ("PT90M", "PT1H30M"),
        ("5", "5.0"),
        ("350.5 USD", "350.50 USD"),
        ("London", "London"),
        ("2027-09-01", "2027-09-01"),
    ],
)
def test_values_are_the_same_however_they_are_written(value: str, other: str) -> None:
    assert same_value(value, other)


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ("P1W", "P8D"),
        ("5", "6"),
        ("5 USD", "5 EUR"),
        ("P1W", "1"),
        ("London", "Paris"),
        ("2027-09-01", "2027-09-02"),
    ],
)
def test_other_values_are_not_the_same(value: str, other: str) -> None:
    assert not same_value(value, other)


def test_an_invitation_to_sign_in_is_looked_at_by_its_words() -> None:
    invited = ExampleTurn(line=4, person="my bookings", bot="Sign in.", choices=None, intent=None, slots={})

    assert difference(invited, Got(parts=(Login(text="Sign in."),), intent=None, slots={})) is None
    assert difference(invited, Got(parts=(Login(text="Who are you?"),), intent=None, slots={}))


def test_a_turn_that_came_as_written_has_no_difference() -> None:
    got = Got(parts=[Text(text="For how many?")], intent="Book", slots={"Nights": "P7D", "City": "Rome"})

    assert difference(TURN, got) is None


@pytest.mark.parametrize(
    "got",
    [
        Got(parts=[Text(text="How many?")], intent="Book", slots={"Nights": "P1W"}),
        Got(parts=[Text(text="For one?"), Text(text="More?")], intent="Book", slots={"Nights": "P1W"}),
        Got(parts=[Text(text="For one?")], intent=None, slots={"Nights": "P1W"}),
        Got(parts=[Text(text="For one?")], intent="Book", slots={}),
    ],
)
def test_other_words_another_intent_or_another_value_are_a_difference(got: Got) -> None:
    assert difference(TURN, got) is not None
