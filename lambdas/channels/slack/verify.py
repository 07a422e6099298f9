"""Whether Slack sent a request: signed with the app's signing secret, and not long ago.

Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from lambdas.domain.errors import Refused

SIGNATURE: Final = "x-slack-signature"
TIMESTAMP: Final = "x-slack-request-timestamp"
VERSION: Final = b"v0"
FRESH_S: Final = 300
A_TIMESTAMP: Final = re.compile(r"[0-9]{1,12}", re.ASCII)


def check(body: bytes, headers: Mapping[str, str], *, keys: Sequence[bytes], now: datetime) -> None:
    """Raise ``Refused`` unless one of the keys signed these very bytes within five minutes of now.

    Compared in constant time, on bytes: whatever stands in a header is no reason to fail.
    """
    timestamp = headers.get(TIMESTAMP, "")
    given = headers.get(SIGNATURE, "").encode(errors="surrogatepass")
    if not A_TIMESTAMP.fullmatch(timestamp):
        raise Refused("no timestamp of slack", code="forged")
    # Each is compared, whichever fits: the time taken tells nothing.
    matches = [hmac.compare_digest(given, signature(body, timestamp=timestamp, key=key)) for key in keys]
    if not any(matches):
        raise Refused("wrong signature", code="forged")
    if abs(now.timestamp() - int(timestamp)) > FRESH_S:
        raise Refused("signed too long ago", code="forged")


def signature(body: bytes, *, timestamp: str, key: bytes) -> bytes:
    """What Slack shows with a body: ``v0=`` and 64 hexadecimal digits."""
    signed = b":".join((VERSION, timestamp.encode(), body))
    return VERSION + b"=" + hmac.new(key, signed, hashlib.sha256).hexdigest().encode()
