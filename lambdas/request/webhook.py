"""One webhook call in, one status out."""

import logging
from base64 import b64decode
from collections.abc import Mapping
from typing import Any, Final

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import InstallationId
from lambdas.domain.turn import Acknowledgement, Delivery
from lambdas.flows.accept import accept
from lambdas.kit.headers import headers_of
from lambdas.request.wiring import RequestApp

log = logging.getLogger(__name__)

UNAUTHORIZED: Final = 401
STATUSES: Final[Mapping[str, int]] = {"too_large": 413, "unreadable": 400}
"""What the codes of a refusal are in HTTP; every other is 401."""


def answer_webhook(event: dict[str, Any], *, app: RequestApp) -> dict[str, Any]:
    """200 once every turn is queued; 404, 401, 413 or 400 for what is never taken; 503 to be called again.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    """
    channel = app.webhooks.get(installation_of(event))
    if channel is None:
        log.warning("unknown installation", extra={"installation": installation_of(event)})
        return {"statusCode": 404}
    try:
        delivery = to_delivery(event, webhooks_url=app.webhooks_url)
        turns = accept(delivery, channel=channel, queue=app.queue)
    except Refused as refusal:
        log.warning("delivery refused", extra={"code": refusal.code, "reason": str(refusal)})
        return {"statusCode": STATUSES.get(refusal.code, UNAUTHORIZED)}
    except Retryable:
        log.exception("delivery not queued")
        return {"statusCode": 503}
    log.info("delivery accepted", extra={"turns": len(turns)})
    return _answered(channel.acknowledge(delivery))


def installation_of(event: dict[str, Any]) -> InstallationId:
    """Whom a call is for, by its path."""
    return InstallationId(event["pathParameters"]["installation"])


def _answered(acknowledgement: Acknowledgement) -> dict[str, Any]:
    if not acknowledgement.body:
        return {"statusCode": 200}
    headers = {"content-type": acknowledgement.content_type, "x-content-type-options": "nosniff"}
    return {"statusCode": 200, "headers": headers, "body": acknowledgement.body}


def to_delivery(event: dict[str, Any], *, webhooks_url: str) -> Delivery:
    """An HTTP API event (payload 2.0) as a delivery, its body untouched.

    Raises ``Refused`` for broken base64.
    """
    body = event.get("body") or ""
    try:
        raw = b64decode(body) if event.get("isBase64Encoded") else body.encode(errors="surrogatepass")
    except ValueError as error:
        raise Refused("body is no base64, so no gateway sent it", code="forged") from error
    context = event.get("requestContext", {})
    return Delivery(
        installation=installation_of(event),
        headers=headers_of(event),
        body=raw,
        method=context.get("http", {}).get("method", "POST"),
        query=event.get("rawQueryString") or "",
        # What API Gateway says of itself, never what a header claims.
        urls=(
            f"{webhooks_url}/{installation_of(event)}",
            f"https://{context.get('domainName', '')}{event.get('rawPath', '')}",
        ),
    )
