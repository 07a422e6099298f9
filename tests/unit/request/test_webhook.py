"""One webhook call in, one status out."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

import pytest

from lambdas.domain.errors import Retryable
from lambdas.domain.ids import InstallationId
from lambdas.domain.turn import Delivery, Turn
from lambdas.request.webhook import answer_webhook, to_delivery
from lambdas.request.wiring import RequestApp
from tests.builders import a_turn
from tests.fakes.channel import CHALLENGE, FORGED, NOT_NOW, TOO_LARGE, TRIPPING, UNREADABLE, FakeInbound
from tests.fakes.turn_queue import MemoryTurnQueue

CALLED = "https://chat.example/webhooks"


def an_event(body: str = "{}", *, installation: str = "bot", encoded: bool = False) -> dict[str, Any]:
    return {
        "version": "2.0",
        "pathParameters": {"installation": installation},
        "headers": {"X-Proof": "yes"},
        "body": body,
        "isBase64Encoded": encoded,
    }


def an_app(queue: MemoryTurnQueue, turns: Sequence[Turn] = ()) -> RequestApp:
    return RequestApp(
        sockets={}, webhooks={InstallationId("bot"): FakeInbound(turns)}, webhooks_url=CALLED, queue=queue
    )


def test_a_delivery_is_accepted_once_its_turns_are_queued() -> None:
    queue = MemoryTurnQueue()

    answer = answer_webhook(an_event(), app=an_app(queue, [a_turn(event="1"), a_turn(event="2")]))

    assert answer == {"statusCode": 200}
    assert [turn.event for turn in queue.turns] == ["1", "2"]


def test_a_challenge_is_answered_with_what_the_channel_wants_to_read() -> None:
    answer = answer_webhook(an_event(CHALLENGE.decode()), app=an_app(MemoryTurnQueue()))

    headers = {"content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff"}
    assert answer == {"statusCode": 200, "headers": headers, "body": "challenge"}


def test_a_delivery_tells_how_and_by_which_address_it_was_called() -> None:
    event = an_event() | {
        "rawPath": "/v1/webhooks/bot",
        "rawQueryString": "a=b%20c",
        "headers": {"host": "evil.example"},
        "requestContext": {"domainName": "api.example", "http": {"method": "GET"}},
    }

    delivery = to_delivery(event, webhooks_url=CALLED)

    assert (delivery.method, delivery.query) == ("GET", "a=b%20c")
    assert delivery.urls == ("https://chat.example/webhooks/bot", "https://api.example/v1/webhooks/bot")


def test_a_delivery_is_posted_and_without_a_query_where_nothing_else_is_told() -> None:
    delivery = to_delivery(an_event(), webhooks_url=CALLED)

    assert (delivery.method, delivery.query) == ("POST", "")
    assert delivery.urls == ("https://chat.example/webhooks/bot", "https://")


def test_a_channel_is_told_by_which_address_of_the_stage_it_was_called() -> None:
    class Seeing(FakeInbound):
        def verify(self, delivery: Delivery) -> None:
            seen.append(delivery.urls[0])

    seen: list[str] = []
    app = RequestApp(
        sockets={},
        webhooks={InstallationId("bot"): Seeing()},
        webhooks_url=CALLED,
        queue=MemoryTurnQueue(),
    )

    answer_webhook(an_event(), app=app)

    assert seen == ["https://chat.example/webhooks/bot"]


def test_a_delivery_that_cannot_be_queued_is_called_for_again() -> None:
    queue = MemoryTurnQueue()
    queue.faults.fail("put", Retryable("queue down"))

    assert answer_webhook(an_event(), app=an_app(queue, [a_turn()])) == {"statusCode": 503}


@pytest.mark.parametrize(("body", "status"), [(FORGED, 401), (UNREADABLE, 400), (TOO_LARGE, 413)])
def test_what_is_never_taken_is_told_why_and_not_queued(body: bytes, status: int) -> None:
    queue = MemoryTurnQueue()

    answer = answer_webhook(an_event(body.decode()), app=an_app(queue, [a_turn()]))

    assert answer == {"statusCode": status}
    assert queue.turns == []


def test_a_verifier_that_trips_over_a_delivery_lets_nothing_in() -> None:
    queue = MemoryTurnQueue()

    answer = answer_webhook(an_event(TRIPPING.decode()), app=an_app(queue, [a_turn()]))

    assert answer == {"statusCode": 401}
    assert queue.turns == []


def test_a_delivery_that_cannot_be_verified_just_now_is_called_for_again() -> None:
    queue = MemoryTurnQueue()

    answer = answer_webhook(an_event(NOT_NOW.decode()), app=an_app(queue, [a_turn()]))

    assert answer == {"statusCode": 503}


def test_an_unknown_installation_is_not_found_whatever_it_is_sent() -> None:
    app = an_app(MemoryTurnQueue())

    assert answer_webhook(an_event(installation="web"), app=app) == {"statusCode": 404}
    assert answer_webhook(an_event("%", installation="web", encoded=True), app=app) == {"statusCode": 404}


def test_a_body_that_is_no_base64_came_through_no_gateway() -> None:
    answer = answer_webhook(an_event("abc", encoded=True), app=an_app(MemoryTurnQueue(), [a_turn()]))

    assert answer == {"statusCode": 401}


def test_a_body_of_half_characters_reaches_the_verifier() -> None:
    assert to_delivery(an_event("\ud800"), webhooks_url=CALLED).body == b"\xed\xa0\x80"


@pytest.mark.parametrize("event", [an_event() | {"headers": None}, an_event() | {"body": None}])
def test_a_call_without_headers_or_body_is_a_delivery(event: dict[str, Any]) -> None:
    to_delivery(event, webhooks_url=CALLED)


def test_the_body_reaches_the_verifier_untouched() -> None:
    raw = b'{"text": "\xc3\xbc"}\r\n'

    delivery = to_delivery(an_event(b64encode(raw).decode(), encoded=True), webhooks_url=CALLED)

    assert delivery.installation == "bot"
    assert delivery.body == raw
    assert delivery.headers == {"x-proof": "yes"}


def test_what_is_not_taken_is_told_the_log(caplog: pytest.LogCaptureFixture) -> None:
    app = an_app(MemoryTurnQueue(), [a_turn()])

    answer_webhook(an_event("abc", encoded=True), app=app)
    answer_webhook(an_event(TRIPPING.decode()), app=app)

    assert [(vars(record)["code"], vars(record)["reason"]) for record in caplog.records] == [
        ("forged", "body is no base64, so no gateway sent it"),
        ("forged", "not verifiable: ValueError"),
    ]
