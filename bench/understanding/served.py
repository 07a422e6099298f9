"""Serves a bot on the Lex V2 wire of this machine, for texts that each have a session of their own."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import boto3

from definition.bot import FALLBACK, Bot
from definition.lex.compile import locale_id
from dev.lex.runtime import Runtime
from dev.lex.serve import served
from dev.lex.server import LexServer

_BOT, _ALIAS = "MEASUREBOT", "LOCALALIAS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The intent that was understood, or none for the fallback, and how sure that was; 0 for the fallback."""

    intent: str | None
    confidence: float


@contextmanager
def served_bot(bot: Bot, *, language: str) -> Iterator[Callable[[str], Heard]]:
    """Give what says a text to the bot, over HTTP by boto3."""
    runtime = Runtime({(_BOT, _ALIAS): served(bot, hook=_delegate)}, now=lambda: datetime.now(UTC))
    numbers = itertools.count()
    with LexServer(runtime, port=0) as server, server.answering():
        client = boto3.client(
            "lexv2-runtime",
            endpoint_url=server.url,
            region_name="eu-west-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",  # noqa: S106 (nothing checks it)
        )

        def say(text: str) -> Heard:
            answer = client.recognize_text(
                botId=_BOT,
                botAliasId=_ALIAS,
                localeId=locale_id(language),
                sessionId=f"text-{next(numbers)}",
                text=text,
            )
            return _heard(answer)

        yield say


def _heard(answer: Mapping[str, Any]) -> Heard:
    first = answer["interpretations"][0]
    intent = first["intent"]["name"]
    confidence = first.get("nluConfidence", {}).get("score", 0.0)
    return Heard(intent=None if intent == FALLBACK else intent, confidence=confidence)


def _delegate(event: Mapping[str, Any]) -> object:
    return {"sessionState": {"dialogAction": {"type": "Delegate"}, "intent": event["sessionState"]["intent"]}}
