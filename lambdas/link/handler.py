"""Entry point of link: the pages where people sign in, and the orders of response and fulfilment."""

from typing import Any

from lambdas.link.office import carry_out, is_order
from lambdas.link.route import answer
from lambdas.link.wiring import wire

app = wire()


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answer one request of a browser, or carry out one order; told apart by what API Gateway always adds."""
    if is_order(event):
        return carry_out(event, desk=app.desk)
    return answer(event, app=app)
