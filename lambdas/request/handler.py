"""Entry point of request: frames of the WebSocket API, webhooks of the HTTP API, turns that waited."""

from typing import Any

from lambdas.request.later import bring
from lambdas.request.socket import answer_frame
from lambdas.request.webhook import answer_webhook
from lambdas.request.wiring import wire

app = wire()


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer one delivery, always within its channel's deadline and only after it is queued."""
    if "Records" in event:
        return bring(event["Records"], queue=app.queue)
    if event.get("version") == "2.0":
        return answer_webhook(event, app=app)
    return {"statusCode": 200, "body": answer_frame(event, app=app)}
