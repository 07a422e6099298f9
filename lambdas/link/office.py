"""What other Lambdas ask of this one: ``{"do": "refresh", "owner": …}``, invoked, never by HTTP."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from lambdas.flows.link.desk import LinkDesk
from lambdas.flows.link.refresh import refresh
from lambdas.flows.link.sign_out import drop, erase, sign_out

log = logging.getLogger(__name__)

ORDER: Final = frozenset({"do", "owner", "login"})
"""All that an order has. An event of API Gateway has others, and what a caller sends stands further in."""


def is_order(event: Mapping[str, Any]) -> bool:
    """Whether an event can only come from an invocation of ours."""
    return "do" in event and event.keys() <= ORDER


def carry_out(order: Mapping[str, Any], *, desk: LinkDesk) -> dict[str, Any]:
    """``{"done": …, "url"?}`` or ``{"refused": code}``; what may pass is raised, and may be asked again."""
    log.info("order", extra={"do": order["do"]})
    try:
        return _done(str(order["do"]), OwnerId(str(order["owner"])), order, desk)
    except Refused as refusal:
        log.warning("order refused", extra={"do": order["do"], "code": refusal.code})
        return {"refused": refusal.code}


def _done(what: str, owner: OwnerId, order: Mapping[str, Any], desk: LinkDesk) -> dict[str, Any]:
    match what:
        case "sign_out":
            out = sign_out(owner, desk=desk)
            return {"done": out.done, "url": out.url}
        case "refresh":
            refresh(owner, desk=desk)
        case "drop":
            drop(owner, str(order["login"]), desk=desk)
        case "erase":
            erase(owner, desk=desk)
        case _:
            raise ValueError(f"no order of ours: {what}")
    return {"done": True}
