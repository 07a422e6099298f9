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
