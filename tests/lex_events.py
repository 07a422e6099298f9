"""Events of the Lex V2 code hook, built after its documentation, with members to come and members left out.

Source: https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html
"""

from collections.abc import Mapping
from typing import Any

from tests.calls import FILLED

Event = dict[str, Any]


def a_slot(value: str) -> Event:
    """A filled slot as Lex gives it."""
    return {
        "shape": "Scalar",
        "value": {"originalValue": value, "interpretedValue": value, "resolvedValues": [value]},
    }


def a_lex_event(
    *,
    slots: Mapping[str, Event | None] | None = None,
    source: str = "DialogCodeHook",
    confirmation: str = "None",
    envelope: str | None = None,
    session_attributes: Mapping[str, str] | None = None,
    next_slot: str | None = None,
) -> Event:
    """A call of the hook with every slot filled; ``slots`` changes some."""
    filled = {name: a_slot(value) for name, value in FILLED.items()}
    intent = {
        "name": "BookHotel",
        "slots": {**filled, **(slots or {})},
        "state": "ReadyForFulfillment" if source == "FulfillmentCodeHook" else "InProgress",
        "confirmationState": confirmation,
    }
    event: Event = {
        "messageVersion": "1.0",
        "invocationSource": source,
        "inputMode": "Text",
        "responseContentType": "text/plain; charset=utf-8",
        "sessionId": "3a4b4a52-0000-5000-8000-000000000000",
        "inputTranscript": "double",
        "invocationLabel": None,
        "bot": {
            "id": "TRAVELBOT1",
            "name": "parley-test-travel",
            "version": "1",
            "localeId": "en_US",
            "aliasId": "LOCALALIAS",
            "aliasName": "local",
        },
        "interpretations": [{"interpretationSource": "Lex", "intent": intent, "nluConfidence": 0.9}],
        "requestAttributes": None if envelope is None else {"parley-envelope": envelope},
        "sessionState": {
            "sessionAttributes": dict(session_attributes or {}),
            "activeContexts": [],
            "intent": intent,
            "originatingRequestId": "5d0a3c1e-0000-4000-8000-000000000000",
        },
        "transcriptions": [{"transcription": "double", "transcriptionConfidence": 1.0}],
        "aMemberToCome": {"of": ["any", "shape"]},
    }
    if source == "DialogCodeHook":
        action = {"type": "ElicitSlot", "slotToElicit": next_slot} if next_slot else {"type": "ConfirmIntent"}
        event["proposedNextState"] = {
            "dialogAction": action,
            "intent": intent,
            "prompt": {"attempt": "Initial"},
        }
    return event
