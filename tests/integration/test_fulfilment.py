"""The fulfilment Lambda from event to table, with the clock and the seal it really uses."""

import json
import logging
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import boto3
import pytest

from lambdas.fulfilment.answer import answer_lex
from lambdas.fulfilment.wiring import wire
from lambdas.kit.clock import SystemClock
from lambdas.kit.seal import HmacSeal
from tests.aws import Aws
from tests.booking_service import TOKEN, a_booking_service
from tests.calls import bots_json
from tests.lex_events import Event, a_lex_event, a_slot

SIGNING_KEY = "k" * 64
CLAIMS = {
    "owner": "ann",
    "turn": "t1",
    "bot": "travel",
    "installation": "web",
    "locale": "en-US",
    "scope": "intent:*",
}
Handle = Callable[[Event], Event]


@pytest.fixture
def wired(aws: Aws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Handle]:
    """What the handler does, wired as a cold start wires it; what is named is told it besides."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", aws.dynamodb.meta.region_name)
    bots_file = tmp_path / "bots.json"
    bots_file.write_text(bots_json(), encoding="utf-8")
    env = {
        "BOOKINGS_TABLE": "bookings",
        "BOOKINGS_URL": "",
        "BOOKINGS_TOKEN_ARN": "",
        "BOOKINGS_TIMEOUT_S": "3",
        "WEATHER_URL": "",
        "WEATHER_PLACES_URL": "",
        "WEATHER_TIMEOUT_S": "3",
        "ENVELOPE_KEY_ARN": a_secret("envelope", current=SIGNING_KEY, previous=""),
        "TOKENS_TABLE": "",
        "TOKENS_KEY_ARN": "",
        "LINK_FUNCTION": "",
        "RESULT_S": "172800",
        "WEBHOOK_SECRET_ARN": "",
    }
    return lambda **told: partial(answer_lex, app=wire(env | told, bots_file=bots_file))


@pytest.fixture
def handle(wired: Callable[..., Handle]) -> Handle:
    return wired()


def a_secret(name: str, **values: str) -> str:
    """The ARN of a secret."""
    vault = boto3.client("secretsmanager")
    return vault.create_secret(Name=name, SecretString=json.dumps(values))["ARN"]


def an_envelope(*, key: str = SIGNING_KEY, turn: str = "t1") -> str:
    clock = SystemClock()
    seal = HmacSeal(keys=lambda: (key.encode(),), now=clock.now)
    return seal.seal("envelope", CLAIMS | {"turn": turn}, expires=clock.now() + timedelta(seconds=60))


def in_ten_days() -> Event:
    return a_slot((SystemClock().now().date() + timedelta(days=10)).isoformat())


def a_yes(handle: Handle) -> Event:
    """What Lex sends after the summary and a yes."""
    event = a_lex_event(slots={"CheckIn": in_ten_days()}, envelope=an_envelope())
    summary = handle(event)
    return a_lex_event(
        slots={"CheckIn": in_ten_days()},
        source="FulfillmentCodeHook",
        confirmation="Confirmed",
        session_attributes=summary["sessionState"]["sessionAttributes"],
        envelope=an_envelope(turn="t2"),
    )


def booked(aws: Aws) -> list[dict[str, Any]]:
    return [row for row in aws.rows("bookings") if row["item"]["S"].startswith("BOOKING#")]


def test_a_summary_a_yes_and_a_booking(handle: Handle, aws: Aws) -> None:
    yes = a_yes(handle)

    answer = handle(yes)

    (booking,) = booked(aws)
    assert booking["owner"] == {"S": "ann"}
    assert date.fromisoformat(booking["check_in"]["S"]) > SystemClock().now().date()
    assert booking["number"]["S"] in answer["messages"][0]["content"]
    assert answer["sessionState"]["intent"]["state"] == "Fulfilled"


def test_a_yes_that_comes_twice_books_once_and_says_the_same(handle: Handle, aws: Aws) -> None:
    yes = a_yes(handle)

    answers = [handle(yes), handle(yes)]

    assert answers[0] == answers[1]
    assert len(booked(aws)) == 1


def test_a_stage_with_a_booking_service_books_there_and_keeps_only_the_results(
    wired: Callable[..., Handle], aws: Aws
) -> None:
    with a_booking_service(now=SystemClock().now) as service:
        token_arn = a_secret("bookings", token=TOKEN)
        handle = wired(BOOKINGS_URL=service.url, BOOKINGS_TOKEN_ARN=token_arn)

        answer = handle(a_yes(handle))

        (booking,) = service.service.booked.values()
    assert booking["number"] in answer["messages"][0]["content"]
    assert booked(aws) == []


def test_without_a_token_the_person_is_told_that_nothing_was_booked(wired: Callable[..., Handle]) -> None:
    token_arn = a_secret("bookings", token="")
    handle = wired(BOOKINGS_URL="https://bookings.invalid", BOOKINGS_TOKEN_ARN=token_arn)

    answer = handle(a_yes(handle))

    assert answer["sessionState"]["intent"]["state"] == "Failed"
    assert "nothing was booked" in answer["messages"][0]["content"]


@pytest.mark.parametrize("envelope", [None, "", "made.up", an_envelope(key="x" * 64)])
def test_without_a_good_envelope_nothing_is_done_and_the_person_is_told(
    handle: Handle, aws: Aws, envelope: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    yes = a_yes(handle)
    before = aws.rows("bookings")
    yes["requestAttributes"] = None if envelope is None else {"parley-envelope": envelope}

    with caplog.at_level(logging.INFO):
        caplog.clear()
        answer = handle(yes)

    assert aws.rows("bookings") == before
    assert answer["sessionState"]["intent"]["state"] == "Failed"
    assert answer["sessionState"]["dialogAction"] == {"type": "Close"}
    assert "nothing was booked" in answer["messages"][0]["content"]
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_an_intent_without_an_apology_leaves_it_to_the_engine(handle: Handle) -> None:
    event = a_lex_event()
    event["sessionState"]["intent"] = {"name": "Greet", "slots": {}}

    answer = handle(event)

    assert answer["sessionState"]["dialogAction"] == {"type": "Close"}
    assert "messages" not in answer


def test_an_event_that_is_not_lex_is_logged_and_raised(
    handle: Handle, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ValueError, match="not a Lex V2 event"):
        handle({"hello": "there"})

    assert [record.levelname for record in caplog.records] == ["ERROR"]
