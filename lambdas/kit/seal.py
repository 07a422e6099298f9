"""Tokens signed with HMAC-SHA256: ``<claims>.<signature>``, both base64url without padding.

Every character may stand in a WebSocket subprotocol (RFC 7230, token).
Source: https://www.rfc-editor.org/rfc/rfc2104
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

LONGEST: Final = 4096


class SealError(Exception):
    """This token is forged, expired, too long, or was made for another purpose."""


class HmacSeal:
    """Signs with the newest key and accepts every valid one.

    keys: see ``SecretKeys``; the newest first.
    """

    def __init__(
        self,
        *,
        keys: Callable[[], Sequence[bytes]],
        now: Callable[[], datetime],
        refusal: type[Exception] = SealError,
    ) -> None:
        self._keys, self._now, self._refusal = keys, now, refusal

    def seal(self, purpose: str, claims: Mapping[str, str], *, expires: datetime) -> str:
        """See ``Seal``."""
        body = json.dumps(
            {**claims, "expires": int(expires.timestamp())}, separators=(",", ":"), sort_keys=True
        )
        claimed = _text(body.encode())
        return f"{claimed}.{_text(_signature(self._keys()[0], purpose, claimed))}"

    def open(self, purpose: str, token: str) -> Mapping[str, str]:
        """See ``Seal``; compared in constant time, size first."""
        if len(token) > LONGEST or not token.isascii():
            raise self._refusal("token too long or not ASCII")
        claimed, _, signed = token.partition(".")
        given = signed.encode()
        wanted = [_text(_signature(key, purpose, claimed)).encode() for key in self._keys()]
        if not any(hmac.compare_digest(given, one) for one in wanted):
            raise self._refusal("token not signed by us for this purpose")
        claims: dict[str, str | int] = json.loads(_bytes(claimed))
        if self._now().timestamp() >= int(claims.pop("expires")):
            raise self._refusal("token expired")
        return {name: str(value) for name, value in claims.items()}


def _signature(key: bytes, purpose: str, claimed: str) -> bytes:
    return hmac.digest(key, json.dumps([purpose, claimed]).encode(), hashlib.sha256)


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
