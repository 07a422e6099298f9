"""What became of messages that went out, for operators to see.

Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
"""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lambdas.domain.ids import InstallationId
from lambdas.kit.fields import items, members

log = logging.getLogger(__name__)

A_STATUS: Final = re.compile(r"[a-z]{1,20}")
FAILED: Final = "failed"


def record(status: object, *, installation: InstallationId) -> str:
    """The kind of a status, such as ``status:delivered``; of a failure is warned by its code.

    Raises TypeError, KeyError or ValueError where it is malformed.
    """
    told = members(status)
    kind = str(told["status"])
    if kind == FAILED:
        for code in _codes(told):
            log.warning("message failed", extra={"installation": installation, "code": code})
    return f"status:{kind if A_STATUS.fullmatch(kind) else 'unknown'}"


def warn(errors: object, *, installation: InstallationId) -> None:
    """Warn of what went wrong at WhatsApp; raises as ``record``."""
    for code in _codes({"errors": errors}):
        log.warning("whatsapp told of a failure", extra={"installation": installation, "code": code})


def _codes(told: Mapping[str, Any]) -> Sequence[int]:
    codes = [members(error).get("code") for error in items(told.get("errors"))]
    return [code for code in codes if isinstance(code, int)] or [0]
