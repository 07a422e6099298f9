"""Entry point of fulfilment: the engines' hooks."""

from typing import Any

from lambdas.fulfilment.answer import answer_lex
from lambdas.fulfilment.wiring import wire

app = wire()


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer one code hook of Lex V2; a failure that may pass is raised, and Lex reports it as its own."""
    return answer_lex(event, app=app)
