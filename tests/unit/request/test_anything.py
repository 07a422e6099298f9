"""Whatever reaches the Lambda, it gives a documented answer, and queues only what can be read again."""

import json
from base64 import b64encode
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lambdas.channels.telegram.inbound import TelegramInbound
from lambdas.channels.web.frames import ERRORS
from lambdas.channels.web.inbound import WebInbound
from lambdas.domain.errors import Retryable
from lambdas.domain.ids import BotId, InstallationId
from lambdas.domain.installation import Installation
from lambdas.domain.keys import turn_key, web_conversation
from lambdas.domain.pass_claims import claims
from lambdas.domain.turn import Kind, Notice, Noticed, Said
from lambdas.domain.turn_json import decode_turn, encode_turn
from lambdas.request.wiring import RequestApp
from tests.builders import ANN, a_pass, a_turn
from tests.fakes.clock import SetClock
from tests.fakes.turn_queue import MemoryTurnQueue
from tests.telegram_updates import PROOF, SECRET, a_press, an_installation, an_update

WEB: Final = InstallationId("web")
TELEGRAM: Final = an_installation().id
PASS: Final = claims(a_pass(conversation=web_conversation(WEB, ANN)))
STATUSES: Final = {200, 400, 401, 404, 413, 503}

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6
)
half_characters = st.text(st.sampled_from("a{\ud800\udfff"), max_size=5)
texts = st.text() | half_characters
sometimes = st.integers(0, 5).map(lambda dice: dice == 5)


class Lambda:
    """The real entry point on a queue in memory, which may be down."""

    def __init__(self, entry: Any, *, down: bool = False) -> None:  # noqa: ANN401 (a module)
        self.queue, self._entry = MemoryTurnQueue(), entry
        if down:
            self.queue.faults.fail("put", Retryable("queue down"))
        page = Installation(id=WEB, channel="web", bot=BotId("travel"), locales=("en-US",))
        bot = TelegramInbound(
            installation=an_installation(), keys=lambda: [SECRET.encode()], clock=SetClock()
        )
        entry.app = RequestApp(
            sockets={WEB: WebInbound(installation=page, clock=SetClock())},
            webhooks={TELEGRAM: bot},
            webhooks_url="https://chat.example/webhooks",
            queue=self.queue,
        )

    def answer(self, event: dict[str, Any]) -> dict[str, Any]:
        """What API Gateway is answered; everything that was queued can be read again."""
        answer: dict[str, Any] = self._entry.handle(event, None)
        assert [decode_turn(encode_turn(turn)) for turn in self.queue.turns] == self.queue.turns
        return answer


@pytest.fixture(scope="module")
def entry() -> Any:  # noqa: ANN401 (a module)
    """The handler's module, as Lambda would import it."""
    page = {"channel": "web", "bot": "travel", "locales": ["en-US"]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("QUEUE_URL", "https://sqs.invalid/turns.fifo")
        patch.setenv("INSTALLATIONS", json.dumps({"installations": {"web": page}}))
        patch.setenv("WEBHOOKS_URL", "https://chat.example/webhooks")
        return import_module("lambdas.request.handler")


@st.composite
def frames(draw: st.DrawFn) -> str | None:
    """Text frames around those of docs/websocket.md, and some far from them."""
    frame: dict[str, Any] = {
        "type": draw(st.sampled_from(["message", "choice", "ping", "resume", "$disconnect"])),
        "id": "0b9f6a3e-7f7e-4f0a-9f38-0d4c1f0c9f11",
        "text": draw(st.just("London") | texts),
        "value": draw(st.just("double") | texts),
    }
    if draw(sometimes):
        frame[draw(st.sampled_from([*frame, "conversation"]))] = draw(anything)
    if draw(sometimes):
        del frame[draw(st.sampled_from(list(frame)))]
    if draw(sometimes):
        return draw(st.none() | texts | anything.map(json.dumps))
    told = json.dumps(frame)
    return told[: draw(st.integers(0, len(told)))] if draw(sometimes) else told


@st.composite
def frame_events(draw: st.DrawFn) -> dict[str, Any]:
    """A MESSAGE event, with something missing or odd in what the gateway says."""
    context: dict[str, Any] = {
        "eventType": "MESSAGE",
        "routeKey": "message",
        "connectionId": "k1",
        "authorizer": dict(PASS),
    }
    if draw(sometimes):
        changed = draw(st.text(max_size=30) | st.integers().map(str))
        context["authorizer"][draw(st.sampled_from(list(PASS)))] = changed
    if draw(sometimes):
        del context[draw(st.sampled_from(["eventType", "connectionId", "authorizer"]))]
    return {"requestContext": context, "body": draw(frames()), "isBase64Encoded": False}


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=frame_events(), down=st.booleans())
def test_whatever_frame_comes_it_is_answered_by_a_documented_one(
    entry: Any,  # noqa: ANN401 (a module)
    event: dict[str, Any],
    down: bool,  # noqa: FBT001 (hypothesis gives it by name)
) -> None:
    function = Lambda(entry, down=down)

    answer = function.answer(event)

    frame = json.loads(answer["body"])
    assert answer.keys() == {"statusCode", "body"}
    assert answer["statusCode"] == 200
    assert _is_documented(frame)
    assert [turn.event for turn in function.queue.turns] == ([frame["id"]] if frame["type"] == "ack" else [])


def _is_documented(frame: Mapping[str, Any]) -> bool:
    match frame["type"]:
        case "ack":
            return frame.keys() == {"type", "id"}
        case "pong":
            return frame.keys() == {"type"}
        case _:
            told = frame.keys() - {"id"} == {"type", "code", "message", "retry"}
            retried = frame["retry"] == (frame["code"] == "unavailable")
            return told and retried and frame["message"] == ERRORS[frame["code"]]


@st.composite
def call_events(draw: st.DrawFn) -> dict[str, Any]:
    """A webhook call of payload 2.0: whatever headers, path and body somebody sends us."""
    update = draw(st.sampled_from([an_update(), a_press()]))
    if draw(sometimes):
        update = update | {draw(st.sampled_from([*update, "message", "edited_message"])): draw(anything)}
    body = draw(texts | anything.map(json.dumps)) if draw(sometimes) else json.dumps(update)
    encoded = draw(st.booleans())
    if encoded and not draw(sometimes):
        body = b64encode(body.encode(errors="surrogatepass")).decode()
    headers = draw(st.dictionaries(texts, texts, max_size=3))
    headers |= {draw(st.sampled_from([PROOF, PROOF.title()])): SECRET[draw(sometimes) :]}
    event: dict[str, Any] = {
        "version": "2.0",
        "pathParameters": {"installation": draw(texts) if draw(sometimes) else TELEGRAM},
        "headers": headers,
        "body": body,
        "isBase64Encoded": encoded,
    }
    if draw(sometimes):
        del event[draw(st.sampled_from(["headers", "body", "isBase64Encoded"]))]
    return event


@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=call_events(), down=st.booleans())
def test_whatever_call_comes_it_is_answered_by_a_documented_status(
    entry: Any,  # noqa: ANN401 (a module)
    event: dict[str, Any],
    down: bool,  # noqa: FBT001 (hypothesis gives it by name)
) -> None:
    function = Lambda(entry, down=down)

    answer = function.answer(event)

    assert answer.keys() == {"statusCode"}
    assert answer["statusCode"] in STATUSES
    assert answer["statusCode"] == 200 or function.queue.turns == []
    proofs = [value for name, value in event.get("headers", {}).items() if name.lower() == PROOF]
    assert answer["statusCode"] not in {200, 503} or SECRET in proofs


@st.composite
def message_events(draw: st.DrawFn) -> dict[str, Any]:
    """Messages of the queue for later: internal turns, turns of every other kind, and what is no turn."""
    kinds = st.sampled_from(list(Kind))
    contents = st.sampled_from([Said(text="hi"), Noticed(notice=Notice.SEND, details={"attempt": "1"})])
    turns = st.builds(a_turn, kind=kinds, content=contents, event=st.text(min_size=1, max_size=5))
    bodies = turns.map(encode_turn) | texts | anything.map(json.dumps)
    return {
        "Records": [
            {"messageId": f"m{place}", "body": body, "eventSource": "aws:sqs"}
            for place, body in enumerate(draw(st.lists(bodies, max_size=10)))
        ]
    }


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=message_events())
def test_whatever_message_waited_it_is_an_internal_turn_or_it_is_named_as_failed(
    entry: Any,  # noqa: ANN401 (a module)
    event: dict[str, Any],
) -> None:
    function = Lambda(entry)

    answer = function.answer(event)

    failed = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
    assert answer.keys() == {"batchItemFailures"}
    assert {turn.kind for turn in function.queue.turns} <= {Kind.INTERNAL}
    passed = [decode_turn(record["body"]) for record in event["Records"] if record["messageId"] not in failed]
    assert {turn_key(turn) for turn in passed} == {turn_key(turn) for turn in function.queue.turns}
