"""Webhooks signed as Standard Webhooks are: an id, a time and the body, by HMAC-SHA256 with a shared secret.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import hashlib
import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from typing import Final

PREFIX: Final = "whsec_"
FEWEST_BYTES, MOST_BYTES = 24, 64
"""Of a secret."""

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
AN_ID: Final = re.compile(r"[!-\-/-~]{1,256}")
"""Whatever is visible but a full stop, which parts what is signed."""

A_TIME: Final = re.compile(r"[0-9]{1,12}")
TOLERANCE_S: Final = 300
MOST_SIGNATURES: Final = 16


class NotSignedError(Exception):
    """This call is not signed, or was signed long ago; the message says which."""


def key_of(secret: str) -> bytes:
    """The bytes of a secret as people pass it on; raises ValueError where it is none."""
    text = secret.removeprefix(PREFIX)
    key = b64decode(text + "=" * (-len(text) % 4), validate=True)
    if not FEWEST_BYTES <= len(key) <= MOST_BYTES:
        raise ValueError(f"a secret of {len(key)} bytes")
    return key


def signed_headers(key: bytes, *, webhook_id: str, at: int, body: bytes) -> Mapping[str, str]:
    """The headers of a call. webhook_id: the same whenever it is made again. at: seconds since 1970."""
    return {ID: webhook_id, TIMESTAMP: str(at), SIGNATURE: _signature(key, webhook_id, str(at), body)}


def check_signed(headers: Mapping[str, str], body: bytes, *, keys: Iterable[bytes], now: float) -> str:
    """The id of a call that one of the keys signed in these five minutes; raises ``NotSignedError``.

    Every key is tried on every signature, and compared in constant time on bytes.
    """
    webhook_id, at = headers.get(ID, ""), headers.get(TIMESTAMP, "")
    if not AN_ID.fullmatch(webhook_id) or not A_TIME.fullmatch(at):
        raise NotSignedError("no id or no time")
    given = [each.encode(errors="surrogatepass") for each in headers.get(SIGNATURE, "").split(" ")]
    wanted = [_signature(key, webhook_id, at, body).encode() for key in keys]
    # Each is compared, whichever fits: the time taken tells nothing.
    matches = [hmac.compare_digest(one, other) for one in given[:MOST_SIGNATURES] for other in wanted]
    if not any(matches):
        raise NotSignedError("not signed by one of the secrets")
    if abs(now - int(at)) > TOLERANCE_S:
        raise NotSignedError("signed more than five minutes before or ahead")
    return webhook_id


def _signature(key: bytes, webhook_id: str, at: str, body: bytes) -> str:
    digest = hmac.digest(key, f"{webhook_id}.{at}.".encode() + body, hashlib.sha256)
    return f"v1,{b64encode(digest).decode()}"
