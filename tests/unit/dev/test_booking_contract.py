"""The published contract of a booking service: a sound OpenAPI file that refuses what it does not have."""

import pytest
import yaml
from openapi_spec_validator import validate

from dev.bookings.contract import FILE, BrokenContractError, read_contract

CONTRACT = read_contract()
KEY = '"' + "0f" * 32 + '"'
ORDER: dict[str, object] = {
    "owner": "ann",
    "city": "London",
    "check_in": "2026-12-01",
    "nights": 7,
    "room": "double",
}


def test_the_file_is_openapi() -> None:
    validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def test_an_order_as_documented_is_taken() -> None:
    CONTRACT.check_order(ORDER, key=KEY)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ([], "body: "),
        ({}, "'owner' is a required property"),
        (ORDER | {"note": "hi"}, "'note' was unexpected"),
        (ORDER | {"city": ""}, "body.city: "),
        (ORDER | {"check_in": "tomorrow"}, "body.check_in: "),
        (ORDER | {"check_in": "2026-02-30"}, "body.check_in: "),
        (ORDER | {"nights": 31}, "body.nights: "),
        (ORDER | {"nights": "7"}, "body.nights: "),
        (ORDER | {"room": "penthouse"}, "body.room: "),
    ],
)
def test_any_other_order_is_refused_by_its_place(order: object, said: str) -> None:
    with pytest.raises(BrokenContractError) as refusal:
        CONTRACT.check_order(order, key=KEY)

    assert said in str(refusal.value)


@pytest.mark.parametrize("key", [None, "", "0f" * 32, '"0f"', KEY.upper()])
def test_a_key_that_is_none_is_refused(key: str | None) -> None:
    with pytest.raises(BrokenContractError, match="Idempotency-Key"):
        CONTRACT.check_order(ORDER, key=key)


@pytest.mark.parametrize(
    ("status", "body"), [(201, {}), (409, {"code": "sold out"}), (409, {"code": "limited"}), (500, None)]
)
def test_an_answer_that_is_not_documented_is_refused(status: int, body: object) -> None:
    with pytest.raises(BrokenContractError, match=f"answer {status}"):
        CONTRACT.check_answer(status, body)


@pytest.mark.parametrize("person", [None, "Bearer head.claims.signature"])
def test_a_person_s_own_token_may_come_with_an_order_and_with_a_list(person: str | None) -> None:
    CONTRACT.check_order(ORDER, key=KEY, person=person)
    CONTRACT.check_list("ann", person=person)


@pytest.mark.parametrize(
    "person", ["", "head.claims.signature", "Bearer head", "Basic a.b.c", "Bearer a.b.c, d"]
)
def test_what_is_no_person_s_token_is_refused(person: str) -> None:
    with pytest.raises(BrokenContractError, match="Person-Authorization"):
        CONTRACT.check_order(ORDER, key=KEY, person=person)
    with pytest.raises(BrokenContractError, match="Person-Authorization"):
        CONTRACT.check_list("ann", person=person)


@pytest.mark.parametrize("owner", [None, "", "x" * 129])
def test_a_list_is_wanted_of_somebody(owner: str | None) -> None:
    with pytest.raises(BrokenContractError, match="owner"):
        CONTRACT.check_list(owner)


def test_a_list_of_anything_but_bookings_is_refused() -> None:
    CONTRACT.check_answer(200, {"bookings": []}, method="get")

    with pytest.raises(BrokenContractError, match="answer 200"):
        CONTRACT.check_answer(200, {"bookings": [{}]}, method="get")
