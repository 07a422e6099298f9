"""The state of a session as Lex writes it in JSON, on the runtime's wire and in the code hook alike.

Source: https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_SessionState.html,
https://docs.aws.amazon.com/lexv2/latest/dg/lambda-common-structures.html
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from definition.bot import FALLBACK, Bot
from dev.lex.state import DialogAction, IntentState, Message, State
from dev.understanding.heard import Value


class UnknownNameError(ValueError):
    """A state names an intent or a slot that the bot does not have."""


def intent_json(intent: IntentState) -> dict[str, Any]:
    """Write an intent."""
    return {
        "name": intent.name,
        "slots": {name: _slot_json(value) for name, value in intent.slots.items()},
        "state": intent.state,
        "confirmationState": intent.confirmation,
    }


def action_json(action: DialogAction) -> dict[str, str]:
    """Write a dialog action."""
    return {"type": action.type} | ({"slotToElicit": action.slot} if action.slot else {})


def state_json(state: State, *, request_id: str) -> dict[str, Any]:
    """Write a session's state as the runtime answers it."""
    action = {"dialogAction": action_json(state.action)} if state.action else {}
    return action | surroundings_json(state, request_id=request_id)


def surroundings_json(state: State, *, request_id: str) -> dict[str, Any]:
    """Write a session's state as the code hook gets it: without a dialog action."""
    intent = {"intent": intent_json(state.intent)} if state.intent else {}
    return intent | {
        "activeContexts": [dict(context) for context in state.contexts],
        "sessionAttributes": dict(state.attributes),
        "originatingRequestId": request_id,
    }


def message_json(message: Message) -> dict[str, Any]:
    """Write a message."""
    content = {} if message.content is None else {"content": message.content}
    card = {} if message.card is None else {"imageResponseCard": dict(message.card)}
    return {"contentType": message.content_type, **content, **card}


def read_messages(given: Sequence[Mapping[str, Any]]) -> tuple[Message, ...]:
    """Read messages whose shape was checked."""
    return tuple(
        Message(
            content_type=one["contentType"], content=one.get("content"), card=one.get("imageResponseCard")
        )
        for one in given
    )


def merged(state: State, given: Mapping[str, Any], *, bot: Bot) -> State:
    """Put what a checked session state says over a state; what it leaves out stays.

    Raises ``UnknownNameError``.
    """
    if given.get("intent"):
        state = replace(state, intent=_read_intent(given["intent"], bot=bot))
    if given.get("dialogAction"):
        state = replace(state, action=_read_action(given["dialogAction"], state.intent), attempt=0)
        if state.action and state.action.type == "ElicitIntent" and not given.get("intent"):
            state = replace(state, intent=None)
    if given.get("sessionAttributes") is not None:
        state = replace(state, attributes=dict(given["sessionAttributes"]))
    if given.get("activeContexts") is not None:
        state = replace(state, contexts=tuple(given["activeContexts"]), until={})
    return state


def _read_intent(given: Mapping[str, Any], *, bot: Bot) -> IntentState:
    name, slots = given["name"], given.get("slots") or {}
    if name not in bot.intents and name != FALLBACK:
        raise UnknownNameError(f"the bot has no intent {name}")
    known = bot.intents[name].slots if name in bot.intents else {}
    for slot in slots.keys() - known.keys():
        raise UnknownNameError(f"the intent {name} has no slot {slot}")
    return IntentState(
        name=name,
        slots={slot: _read_slot(slots.get(slot)) for slot in known},
        state=given.get("state") or "InProgress",
        confirmation=given.get("confirmationState") or "None",
    )


def _read_action(given: Mapping[str, Any], intent: IntentState | None) -> DialogAction | None:
    kind, slot = given["type"], given.get("slotToElicit")
    if kind == "None":
        return None
    if kind == "ElicitSlot" and (intent is None or slot not in intent.slots):
        raise UnknownNameError(f"no slot {slot} to elicit")
    return DialogAction(type=kind, slot=slot if kind == "ElicitSlot" else None)


def _read_slot(given: Mapping[str, Any] | None) -> Value | None:
    value = given.get("value") if given else None
    if not value:
        return None
    interpreted = value["interpretedValue"]
    return Value(original=value.get("originalValue") or interpreted, interpreted=interpreted)


def _slot_json(value: Value | None) -> dict[str, Any] | None:
    if value is None:
        return None
    said = {"originalValue": value.original, "interpretedValue": value.interpreted}
    return {"shape": "Scalar", "value": {**said, "resolvedValues": [value.interpreted]}}
