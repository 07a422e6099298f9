"""``POST /api/tickets``: what a page asks before it opens a socket."""

import json
import logging
from base64 import b64decode
from typing import Any, Final

from lambdas.connection.caller import caller_network
from lambdas.connection.wiring import ConnectionApp
from lambdas.domain.errors import OverLimit, Refused, Retryable
from lambdas.flows.admit import Admission, Asked, issue
from lambdas.flows.limit_tickets import count_ticket
from lambdas.kit.headers import headers_of

log = logging.getLogger(__name__)

STATUSES: Final = {
    "bad_field": 400,
    "no_identity": 400,
    "bad_identity": 401,
    "old_identity": 401,
    "identity_required": 401,
    "forbidden_origin": 403,
    "unknown_installation": 404,
}
LONGEST: Final = 8192


def answer_ticket(event: dict[str, Any], *, app: ConnectionApp) -> dict[str, Any]:
    """201 with a ticket, or a status and ``{"code", "message"}`` that say why there is none.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    """
    try:
        asked = _asked(event)
        count_ticket(caller_network(event, front=app.front), limit=app.limit)
        admission = issue(asked, door=app.door)
    except OverLimit as limit:
        log.warning("too many tickets", extra={"again_s": limit.again_s})
        return _too_many(limit)
    except Refused as refusal:
        log.warning("ticket refused", extra={"code": refusal.code})
        return _json(STATUSES[refusal.code], {"code": refusal.code, "message": str(refusal)})
    except Retryable:
        log.exception("identity not verified")
        return _json(503, {"code": "unavailable", "message": "the identity cannot be verified just now"})
    log.info("ticket issued", extra={"conversation": admission.conversation})
    return _json(201, _told(admission, app))


def _told(admission: Admission, app: ConnectionApp) -> dict[str, Any]:
    """The answer; the socket's time ends with the identity behind it, so that the page asks again."""
    open_for, expires = app.open_for, admission.identity_expires
    if expires is not None:
        open_for = min(open_for, expires - app.clock.now())
    visitor = {"visitor": admission.visitor} if admission.visitor else {}
    return {
        "conversation": admission.conversation,
        **visitor,
        "ticket": admission.ticket,
        "url": app.url,
        "expires_in_s": app.door.ticket_s,
        "idle_s": int(app.idle_for.total_seconds()),
        "connection_s": max(1, int(open_for.total_seconds())),
    }


def _too_many(limit: OverLimit) -> dict[str, Any]:
    """Source: https://www.rfc-editor.org/rfc/rfc6585#section-4 (with ``Retry-After`` in seconds)."""
    message = f"too many tickets from this network; ask again in {limit.again_s} s"
    answer = _json(429, {"code": "too_many", "message": message})
    answer["headers"]["retry-after"] = str(limit.again_s)
    return answer


def _asked(event: dict[str, Any]) -> Asked:
    members = _members(event)
    installation = _text(members, "installation")
    if installation is None:
        raise Refused("installation is missing", code="bad_field")
    return Asked(
        installation=installation,
        locale=_text(members, "locale"),
        visitor=_text(members, "visitor"),
        identity=_text(members, "identity"),
        origin=headers_of(event).get("origin"),
    )


def _text(members: dict[str, Any], name: str) -> str | None:
    given = members.get(name)
    if given is not None and not isinstance(given, str):
        raise Refused(f"{name} must be a string", code="bad_field")
    return given


def _members(event: dict[str, Any]) -> dict[str, Any]:
    body = event.get("body") or ""
    if len(body) > LONGEST:
        raise Refused(f"body over {LONGEST} characters", code="bad_field")
    try:
        members = json.loads(b64decode(body) if event.get("isBase64Encoded") else body)
    except (ValueError, RecursionError) as error:
        raise Refused("body is not JSON", code="bad_field") from error
    if not isinstance(members, dict):
        raise Refused("body is not a JSON object", code="bad_field")
    return members


def _json(status: int, members: dict[str, Any]) -> dict[str, Any]:
    headers = {"content-type": "application/json", "cache-control": "no-store"}
    return {"statusCode": status, "headers": headers, "body": json.dumps(members)}
