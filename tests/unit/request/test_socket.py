"""One frame in, one frame out."""

import json
from dataclasses import replace
from typing import Any

import pytest

from lambdas.channels.web.inbound import WebInbound
from lambdas.domain.errors import Retryable
from lambdas.domain.ids import BotId, ConnectionId, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.keys import web_conversation
from lambdas.domain.pass_claims import claims
from lambdas.domain.turn import Delivery
from lambdas.request.socket import answer_frame, to_delivery
from lambdas.request.wiring import RequestApp
from tests.builders import ANN, BOB, a_pass
from tests.fakes.clock import SetClock
from tests.fakes.turn_queue import MemoryTurnQueue

WEB = InstallationId("web")
ID = "0b9f6a3e-7f7e-4f0a-9f38-0d4c1f0c9f11"
HOLDER = a_pass(conversation=web_conversation(WEB, ANN))
CONTEXT = claims(HOLDER) | {"principalId": ANN, "integrationLatency": "12"}


class Request:
    """The Lambda's app on fakes."""

    def __init__(self) -> None:
        self.queue = MemoryTurnQueue()
        installation = Installation(id=WEB, channel="web", bot=BotId("travel"), locales=("en-US",))
        inbound = WebInbound(installation=installation, clock=SetClock())
        self.app = RequestApp(sockets={WEB: inbound}, webhooks={}, webhooks_url="", queue=self.queue)

    def answer(self, body: str | None, **context: object) -> dict[str, Any]:
        """The frame that answers a frame."""
        given = {"eventType": "MESSAGE", "connectionId": "k1", "authorizer": CONTEXT} | context
        frame: dict[str, Any] = json.loads(
            answer_frame({"requestContext": given, "body": body}, app=self.app)
        )
        return frame


def a_message(**members: object) -> str:
    return json.dumps({"type": "message", "id": ID, "text": "London"} | members)


def test_a_message_is_acknowledged_once_it_is_queued() -> None:
    request = Request()

    frame = request.answer(a_message())

    assert frame == {"type": "ack", "id": ID}
    assert [turn.event for turn in request.queue.turns] == [ID]


def test_a_message_sent_twice_is_queued_once_and_acknowledged_twice() -> None:
    request = Request()

    frames = [request.answer(a_message()), request.answer(a_message())]

    assert [frame["type"] for frame in frames] == ["ack", "ack"]
    assert len(request.queue.turns) == 1


def test_a_ping_is_answered() -> None:
    assert Request().answer('{"type":"ping"}') == {"type": "pong"}


def test_a_message_that_cannot_be_queued_is_to_be_sent_again() -> None:
    request = Request()
    request.queue.faults.fail("put", Retryable("queue down"))

    frame = request.answer(a_message())

    assert (frame["code"], frame["id"], frame["retry"]) == ("unavailable", ID, True)
    assert frame["message"] == "This could not be taken in just now. Send it again."
    assert request.queue.turns == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("not json", "bad_frame"),
        ("", "bad_frame"),
        (None, "bad_frame"),
        ('{"type":"dance"}', "unknown_type"),
        ('{"type":"$disconnect"}', "unknown_type"),
        (a_message(text=""), "empty"),
        (a_message(text="x" * 1025), "too_long"),
        (a_message(conversation="somebody-else-s"), "forbidden"),
    ],
)
def test_a_bad_frame_is_told_so_and_nothing_is_queued(body: str | None, code: str) -> None:
    request = Request()

    frame = request.answer(body)

    assert (frame["type"], frame["code"], frame["retry"]) == ("error", code, False)
    assert frame["message"]
    assert request.queue.turns == []


def test_an_error_names_the_message_it_is_about() -> None:
    assert Request().answer(a_message(text=""))["id"] == ID
    assert "id" not in Request().answer("not json")
    assert "id" not in Request().answer(a_message(id="x" * 4000))


@pytest.mark.parametrize("event_type", ["CONNECT", "DISCONNECT"])
def test_the_gateway_s_word_counts_and_not_the_client_s(event_type: str) -> None:
    assert Request().answer(a_message(), eventType=event_type)["code"] == "unknown_type"


@pytest.mark.parametrize(
    "authorizer",
    [
        None,
        {},
        {**CONTEXT, "owner": BOB},
        {**CONTEXT, "conversation": "somebody-else-s"},
        {**CONTEXT, "identity_expires": "soon"},
        {**CONTEXT, "identity_expires": "1" + "0" * 17},
        {**CONTEXT, "identity_expires": "1" + "0" * 30},
    ],
)
def test_without_a_whole_pass_nothing_is_taken_in(authorizer: object) -> None:
    request = Request()

    frame = request.answer(a_message(), authorizer=authorizer)

    assert frame["code"] == "forbidden"
    assert request.queue.turns == []


def test_after_the_identity_s_end_nothing_is_taken_in() -> None:
    frame = Request().answer(a_message(), authorizer={**CONTEXT, "identity_expires": "1"})

    assert frame["code"] == "expired"


def test_a_frame_that_is_no_message_is_told_the_log(caplog: pytest.LogCaptureFixture) -> None:
    Request().answer(a_message(), eventType="CONNECT")

    assert [vars(record)["reason"] for record in caplog.records] == ["not a message"]


def test_a_frame_reaches_the_verifier_with_whose_it_is_and_the_way_back() -> None:
    event = {"requestContext": {"eventType": "MESSAGE", "connectionId": "k1", "authorizer": CONTEXT}}

    delivery = to_delivery(event, b"{}")

    assert delivery == Delivery(installation=WEB, body=b"{}", holder=HOLDER, connection=ConnectionId("k1"))


def test_half_a_character_is_a_bad_frame_and_nothing_worse() -> None:
    assert Request().answer("\ud800")["code"] == "bad_frame"


def test_a_frame_of_an_installation_that_this_stage_does_not_serve_is_to_be_sent_again() -> None:
    request = Request()
    elsewhere = InstallationId("shop")
    holder = replace(HOLDER, installation=elsewhere, conversation=web_conversation(elsewhere, ANN))

    frame = request.answer(a_message(), authorizer=claims(holder))

    assert (frame["code"], frame["id"], frame["retry"]) == ("unavailable", ID, True)
