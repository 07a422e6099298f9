"""Planning a business trip and reporting one: what is asked again, summed up and written down."""

from datetime import date
from decimal import Decimal

import pytest

from lambdas.domain.intent import Action
from lambdas.domain.trips import Amount, Purpose
from tests.unit.intents.hotels import offered, said
from tests.unit.intents.trips import Office, a_report_call, a_trip_call


def test_a_trip_is_summed_up_with_a_yes_or_no() -> None:
    outcome = Office().hears(a_trip_call())

    assert outcome.action is Action.CONFIRM
    assert said(outcome).splitlines()[1:7] == [
        "From: Berlin",
        "To: Paris",
        "Leaving: December 1, 2026",
        "Back: December 4, 2026",
        "Purpose: conference",
        "Cost centre: CC-4711",
    ]
    assert offered(outcome) == ["Yes", "No"]


@pytest.mark.parametrize(
    ("slots", "slot", "words"),
    [
        ({"To": "Berlin"}, "To", "You leave from Berlin already."),
        ({"Departure": "2026-09-01"}, "Departure", "September 1, 2026 is in the past."),
        ({"Departure": "2026-11-21"}, "Departure", "November 21, 2026 is in the past."),
        ({"Departure": "2028-12-01"}, "Departure", "I can plan up to 500 days ahead."),
        ({"Departure": "2026-W49"}, "Departure", "I need one day."),
        ({"Return": "2026-W49"}, "Return", "I need one day."),
        ({"Return": "2026-11-30"}, "Return", "You leave on December 1, 2026."),
        ({"Return": "2027-03-02"}, "Return", "A trip may take 90 days at most."),
        ({"CostCentre": "AB"}, "CostCentre", "A cost centre has 3 to 12 letters and digits"),
        ({"CostCentre": "ABCD"}, "CostCentre", "A cost centre has 3 to 12 letters and digits"),
        ({"CostCentre": "1234567890123"}, "CostCentre", "A cost centre has 3 to 12 letters and digits"),
        ({"Purpose": "customer"}, "Customer", "Which customer do you visit?"),
    ],
)
def test_what_cannot_be_is_asked_for_again(slots: dict[str, str | None], slot: str, words: str) -> None:
    outcome = Office().hears(a_trip_call(slots))

    assert (outcome.action, outcome.slot) == (Action.ELICIT_SLOT, slot)
    assert said(outcome).startswith(words)


@pytest.mark.parametrize("slots", [{"Return": "2026-12-01"}, {"Return": "2027-03-01"}, {"CostCentre": "123"}])
def test_the_shortest_and_the_longest_are_taken(slots: dict[str, str | None]) -> None:
    outcome = Office().hears(a_trip_call(slots))

    assert outcome.action is Action.CONFIRM


def test_a_trip_that_begins_today_is_taken() -> None:
    outcome = Office().hears(a_trip_call({"Departure": "2026-11-22"}))

    assert outcome.action is Action.CONFIRM


@pytest.mark.parametrize("slot", ["From", "To", "Departure", "Return", "Purpose", "CostCentre"])
def test_what_is_missing_is_left_to_the_engine(slot: str) -> None:
    outcome = Office().hears(a_trip_call({slot: None}))

    assert outcome.action is Action.DELEGATE


def test_a_yes_plans_what_was_summed_up_and_tells_the_number() -> None:
    office = Office()

    outcome = office.confirmed(a_trip_call({"Purpose": "customer", "Customer": "Acme"}))

    (planned,) = office.trips.planned.values()
    assert outcome.action is Action.CLOSE_FULFILLED
    assert said(outcome).startswith(f"Your trip is planned. Its number is {planned.number}: Berlin to Paris")
    assert (planned.trip.leaves, planned.trip.returns) == (date(2026, 12, 1), date(2026, 12, 4))
    assert (planned.trip.purpose, planned.trip.customer) == (Purpose.CUSTOMER, "Acme")


def test_a_customer_of_an_earlier_purpose_is_not_kept() -> None:
    office = Office()

    office.confirmed(a_trip_call({"Purpose": "meeting", "Customer": "Acme"}))

    (planned,) = office.trips.planned.values()
    assert planned.trip.customer == ""


def test_a_cost_centre_is_written_in_capitals_without_spaces() -> None:
    office = Office()

    office.confirmed(a_trip_call({"CostCentre": "cc 4711"}))

    (planned,) = office.trips.planned.values()
    assert planned.trip.cost_centre == "CC4711"


@pytest.mark.parametrize(
    ("slots", "slot", "words"),
    [
        ({"Days": "PT3H"}, "Days", "I count whole days, 1 to 90 of them."),
        ({"Days": "P0D"}, "Days", "I count whole days, 1 to 90 of them."),
        ({"Days": "P91D"}, "Days", "I count whole days, 1 to 90 of them."),
        ({"Spent": "much"}, "Spent", "I did not catch the amount."),
        ({"Spent": "NaN"}, "Spent", "I did not catch the amount."),
        ({"Spent": "-1 USD"}, "Spent", "I did not catch the amount."),
        ({"Spent": "100001 USD"}, "Spent", "I can file up to 100,000 USD myself."),
    ],
)
def test_of_a_report_too_what_cannot_be_is_asked_for_again(
    slots: dict[str, str | None], slot: str, words: str
) -> None:
    outcome = Office().hears(a_report_call(slots))

    assert (outcome.action, outcome.slot) == (Action.ELICIT_SLOT, slot)
    assert said(outcome).startswith(words)


@pytest.mark.parametrize("slot", ["City", "Days", "Spent", "Remarks"])
def test_what_is_missing_of_a_report_is_left_to_the_engine(slot: str) -> None:
    outcome = Office().hears(a_report_call({slot: None}))

    assert outcome.action is Action.DELEGATE


def test_a_yes_files_the_report_and_tells_the_number() -> None:
    office = Office()

    outcome = office.confirmed(a_report_call())

    (filed,) = office.trips.filed.values()
    assert outcome.action is Action.CLOSE_FULFILLED
    assert said(outcome) == f"Your report is filed. Its number is {filed.number}: Paris, 3 days, 480.50 EUR."
    assert filed.report.spent == Amount(value=Decimal("480.50"), currency="EUR")


def test_an_amount_without_a_currency_is_in_the_usual_one() -> None:
    office = Office()

    office.confirmed(a_report_call({"Spent": "50"}))

    (filed,) = office.trips.filed.values()
    assert filed.report.spent == Amount(value=Decimal(50), currency="USD")
