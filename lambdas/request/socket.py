"""One WebSocket frame in, one frame out."""

import logging
from typing import Any

from lambdas.channels.web import frames
from lambdas.domain.errors import ParleyError, Refused
from lambdas.domain.ids import ConnectionId
from lambdas.domain.pass_claims import holder_of
from lambdas.domain.turn import Delivery
from lambdas.flows.accept import accept
from lambdas.request.wiring import RequestApp

log = logging.getLogger(__name__)


def answer_frame(event: dict[str, Any], *, app: RequestApp) -> str:
    """The frame that answers a frame: ``ack`` once it is queued, ``pong``, or an ``error``.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
    """
    body = str(event.get("body") or "").encode(errors="surrogatepass")
    try:
        delivery = to_delivery(event, body)
        turns = accept(delivery, channel=app.sockets[delivery.installation], queue=app.queue)
    except Refused as refusal:
        log.warning("frame refused", extra={"code": refusal.code, "reason": str(refusal)})
        return frames.error(refusal.code, event=frames.frame_id(body))
    except (ParleyError, LookupError):
        log.exception("frame not queued")
        return frames.error("unavailable", event=frames.frame_id(body), retry=True)
    log.info("frame accepted", extra={"turns": len(turns)})
    return frames.ack(turns[0].event) if turns else frames.PONG


def to_delivery(event: dict[str, Any], body: bytes) -> Delivery:
    """A MESSAGE event of API Gateway as a delivery; raises ``Refused`` for any other."""
    context = event["requestContext"]
    if context.get("eventType") != "MESSAGE":
        raise Refused("not a message", code="unknown_type")
    holder = holder_of(context.get("authorizer") or {})
    return Delivery(
        installation=holder.installation,
        body=body,
        holder=holder,
        connection=ConnectionId(context["connectionId"]),
    )
