"""Fulfils a matched intent through the agent's webhook.

Source: https://cloud.google.com/dialogflow/es/docs/fulfillment-webhook
"""

import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dev.dialogflow.contexts import Contexts, with_given
from dev.dialogflow.errors import InvalidArgumentError
from dev.dialogflow.matching import Match
from dev.dialogflow.result import Json, Query, contexts_json
from dev.dialogflow.webhook import INVALID_ARGUMENT, WebhookCall, WebhookFailedError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfilled:
    """The response of a query, and the contexts after it."""

    response: Json
    contexts: Contexts


def fulfilled(
    result: Json,
    contexts: Contexts,
    *,
    match: Match,
    query: Query,
    settings: Mapping[str, Any],
    webhook: WebhookCall | None,
    now: datetime,
) -> Fulfilled:
    """Give the response; where the webhook fails, what the agent itself would say.

    settings: the query parameters of the request; their payload goes to the webhook.
    """
    response: Json = {"responseId": str(uuid.uuid4()), "queryResult": result}
    if webhook is None or not match.intent.webhook:
        return Fulfilled(response=response, contexts=contexts)
    original = {"source": settings.get("platform") or "", "payload": settings.get("payload") or {}}
    asked = {**response, "session": query.session.whole, "originalDetectIntentRequest": original}
    try:
        answer = webhook(asked)
        after = with_given(contexts, answer.get("outputContexts", ()), session=query.session.whole, now=now)
    except (WebhookFailedError, InvalidArgumentError) as error:
        log.info("webhook failed", extra={"error": str(error)})
        code = error.code if isinstance(error, WebhookFailedError) else INVALID_ARGUMENT
        status = {"code": code, "message": str(error)}
        return Fulfilled(response={**response, "webhookStatus": status}, contexts=contexts)
    told = {**result, **_told(answer), "outputContexts": contexts_json(after, match, query)}
    done = {"message": "Webhook execution successful"}
    return Fulfilled(response={**response, "queryResult": told, "webhookStatus": done}, contexts=after)


def _told(answer: Mapping[str, Any]) -> Json:
    """Give what a webhook's response says; its text alone is a message too."""
    told: Json = {}
    messages = answer.get("fulfillmentMessages", ())
    text = answer.get("fulfillmentText") or _first_text(messages)
    if messages or text:
        told["fulfillmentMessages"] = list(messages) or [{"text": {"text": [text]}}]
        told["fulfillmentText"] = text
    if answer.get("source"):
        told["webhookSource"] = answer["source"]
    if answer.get("payload"):
        told["webhookPayload"] = answer["payload"]
    return told


def _first_text(messages: Any) -> str:  # noqa: ANN401 (JSON)
    texts = (one["text"].get("text") for one in messages if "text" in one)
    return next((str(said[0]) for said in texts if said), "")
