"""Holds example conversations with the local Dialogflow: `python -m dev.dialogflow.examples BOT.YAML …`.

The agent is served over gRPC and asked through the client of Google's own package; the real fulfilment code
runs behind its webhook in this process, and nothing is stored.
"""

import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

import grpc
from google.cloud.dialogflow_v2 import DetectIntentResponse, SessionsClient
from google.cloud.dialogflow_v2.services.sessions.transports import SessionsGrpcTransport

from definition.bot import Bot
from definition.dialogflow.names import language
from definition.examples import Example
from dev.conversed import Asked, converse
from dev.dialogflow.grpc_server import GrpcServer
from dev.dialogflow.rehearsal import RehearsalWebhook
from dev.dialogflow.runtime import Runtime
from dev.dialogflow.serve import served
from dev.held import Difference, Got, Hold, hold_all
from dev.lex.rehearsal import StandingClock
from lambdas.domain.dialog import Dialog, decode_dialog
from lambdas.domain.intent import ENVELOPE_ATTRIBUTE
from lambdas.engines.dialogflow.contexts import LOCALE_ATTRIBUTE, STATE, STATE_PARAMETER
from lambdas.engines.dialogflow.messages import parts_of

_PROJECT = "rehearsal"
_PATIENCE_S = 30.0


class Rehearsal:
    """One bot's agent that is talked to; every example has its own day, and its own fulfilment."""

    def __init__(self, *, bot: Bot) -> None:
        self._bot = bot
        self._begin(date.today())  # noqa: DTZ011 (every example says its own)

    def hold(self, example: Example, *, client: SessionsClient) -> Difference | None:
        """Hold a conversation; give the first turn that came differently."""
        self._begin(example.today)
        return converse(example, bot=self._bot, ask=lambda asked: _got(_asked(asked, client=client)))

    def now(self) -> datetime:
        """The present instant of the example."""
        return self._clock.now()

    def webhook(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """See ``WebhookCall``."""
        return self._webhook(request)

    def _begin(self, today: date) -> None:
        self._clock = StandingClock(at=datetime.combine(today, time(12), UTC))
        self._webhook = RehearsalWebhook(bot=self._bot, clock=self._clock)


@contextmanager
def rehearsed(bot: Bot) -> Iterator[Hold]:
    """Serve a bot's agent within the block, and give what holds conversations with it."""
    rehearsal = Rehearsal(bot=bot)
    runtime = Runtime({_PROJECT: served(bot, webhook=rehearsal.webhook)}, now=rehearsal.now)
    server = GrpcServer(runtime, port=0)
    server.start()
    try:
        with grpc.insecure_channel(server.address) as channel:
            client = SessionsClient(transport=SessionsGrpcTransport(channel=channel))
            yield lambda example: rehearsal.hold(example, client=client)
    finally:
        server.stop()


def _asked(asked: Asked, *, client: SessionsClient) -> DetectIntentResponse:
    session = f"projects/{_PROJECT}/agent/sessions/{uuid.uuid5(uuid.NAMESPACE_URL, asked.session)}"
    text = {"text": asked.text, "language_code": language(asked.locale)}
    envelope = {ENVELOPE_ATTRIBUTE: f"{asked.session} {asked.turn}", LOCALE_ATTRIBUTE: asked.locale}
    return client.detect_intent(
        request={
            "session": session,
            "query_input": {"text": text},
            "query_params": {"payload": envelope, "reset_contexts": asked.turn == 0},
        },
        timeout=_PATIENCE_S,
    )


def _got(answer: DetectIntentResponse) -> Got:
    given = DetectIntentResponse.to_dict(
        answer, preserving_proto_field_name=False, use_integers_for_enums=False
    )
    result = given["queryResult"]
    dialog = _dialog(result)
    return Got(
        parts=parts_of(result["fulfillmentMessages"], text=result["fulfillmentText"]),
        intent=dialog.intent or None,
        slots=dialog.values,
        waits=bool(dialog.asked),
    )


def _dialog(result: Mapping[str, Any]) -> Dialog:
    """Give the dialog as fulfilment keeps it: its values are written as Lex writes them."""
    for context in result["outputContexts"]:
        if context["name"].endswith(f"/contexts/{STATE}"):
            return decode_dialog(context["parameters"][STATE_PARAMETER])
    return Dialog()


def main(files: Sequence[str]) -> int:
    """Hold every example of the bots; 1 when one came differently."""
    return hold_all(files, rehearsed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
