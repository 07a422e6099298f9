"""Webhook calls of Dialogflow ES, built after its documentation.

Source: https://cloud.google.com/dialogflow/es/docs/fulfillment-webhook
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from google.cloud.dialogflow_v2.types import WebhookRequest, WebhookResponse

from lambdas.domain.dialog import Dialog, encode_dialog

Json = dict[str, Any]
SESSION = "projects/p/agent/sessions/3a4b4a52-0000-5000-8000-000000000000"
SECRET = "s" * 64


def a_request(
    action: str,
    *,
    parameters: Mapping[str, Any] | None = None,
    dialog: Dialog | None = None,
    contexts: Sequence[Json] = (),
    envelope: str | None = None,
    locale: str | None = "en-US",
    text: str = "two nights",
) -> Json:
    """What Dialogflow sends when an intent with this action was matched."""
    payload = {"parley-locale": locale, "parley-envelope": envelope}
    state = [a_context("parley", state=encode_dialog(dialog))] if dialog else []
    request: Json = {
        "responseId": "r-1",
        "session": SESSION,
        "queryResult": {
            "queryText": text,
            "action": action,
            "parameters": dict(parameters or {}),
            "allRequiredParamsPresent": True,
            "outputContexts": [*state, *contexts],
            "intent": {"name": "projects/p/agent/intents/i-1", "displayName": action},
            "intentDetectionConfidence": 0.9,
            "languageCode": "en",
        },
        "originalDetectIntentRequest": {
            "source": "parley",
            "payload": {name: value for name, value in payload.items() if value is not None},
        },
    }
    WebhookRequest.from_json(json.dumps(request))  # what is no request of the package is none here
    return request


def a_context(name: str, **parameters: Any) -> Json:  # noqa: ANN401 (any JSON)
    """An active context."""
    return {"name": f"{SESSION}/contexts/{name}", "lifespanCount": 5, "parameters": parameters}


def a_webhook(request: Json, *, bot: str = "travel", secret: str | None = SECRET) -> Json:
    """The request as the HTTP API hands it on."""
    return {
        "version": "2.0",
        "pathParameters": {"bot": bot},
        "headers": {} if secret is None else {"X-Parley-Webhook-Secret": secret},
        "body": json.dumps(request),
        "isBase64Encoded": False,
    }


def checked(response: Json) -> Json:
    """A webhook's response, which the package takes."""
    WebhookResponse.from_json(json.dumps(response))
    return response


def said(response: Json) -> list[str]:
    """The texts of a response."""
    messages = response["fulfillmentMessages"]
    return [line for message in messages if "text" in message for line in message["text"]["text"]]


def context_turns(response: Json) -> dict[str, int]:
    """The contexts of a response and how many turns each is to live."""
    contexts = response["outputContexts"]
    return {context["name"].rpartition("/")[2]: context["lifespanCount"] for context in contexts}
