"""Entry point of connection: tickets, the socket's authorizer, connect, disconnect and resume."""

from typing import Any

from lambdas.connection.authorizer import authorize
from lambdas.connection.socket import connect, disconnect, resume
from lambdas.connection.tickets import answer_ticket
from lambdas.connection.wiring import wire

app = wire()


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer one event, told apart by what API Gateway says of it and never by a client's word."""
    if event.get("version") == "2.0":
        return answer_ticket(event, app=app)
    if event.get("type") == "REQUEST":
        return authorize(event, app=app)
    match event["requestContext"]["eventType"]:
        case "CONNECT":
            return connect(event, app=app)
        case "DISCONNECT":
            return disconnect(event, app=app)
        case _:
            return {"statusCode": 200, "body": resume(event, app=app)}
