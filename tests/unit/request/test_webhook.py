"""One webhook call in, one status out."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from lambdas.domain.errors import Retryable
from lambdas.domain.ids import InstallationId
from lambdas.domain.turn import Turn
from lambdas.request.webhook import answer_webhook, to_delivery
from lambdas.request.wiring import RequestApp
from tests.builders import a_turn
from tests.fakes.channel import FORGED, UNREADABLE, FakeInbound
from tests.fakes.turn_queue import MemoryTurnQueue


def an_event(body: str = "{}", *, installation: str = "bot", encoded: bool = False) -> dict[str, Any]:
    return {
        "version": "2.0",
        "pathParameters": {"installation": installation},
        "headers": {"X-Proof": "yes"},
        "body": body,
        "isBase64Encoded": encoded,
    }


def an_app(queue: MemoryTurnQueue, turns: Sequence[Turn] = ()) -> RequestApp:
    return RequestApp(sockets={}, webhooks={InstallationId("bot"): FakeInbound(turns)}, queue=queue)


def test_a_delivery_is_accepted_once_its_turns_are_queued() -> None:
    queue = MemoryTurnQueue()

    answer = answer_webhook(an_event(), app=an_app(queue, [a_turn(event="1"), a_turn(event="2")]))

    assert answer == {"statusCode": 200}
    assert [turn.event for turn in queue.turns] == ["1", "2"]


def test_a_delivery_that_cannot_be_queued_is_called_for_again() -> None:
    queue = MemoryTurnQueue()
    queue.faults.fail("put", Retryable("queue down"))

    assert answer_webhook(an_event(), app=an_app(queue, [a_turn()])) == {"statusCode": 503}


def test_forged_and_unreadable_deliveries_are_unauthorised() -> None:
    queue = MemoryTurnQueue()
    app = an_app(queue, [a_turn()])

    statuses = [
        answer_webhook(an_event(body.decode()), app=app)["statusCode"] for body in (FORGED, UNREADABLE)
    ]

    assert statuses == [401, 401]
    assert queue.turns == []


def test_an_unknown_installation_is_not_found() -> None:
    assert answer_webhook(an_event(installation="web"), app=an_app(MemoryTurnQueue())) == {"statusCode": 404}


def test_the_body_reaches_the_verifier_untouched() -> None:
    raw = b'{"text": "\xc3\xbc"}\r\n'

    delivery = to_delivery(an_event(b64encode(raw).decode(), encoded=True))

    assert delivery.body == raw
    assert delivery.headers == {"x-proof": "yes"}
