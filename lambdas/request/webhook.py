"""One webhook call in, one status out."""

import logging
from base64 import b64decode
from typing import Any

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import InstallationId
from lambdas.domain.turn import Delivery
from lambdas.flows.accept import accept
from lambdas.request.wiring import RequestApp

log = logging.getLogger(__name__)


def answer_webhook(event: dict[str, Any], *, app: RequestApp) -> dict[str, Any]:
    """200 once every turn is queued, 401 for a forged or unreadable call, 404, or 503 to be called again.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    """
    delivery = to_delivery(event)
    channel = app.webhooks.get(delivery.installation)
    if channel is None:
        log.warning("unknown installation", extra={"installation": delivery.installation})
        return {"statusCode": 404}
    try:
        turns = accept(delivery, channel=channel, queue=app.queue)
    except Refused as refusal:
        log.warning("delivery refused", extra={"code": refusal.code, "reason": str(refusal)})
        return {"statusCode": 401}
    except Retryable:
        log.exception("delivery not queued")
        return {"statusCode": 503}
    log.info("delivery accepted", extra={"turns": len(turns)})
    return {"statusCode": 200}


def to_delivery(event: dict[str, Any]) -> Delivery:
    """An HTTP API event (payload 2.0) as a delivery, its body untouched."""
    body = event.get("body") or ""
    return Delivery(
        installation=InstallationId(event["pathParameters"]["installation"]),
        headers={name.lower(): value for name, value in event.get("headers", {}).items()},
        body=b64decode(body) if event.get("isBase64Encoded") else body.encode(),
    )
