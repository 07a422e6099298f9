"""Do what an engine's hook asks, once, for the person whom the envelope names."""

import logging
from collections.abc import Mapping
from dataclasses import replace

from lambdas.domain.errors import Refused
from lambdas.domain.ids import BotId, OwnerId, TurnKey
from lambdas.domain.intent import (
    ENVELOPE,
    PRIVATE,
    YES,
    Call,
    Envelope,
    Errand,
    Intent,
    Outcome,
    Results,
)
from lambdas.domain.ports import Seal
from lambdas.domain.signed_in import NOT_LINKED
from lambdas.flows.sign_in_first import Door

log = logging.getLogger(__name__)


def fulfil(
    call: Call, *, envelope: str, seal: Seal, results: Results, intents: Mapping[str, Intent], door: Door
) -> Outcome:
    """What comes of a call; a repeat in the same turn gets what came of it first.

    Where an account is missing it is asked for, which is no result: after the sign-in the same call acts.
    envelope: the sealed one, empty where none came. Raises ``Refused`` when it is forged, expired or does
    not allow this, or the intent is unknown: nothing is done then; or ``Retryable``.
    """
    opened = open_envelope(envelope, seal=seal)
    intent = intents.get(call.intent)
    if intent is None or not opened.allows(call.intent):
        raise Refused("intent unknown or out of scope", code="forbidden")
    call = replace(call, bot=opened.bot)
    person = door.person(call, opened)
    errand = Errand(owner=opened.owner, turn=opened.turn, intent=call.intent, step=call.step, person=person)
    if closed := door.closed(call, opened, person):
        log.info("account asked for", extra=_told(errand))
        return closed
    try:
        return _once(call, errand, intent, results)
    except Refused as refusal:
        if person is None or refusal.code != NOT_LINKED:
            raise
        log.info("signed out meanwhile", extra=_told(errand))
        return door.gone(call)


def _once(call: Call, errand: Errand, intent: Intent, results: Results) -> Outcome:
    found = results.find(errand)
    outcome = results.keep(errand, intent(call, errand)) if found is None else found
    log.info("call answered", extra=_told(errand) | {"action": outcome.action, "repeat": found is not None})
    return outcome


def _told(errand: Errand) -> dict[str, object]:
    return {"turn": errand.turn, "intent": errand.intent, "step": errand.step}


def open_envelope(envelope: str, *, seal: Seal) -> Envelope:
    """For whom a turn is and for which bot; raises ``Refused`` unless response sealed it a moment ago."""
    claims = seal.open(ENVELOPE, envelope)
    try:
        return Envelope(
            owner=OwnerId(claims["owner"]),
            turn=TurnKey(claims["turn"]),
            bot=BotId(claims["bot"]),
            scope=frozenset(claims["scope"].split()),
            private=claims.get(PRIVATE) == YES,
        )
    except KeyError as error:
        raise Refused("envelope without an owner, a turn, a bot or a scope", code="forbidden") from error
