"""Entry point of fulfilment: the engines' hooks."""

from typing import Any

from lambdas.fulfilment.answer import answer_lex
from lambdas.fulfilment.webhook import answer_webhook
from lambdas.fulfilment.wiring import wire

app = wire()


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer one code hook of Lex V2, or one webhook call of another engine through the HTTP API.

    A failure that may pass is raised to Lex, which reports it as its own; a webhook is answered 503.
    """
    if event.get("version") == "2.0":
        return answer_webhook(event, app=app)
    return answer_lex(event, app=app)
