"""Do what an engine's hook asks, once, for the person whom the envelope names."""

import logging
from collections.abc import Mapping
from dataclasses import replace

from lambdas.domain.errors import Refused
from lambdas.domain.ids import BotId, OwnerId, TurnKey
from lambdas.domain.intent import ENVELOPE, Call, Envelope, Errand, Intent, Outcome, Results
from lambdas.domain.ports import Seal

log = logging.getLogger(__name__)


def fulfil(
    call: Call, *, envelope: str, seal: Seal, results: Results, intents: Mapping[str, Intent]
) -> Outcome:
    """What comes of a call; a repeat in the same turn gets what came of it first.

    envelope: the sealed one, empty where none came. Raises ``Refused`` when it is forged, expired or does
    not allow this, or the intent is unknown: nothing is done then; or ``Retryable``.
    """
    opened = open_envelope(envelope, seal=seal)
    intent = intents.get(call.intent)
    if intent is None or not opened.allows(call.intent):
        raise Refused("intent unknown or out of scope", code="forbidden")
    errand = Errand(owner=opened.owner, turn=opened.turn, intent=call.intent, step=call.step)
    found = results.find(errand)
    outcome = results.keep(errand, intent(replace(call, bot=opened.bot), errand)) if found is None else found
    told = {"turn": errand.turn, "intent": errand.intent, "step": errand.step, "action": outcome.action}
    log.info("call answered", extra=told | {"repeat": found is not None})
    return outcome


def open_envelope(envelope: str, *, seal: Seal) -> Envelope:
    """For whom a turn is and for which bot; raises ``Refused`` unless response sealed it a moment ago."""
    claims = seal.open(ENVELOPE, envelope)
    try:
        return Envelope(
            owner=OwnerId(claims["owner"]),
            turn=TurnKey(claims["turn"]),
            bot=BotId(claims["bot"]),
            scope=frozenset(claims["scope"].split()),
        )
    except KeyError as error:
        raise Refused("envelope without an owner, a turn, a bot or a scope", code="forbidden") from error
