"""Answers one call of an engine's hook; whatever is refused, the person hears of it."""

import logging
from collections.abc import Sequence
from typing import Any

from lambdas.domain.errors import Refused
from lambdas.domain.intent import Action, Call, Outcome
from lambdas.domain.reply import Part, Text
from lambdas.domain.wording import Texts
from lambdas.flows.fulfil import fulfil
from lambdas.fulfilment.lex_hook import MalformedEventError, read_call, read_envelope, write_answer
from lambdas.fulfilment.wiring import FulfilmentApp

log = logging.getLogger(__name__)


def answer_lex(event: dict[str, Any], *, app: FulfilmentApp) -> dict[str, Any]:
    """The answer to a Lex V2 event; raises ``MalformedEventError`` or ``Retryable``."""
    try:
        call = read_call(event)
    except MalformedEventError:
        log.exception("event not understood")
        raise
    return write_answer(event, outcome_of(call, envelope=read_envelope(event), app=app))


def outcome_of(call: Call, *, envelope: str, app: FulfilmentApp) -> Outcome:
    """What comes of a call; of one that is refused, an apology. Raises ``Retryable``."""
    try:
        return fulfil(
            call,
            envelope=envelope,
            seal=app.seal,
            results=app.results,
            intents=app.intents,
            door=app.door,
        )
    except Refused as refusal:
        log.warning("call refused: %s", refusal, extra={"intent": call.intent, "step": call.step})
        parts = _apology(call, app.texts)
        return Outcome(action=Action.CLOSE_FAILED, parts=parts, attributes=call.attributes)


def _apology(call: Call, texts: Texts) -> Sequence[Part]:
    """What the bot says of a failure; nothing where it has no words for it, and the engine says its own."""
    try:
        # No envelope may have named the bot.
        wording = texts.of_engine(bot=call.bot, locale=call.locale, intent=call.intent)
        return (Text(text=wording.say("failed")),)
    except LookupError:
        return ()
