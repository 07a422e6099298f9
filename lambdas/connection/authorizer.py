"""The ``$connect`` authorizer: a ticket among the subprotocols that the client offers.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
"""

import logging
from typing import Any, Final

from lambdas.connection.wiring import ConnectionApp
from lambdas.domain.errors import Refused
from lambdas.domain.pass_claims import claims
from lambdas.flows.admit import admit
from lambdas.kit.headers import headers_of

log = logging.getLogger(__name__)

PROTOCOL: Final = "parley.v1"
TICKET: Final = "ticket."


def authorize(event: dict[str, Any], *, app: ConnectionApp) -> dict[str, Any]:
    """An Allow that hands the pass on to every route, or a Deny.

    Raises ``Retryable`` while tickets cannot be checked: the handshake fails with 500 and may be tried again.
    """
    headers = headers_of(event)
    try:
        ticket = offered_ticket(headers.get("sec-websocket-protocol", ""))
        holder = admit(ticket, origin=headers.get("origin"), door=app.door)
    except Refused as refusal:
        log.warning("socket refused", extra={"code": refusal.code, "reason": str(refusal)})
        return _policy("Deny", "nobody", event, {})
    log.info("socket admitted", extra={"conversation": holder.conversation})
    return _policy("Allow", holder.owner, event, claims(holder))


def offered_ticket(protocols: str) -> str:
    """The ticket of ``parley.v1, ticket.<ticket>``; raises ``Refused`` where either is missing."""
    offered = [protocol.strip() for protocol in protocols.split(",")]
    tickets = [protocol.removeprefix(TICKET) for protocol in offered if protocol.startswith(TICKET)]
    if PROTOCOL not in offered or len(tickets) != 1:
        raise Refused(f"subprotocols must be {PROTOCOL} and one ticket", code="bad_field")
    return tickets[0]


def _policy(effect: str, principal: str, event: dict[str, Any], context: dict[str, str]) -> dict[str, Any]:
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}
    return {
        "principalId": principal,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": context,
    }
