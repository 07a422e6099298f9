"""Signs and checks as Standard Webhooks say, by code of its own: it is the other side.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import hashlib
import hmac
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping

TOLERANCE_S = 300


def sign(secret: str, *, webhook_id: str, body: bytes) -> Mapping[str, str]:
    """The headers of a call that is made now."""
    at = str(int(time.time()))
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": at,
        "webhook-signature": _signature(secret, webhook_id, at, body),
    }


def is_signed(headers: Mapping[str, str], body: bytes, *, secret: str) -> bool:
    """Whether a call was signed with the secret in these five minutes."""
    webhook_id, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not webhook_id or not at.isdecimal() or abs(time.time() - int(at)) > TOLERANCE_S:
        return False
    wanted = _signature(secret, webhook_id, at, body)
    given = headers.get("webhook-signature", "").split()
    return any(hmac.compare_digest(each, wanted) for each in given if each.isascii())


def _signature(secret: str, webhook_id: str, at: str, body: bytes) -> str:
    key = b64decode(secret.removeprefix("whsec_"))
    digest = hmac.digest(key, f"{webhook_id}.{at}.".encode() + body, hashlib.sha256)
    return f"v1,{b64encode(digest).decode()}"
