"""What happens to a socket between its opening and its end: connect, resume, disconnect."""

import logging
from typing import Any

from lambdas.channels.web import frames
from lambdas.connection.authorizer import PROTOCOL
from lambdas.connection.wiring import ConnectionApp
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import ConnectionId
from lambdas.domain.keys import holder_address, holder_key
from lambdas.domain.pass_claims import holder_of
from lambdas.domain.socket import Socket
from lambdas.domain.turn import Pass
from lambdas.flows.resume import resume as show

log = logging.getLogger(__name__)


def connect(event: dict[str, Any], *, app: ConnectionApp) -> dict[str, Any]:
    """Remember the socket and answer ``parley.v1``; 500 refuses the handshake, which may be tried again."""
    holder = _holder(event)
    now = app.clock.now()
    socket = Socket(
        address=holder_address(holder),
        connection=_connection(event),
        owner=holder.owner,
        since=now,
        expires=now + app.open_for,
        identity_expires=holder.identity_expires,
    )
    try:
        app.connections.add(socket)
    except Retryable:
        log.exception("socket not remembered")
        return {"statusCode": 500}
    log.info("socket opened", extra={"conversation": holder.conversation})
    return {"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": PROTOCOL}}


def disconnect(event: dict[str, Any], *, app: ConnectionApp) -> dict[str, Any]:
    """Forget the socket; best effort, since its row ends by itself."""
    holder = _holder(event)
    try:
        app.connections.remove(holder_key(holder), _connection(event))
    except Retryable:
        log.exception("socket not forgotten")
    log.info("socket closed", extra={"conversation": holder.conversation})
    return {"statusCode": 200}


def resume(event: dict[str, Any], *, app: ConnectionApp) -> str:
    """The ``lines`` frame that answers ``{"type": "resume", "after": 12}``, or an ``error``."""
    body = str(event.get("body") or "").encode(errors="surrogatepass")
    try:
        holder = _holder(event)
        after = _after(body, holder)
        page = show(holder, after=after, transcript=app.transcript, clock=app.clock, links=app.links)
    except Refused as refusal:
        log.warning("resume refused", extra={"code": refusal.code, "reason": str(refusal)})
        return frames.error(refusal.code)
    except Retryable:
        log.exception("resume failed")
        return frames.error("unavailable", retry=True)
    log.info("resumed", extra={"lines": len(page.lines), "more": page.more})
    return frames.page_frame(page, after=after)


def _after(body: bytes, holder: Pass) -> int:
    frame = frames.read_frame(body)
    if frame.get("conversation", holder.conversation) != holder.conversation:
        raise Refused("frame names another conversation", code="forbidden")
    if frame["type"] != "resume":
        raise Refused("unknown type of frame", code="unknown_type")
    after = frame.get("after")
    if type(after) is not int or not 0 <= after < 10**12:
        raise Refused("after must be a whole number from 0", code="bad_field")
    return after


def _holder(event: dict[str, Any]) -> Pass:
    return holder_of(event["requestContext"].get("authorizer") or {})


def _connection(event: dict[str, Any]) -> ConnectionId:
    return ConnectionId(event["requestContext"]["connectionId"])
