"""Google Dialogflow ES as the engine, through ``detectIntent``.

Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/projects.agent.sessions/detectIntent
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, Protocol

from lambdas.domain.conversation import Session, Understanding
from lambdas.domain.dialog import CONFIRM, Dialog, decode_dialog, encode_dialog
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.installation import Agent, Bot, language
from lambdas.domain.intent import ENVELOPE_ATTRIBUTE
from lambdas.domain.keys import engine_session
from lambdas.domain.turn import Chose, Content, Said, Turn
from lambdas.engines.dialogflow.contexts import (
    LOCALE_ATTRIBUTE,
    RESERVED,
    STATE,
    STATE_PARAMETER,
    awaits,
    short_name,
)
from lambdas.engines.dialogflow.light import (
    Context,
    DetectIntentRequest,
    DetectIntentResponse,
    QueryInput,
    QueryParameters,
    TextInput,
)
from lambdas.engines.dialogflow.messages import parts_of
from lambdas.engines.dialogflow.sessions import GLOBAL
from lambdas.engines.dialogflow.values import value_of

log = logging.getLogger(__name__)

LONGEST_TEXT: Final = 256
"""Source: https://cloud.google.com/dialogflow/es/docs/reference/rest/v2/QueryInput#TextInput"""

CONTEXT_S: Final = 20 * 60
"""How long a context lives at most.

Source: https://cloud.google.com/dialogflow/es/docs/contexts-overview
"""

REGIONAL: Final = frozenset({"zh-cn", "zh-hk", "zh-tw", "pt-br"})
"""The languages that an agent has only with their region; of the others the language is enough.

Source: https://cloud.google.com/dialogflow/es/docs/reference/language
"""


class Detector(Protocol):
    """What ``Sessions`` does."""

    def detect_intent(self, request: DetectIntentRequest) -> DetectIntentResponse:
        """One turn of a session. Raises ``Refused`` or ``Retryable``."""
        ...


class DialogflowEngine:
    """One agent; every call is tried once, since a repeated one would move the dialog on."""

    name = "dialogflow"

    def __init__(self, *, bot: Bot, agent: Agent, sessions: Detector) -> None:
        self._agent, self._sessions = agent, sessions
        self.memory_s = min(bot.memory_s, CONTEXT_S)

    def converse(self, turn: Turn, *, session: Session | None, envelope: str, restore: bool) -> Understanding:
        """See ``Engine``; what is put back goes with the turn, in the same call.

        429 and a webhook that failed are retryable.
        """
        name = session_name(self._agent, engine_session(turn.address))
        parameters = QueryParameters(
            payload={ENVELOPE_ATTRIBUTE: envelope, LOCALE_ATTRIBUTE: turn.locale}, reset_contexts=restore
        )
        if restore and session is not None:
            parameters.contexts = _contexts(session.state, name)
        words = TextInput(text=_words(turn.content), language_code=language_code(turn.locale))
        request = DetectIntentRequest(
            session=name, query_params=parameters, query_input=QueryInput(text=words)
        )
        return _understanding(self._sessions.detect_intent(request))

    def resumed(self, state: str, *, after: str) -> str:
        """See ``Engine``; where the agent leads its own dialogs, the state as it was."""
        kept, now = json.loads(state)["contexts"], json.loads(after)["contexts"]
        dialog, aside = _dialog(kept), _dialog(now)
        if dialog is None or aside is None:
            return state
        led = replace(dialog, attempt=0, attributes=aside.attributes, done=aside.done, spoken=aside.spoken)
        parameters = {STATE_PARAMETER: encode_dialog(led)}
        contexts = [
            *({**each, "parameters": parameters} for each in kept if each["name"] == STATE),
            *(each for each in kept if awaits(each["name"])),
            *(each for each in now if each["name"] != STATE and not awaits(each["name"])),
        ]
        return _state(contexts)


def session_name(agent: Agent, session: str) -> str:
    """A session as Dialogflow names it; only the global location is left out."""
    place = "" if agent.location == GLOBAL else f"/locations/{agent.location}"
    return f"projects/{agent.project}{place}/agent/sessions/{session}"


def language_code(locale: str) -> str:
    """A locale as an agent knows it: ``en`` for ``en-US``, ``pt-br`` for ``pt-BR``."""
    return locale.lower() if locale.lower() in REGIONAL else language(locale)


def _words(content: Content) -> str:
    match content:
        case Said(text=text):
            return _cut(text)
        case Chose(value=value):
            return _cut(value)
        case _:
            raise Refused("a turn without words is not for the engine")


def _cut(text: str) -> str:
    """As much as Dialogflow takes, to a whole word where there is one; the stage's limit is told earlier."""
    if len(text) <= LONGEST_TEXT:
        return text
    log.warning("text cut for dialogflow")
    return text[: LONGEST_TEXT + 1].rpartition(" ")[0][:LONGEST_TEXT] or text[:LONGEST_TEXT]


def _contexts(state: str, session: str) -> list[Context]:
    return [
        Context(
            name=f"{session}/contexts/{each['name']}",
            lifespan_count=each["turns"],
            parameters=each["parameters"],
        )
        for each in json.loads(state)["contexts"]
    ]


def _understanding(response: DetectIntentResponse) -> Understanding:
    answer = DetectIntentResponse.to_dict(
        response,
        use_integers_for_enums=False,
        preserving_proto_field_name=False,
        always_print_fields_with_no_presence=False,
    )
    _refuse_failure(answer)
    result = answer.get("queryResult", {})
    contexts = _active(result)
    dialog = _dialog(contexts)
    intent = result.get("intent", {}).get("displayName")
    return Understanding(
        parts=parts_of(result.get("fulfillmentMessages", ()), text=result.get("fulfillmentText", "")),
        state=_state(contexts),
        intent=dialog.intent if dialog else intent,
        confidence=_confidence(result),
        slots=dialog.values if dialog else _slots(result),
        closed=not dialog.asked if dialog else result.get("allRequiredParamsPresent", False),
        asked=dialog.asked if dialog and dialog.asked != CONFIRM else "",
    )


def _state(contexts: list[dict[str, Any]]) -> str:
    return json.dumps({"contexts": contexts}, separators=(",", ":"), ensure_ascii=False)


def _refuse_failure(answer: Mapping[str, Any]) -> None:
    """Where the webhook failed, Dialogflow answers all the same, with the words that the intent has."""
    failed = answer.get("webhookStatus", {}).get("code", 0)
    if failed:
        raise Retryable(f"dialogflow's webhook failed: {failed}")


def _active(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The contexts that can be put back; those of Dialogflow's own cannot."""
    return [
        {
            "name": short_name(each["name"]),
            "turns": each["lifespanCount"],
            "parameters": each.get("parameters", {}),
        }
        for each in result.get("outputContexts", ())
        if each.get("lifespanCount") and not RESERVED.fullmatch(short_name(each["name"]))
    ]


def _dialog(contexts: list[dict[str, Any]]) -> Dialog | None:
    """The dialog that fulfilment leads; None of an agent that leads its own."""
    for each in contexts:
        if each["name"] == STATE:
            try:
                return decode_dialog(each["parameters"][STATE_PARAMETER])
            except (ValueError, KeyError, TypeError, AttributeError):
                log.warning("dialog not readable")
    return None


def _confidence(result: Mapping[str, Any]) -> float | None:
    """How sure the agent is; an intent that an event or the fallback matched has no number."""
    score = result.get("intentDetectionConfidence")
    return None if score is None else round(float(score), 6)


def _slots(result: Mapping[str, Any]) -> dict[str, str]:
    values = {name: value_of(given) for name, given in result.get("parameters", {}).items()}
    return {name: value for name, value in values.items() if value}
