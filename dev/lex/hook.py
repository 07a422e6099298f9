"""The code hook: the event that a bot's function gets, and what its answer may say.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html,
lambda-response-format.html, lambda-common-structures.html
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from definition.bot import Bot
from dev.lex.errors import DependencyFailedError
from dev.lex.state import DialogAction, IntentState, Message, State
from dev.lex.state_json import (
    UnknownNameError,
    action_json,
    intent_json,
    merged,
    read_messages,
    surroundings_json,
)
from dev.lex.wire_shape import breaches, shape_of

log = logging.getLogger(__name__)

_ACTIONS = ("Close", "ConfirmIntent", "Delegate", "ElicitIntent", "ElicitSlot")
_NEED_MESSAGES = ("ElicitIntent", "ConfirmIntent")


class Hook(Protocol):
    """The function behind a bot alias, called and waited for."""

    def __call__(self, event: Mapping[str, Any]) -> object:
        """Give the function's answer, unchecked; raises ``LexError`` when it fails."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BotAddress:
    """Which bot is spoken to, as its code hook is told."""

    bot_id: str
    alias_id: str
    locale_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request's own facts, which every call of the hook repeats.

    candidates: the intents that the text may mean, and how sure that is.
    """

    address: BotAddress
    session_id: str
    text: str
    request_id: str
    request_attributes: Mapping[str, str]
    candidates: Sequence[tuple[IntentState, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HookAnswer:
    """What the hook wants next; without messages the bot says what its definition has."""

    state: State
    action: DialogAction
    messages: tuple[Message, ...]
    request_attributes: Mapping[str, str] | None


def hook_event(
    source: str,
    state: State,
    ask: Ask,
    *,
    bot: Bot,
    proposed: DialogAction | None = None,
) -> dict[str, Any]:
    """Write the event of one call; ``proposed`` is there only with a dialog code hook."""
    event = {
        "messageVersion": "1.0",
        "invocationSource": source,
        "inputMode": "Text",
        "responseContentType": "text/plain; charset=utf-8",
        "sessionId": ask.session_id,
        "inputTranscript": ask.text,
        "bot": _bot_json(ask.address, bot),
        "interpretations": list(_interpretations(state, ask)),
        "requestAttributes": dict(ask.request_attributes) or None,
        "sessionState": surroundings_json(state, request_id=ask.request_id),
        "transcriptions": [_transcription(state, ask)],
    }
    if proposed and state.intent:
        attempt = "Initial" if state.attempt == 0 else f"Retry{state.attempt}"
        next_state = {"dialogAction": action_json(proposed), "intent": intent_json(state.intent)}
        event["proposedNextState"] = next_state | {"prompt": {"attempt": attempt}}
    return event


def _bot_json(address: BotAddress, bot: Bot) -> dict[str, str]:
    return {
        "id": address.bot_id,
        # As the stacks would name it in Lex: not the name that fulfilment knows the bot by.
        "name": f"parley-local-{bot.name}",
        "localeId": address.locale_id,
        "version": "1",
        "aliasId": address.alias_id,
        "aliasName": "local",
    }


def _interpretations(state: State, ask: Ask) -> Iterator[dict[str, Any]]:
    """Give the intent under way first, then the others; ``nluConfidence`` is a bare number in the hook."""
    confidence = {intent.name: score for intent, score in ask.candidates}
    others = (intent for intent, _ in ask.candidates if not state.intent or intent.name != state.intent.name)
    for intent in ([state.intent] if state.intent else []) + list(others):
        sure = {"nluConfidence": confidence[intent.name]} if intent.name in confidence else {}
        yield {"interpretationSource": "Lex", "intent": intent_json(intent), **sure}


def _transcription(state: State, ask: Ask) -> dict[str, Any]:
    intent = state.intent
    filled = {name: value for name, value in intent_json(intent)["slots"].items() if value} if intent else {}
    return {
        "transcription": ask.text,
        "transcriptionConfidence": 1.0,
        "resolvedContext": {"intent": intent.name} if intent else {},
        "resolvedSlots": filled,
    }


def read_answer(answer: object, state: State, *, bot: Bot) -> HookAnswer:
    """Read what a hook answered to a state.

    Raises ``DependencyFailedError`` where it departs from the documented shape; why is logged.
    """
    found = list(_answer_breaches(answer))
    if found or not isinstance(answer, Mapping):
        raise _refused("; ".join(found))
    given = answer["sessionState"]
    try:
        after = merged(state, given, bot=bot)
    except UnknownNameError as error:
        raise _refused(str(error)) from error
    if after.action is None:
        raise _refused("sessionState.dialogAction: is required")
    return HookAnswer(
        state=after,
        action=after.action,
        messages=read_messages(answer.get("messages") or ()),
        request_attributes=answer.get("requestAttributes"),
    )


def _answer_breaches(answer: object) -> Iterator[str]:
    if not isinstance(answer, Mapping):
        yield "the answer is no object"
        return
    for name, shape, required in (
        ("sessionState", "SessionState", True),
        ("messages", "Messages", False),
        ("requestAttributes", "StringMap", False),
    ):
        if answer.get(name) is not None:
            yield from breaches(answer[name], shape_of(shape), name)
        elif required:
            yield f"{name}: is required"
    state = answer.get("sessionState")
    if isinstance(state, Mapping) and isinstance(state.get("dialogAction"), Mapping):
        yield from _action_breaches(answer, state)
    elif isinstance(state, Mapping):
        yield "sessionState.dialogAction: is required"
    messages = answer.get("messages")
    for index, message in enumerate(messages if isinstance(messages, list) else ()):
        if isinstance(message, Mapping):
            yield from _message_breaches(message, f"messages[{index}]")


def _action_breaches(answer: Mapping[str, Any], state: Mapping[str, Any]) -> Iterator[str]:
    kind = state["dialogAction"].get("type")
    if kind not in _ACTIONS:
        yield f"sessionState.dialogAction.type: is none of {', '.join(_ACTIONS)}"
    if kind in _NEED_MESSAGES and not answer.get("messages"):
        yield f"messages: is required with {kind}"
    if kind != "ElicitIntent" and not state.get("intent"):
        yield f"sessionState.intent: is required with {kind}"
    if kind == "ElicitSlot" and not state["dialogAction"].get("slotToElicit"):
        yield "sessionState.dialogAction.slotToElicit: is required with ElicitSlot"


def _message_breaches(message: Mapping[str, Any], path: str) -> Iterator[str]:
    is_card = message.get("contentType") == "ImageResponseCard"
    needed = "imageResponseCard" if is_card else "content"
    if message.get(needed) is None:
        yield f"{path}.{needed}: is required with {message.get('contentType')}"


def _refused(reason: str) -> DependencyFailedError:
    log.warning("hook answer refused: %s", reason)
    return DependencyFailedError(f"Invalid Lambda Response: Received invalid response from Lambda: {reason}")
