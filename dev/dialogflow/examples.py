"""Holds example conversations with the local Dialogflow: `python -m dev.dialogflow.examples BOT.YAML …`.

The agent is served over gRPC and asked by the platform's adapter through the client of Google's own package;
the real fulfilment code runs behind its webhook in this process, and nothing is stored.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

import grpc
from google.cloud.dialogflow_v2 import DetectIntentRequest, DetectIntentResponse, SessionsClient
from google.cloud.dialogflow_v2.services.sessions.transports import SessionsGrpcTransport

from definition.bot import Bot
from definition.examples import Example
from dev.conversed import converse
from dev.dialogflow.grpc_server import GrpcServer
from dev.dialogflow.rehearsal import RehearsalWebhook
from dev.dialogflow.runtime import Runtime
from dev.dialogflow.serve import served
from dev.held import Difference, Hold, hold_all
from dev.lex.rehearsal import StandingClock
from dev.signed_in import RehearsedPeople
from lambdas.domain.ids import BotId
from lambdas.domain.installation import Agent as ConfiguredAgent
from lambdas.domain.installation import Bot as ConfiguredBot
from lambdas.engines.dialogflow.engine import DialogflowEngine

_PROJECT = "rehearsal"
_PATIENCE_S = 30.0


class Rehearsal:
    """One bot's agent that is talked to; every example has its own day, and its own fulfilment."""

    def __init__(self, *, bot: Bot) -> None:
        self._bot = bot
        self._begin(date.today(), signed_in="")  # noqa: DTZ011 (every example says its own)

    def hold(self, example: Example, *, client: SessionsClient) -> Difference | None:
        """Hold a conversation; give the first turn that came differently."""
        self._begin(example.today, signed_in=example.signed_in)
        return converse(example, bot=self._bot, engine=_engine(self._bot, client))

    def now(self) -> datetime:
        """The present instant of the example."""
        return self._clock.now()

    def webhook(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """See ``WebhookCall``."""
        return self._webhook(request)

    def _begin(self, today: date, *, signed_in: str) -> None:
        self._clock = StandingClock(at=datetime.combine(today, time(12), UTC))
        people = RehearsedPeople(bot=self._bot, name=signed_in)
        self._webhook = RehearsalWebhook(bot=self._bot, clock=self._clock, people=people)


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


class _Sessions:
    """See ``Detector``: the client of Google's own package."""

    def __init__(self, client: SessionsClient) -> None:
        self._client = client

    def detect_intent(self, request: DetectIntentRequest) -> DetectIntentResponse:
        """See ``Detector``."""
        return self._client.detect_intent(request=request, timeout=_PATIENCE_S)


def _engine(bot: Bot, client: SessionsClient) -> DialogflowEngine:
    agent = ConfiguredAgent(project=_PROJECT, location="global")
    configured = ConfiguredBot(
        id=BotId(bot.name),
        engine="dialogflow",
        bot_id="",
        alias_id="",
        memory_s=bot.session_timeout_s,
        daily_budget=1,
        agent=agent,
    )
    return DialogflowEngine(bot=configured, agent=agent, sessions=_Sessions(client))


def main(files: Sequence[str]) -> int:
    """Hold every example of the bots; 1 when one came differently."""
    return hold_all(files, rehearsed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
