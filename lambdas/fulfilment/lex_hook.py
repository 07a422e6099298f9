"""The Lex V2 code hook: its event as a call, and an outcome as its answer.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html,
lambda-response-format.html, lambda-common-structures.html
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from lambdas.domain.ids import BotId
from lambdas.domain.intent import ENVELOPE_ATTRIBUTE, Action, Call, Confirmation, Outcome, Slot, Source
from lambdas.domain.part_json import encode_part
from lambdas.domain.reply import Part, Text

SOURCES: Final = {"DialogCodeHook": Source.DIALOG, "FulfillmentCodeHook": Source.FULFILMENT}
CONFIRMATIONS: Final = {
    "None": Confirmation.NONE,
    "Confirmed": Confirmation.CONFIRMED,
    "Denied": Confirmation.DENIED,
}
DIALOG_ACTIONS: Final = {
    Action.DELEGATE: "Delegate",
    Action.ELICIT_SLOT: "ElicitSlot",
    Action.ELICIT_INTENT: "ElicitIntent",
    Action.CONFIRM: "ConfirmIntent",
    Action.CLOSE_FULFILLED: "Close",
    Action.CLOSE_FAILED: "Close",
}
ASKING: Final = {"state": "InProgress", "confirmationState": "None"}
INTENT_STATES: Final[Mapping[Action, Mapping[str, str]]] = {
    Action.ELICIT_SLOT: ASKING,
    Action.CONFIRM: ASKING,
    Action.CLOSE_FULFILLED: {"state": "Fulfilled"},
    Action.CLOSE_FAILED: {"state": "Failed"},
}


class MalformedEventError(ValueError):
    """This is no Lex V2 event, so nothing can answer it."""


def read_call(event: Mapping[str, Any]) -> Call:
    """The call of an event; members that we do not know are left alone.

    Raises ``MalformedEventError``.
    """
    try:
        state = event["sessionState"]
        intent = state["intent"]
        return Call(
            bot=BotId(event["bot"]["name"]),
            locale=event["bot"]["localeId"].replace("_", "-"),
            intent=intent["name"],
            source=SOURCES[event["invocationSource"]],
            slots={name: _slot(given) for name, given in (intent.get("slots") or {}).items()},
            confirmation=CONFIRMATIONS[intent.get("confirmationState") or "None"],
            attributes=dict(state.get("sessionAttributes") or {}),
            next_slot=_next_slot(event),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise MalformedEventError(f"not a Lex V2 event: {error!r}") from error


def read_envelope(event: Mapping[str, Any]) -> str:
    """The sealed envelope that came with the request, empty where none did."""
    given = (event.get("requestAttributes") or {}).get(ENVELOPE_ATTRIBUTE)
    return given if isinstance(given, str) else ""


def write_answer(event: Mapping[str, Any], outcome: Outcome) -> dict[str, Any]:
    """The answer to an event; what the event says of slots and contexts stays, but for a slot asked again."""
    state = event["sessionState"]
    dialog_action = {"type": DIALOG_ACTIONS[outcome.action]}
    if outcome.slot is not None:
        dialog_action["slotToElicit"] = outcome.slot
    answered = {"sessionAttributes": dict(outcome.attributes), "dialogAction": dialog_action}
    if state.get("activeContexts"):
        answered["activeContexts"] = state["activeContexts"]
    if outcome.action is not Action.ELICIT_INTENT:
        answered["intent"] = _intent(state["intent"], outcome)
    messages = [_message(part) for part in outcome.parts]
    return {"sessionState": answered} | ({"messages": messages} if messages else {})


def _slot(given: Mapping[str, Any] | None) -> Slot | None:
    value = given.get("value") if given else None
    if not value:
        return None
    return Slot(original=value.get("originalValue") or "", interpreted=value.get("interpretedValue"))


def _next_slot(event: Mapping[str, Any]) -> str | None:
    proposed = event.get("proposedNextState") or {}
    slot: str | None = (proposed.get("dialogAction") or {}).get("slotToElicit")
    return slot or None


def _intent(given: Mapping[str, Any], outcome: Outcome) -> dict[str, Any]:
    slots = dict(given.get("slots") or {})
    if outcome.slot is not None:
        slots[outcome.slot] = None
    kept = {name: given[name] for name in ("state", "confirmationState") if given.get(name)}
    return {"name": given["name"], "slots": slots} | kept | dict(INTENT_STATES.get(outcome.action, {}))


def _message(part: Part) -> dict[str, str]:
    match part:
        case Text(text=text, speech=None):
            return {"contentType": "PlainText", "content": text}
        case _:
            # Lex hands a custom payload through untouched, so that every part arrives as it was meant.
            payload = json.dumps(encode_part(part), separators=(",", ":"))
            return {"contentType": "CustomPayload", "content": payload}
