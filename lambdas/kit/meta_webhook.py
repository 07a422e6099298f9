"""How Meta proves its webhook calls: a handshake once, and a signature over the bytes of every body.

Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started (verification, payloads)
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol
from urllib.parse import parse_qsl

from lambdas.kit.fields import text
from lambdas.kit.secret import keys_of
from lambdas.kit.translation import Failure

SIGNATURE: Final = "x-hub-signature-256"
LARGEST_BYTES: Final = 3 * 1024 * 1024
"""A call holds up to 1,000 updates, and up to 3 MB for WhatsApp.

Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications,
https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
"""

LONGEST_QUERY: Final = 2048
MOST_FIELDS: Final = 8
AN_ID: Final = re.compile(r"[!-~]{1,300}")
"""Ids are opaque; they become parts of keys, which have an end."""

A_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_.-]{1,256}")


def signed(body: bytes, signature: str, keys: Sequence[bytes]) -> bool:
    """Whether one of the app secrets signed these bytes; compared in constant time."""
    given = signature.encode(errors="surrogatepass")
    # Each is compared, whichever fits: the time taken tells nothing.
    matches = [hmac.compare_digest(given, b"sha256=" + _mac(key, body)) for key in keys]
    return any(matches)


def verify_token(key: bytes, name: str) -> str:
    """What Meta shows us when it asks whether a URL is ours: made of the app secret, and so kept nowhere.

    What it is made of is no JSON: as a signature it would prove nothing that we read.
    """
    return _mac(key, f"parley verify {name}".encode()).decode()


def challenge(query: str, keys: Sequence[bytes], name: str) -> str:
    """What Meta wants back, where it shows the token of one of the app secrets; empty where it does not."""
    fields = _fields(query)
    given = fields.get("hub.verify_token", "").encode(errors="surrogatepass")
    matches = [hmac.compare_digest(given, verify_token(key, name).encode()) for key in keys]
    told = fields.get("hub.challenge", "")
    asked = fields.get("hub.mode") == "subscribe" and A_CHALLENGE.fullmatch(told) is not None
    return told if any(matches) and asked else ""


def identifier(given: object) -> str:
    """An id; raises TypeError or ValueError."""
    found = text(given)
    if AN_ID.fullmatch(found) is None:
        raise ValueError("no id")
    return found


class Call(Protocol):
    """A call that came to the URL."""

    @property
    def method(self) -> str:
        """The method, as HTTP writes it."""
        ...

    @property
    def query(self) -> str:
        """What follows the question mark, as it came."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, by their names in small letters."""
        ...

    @property
    def body(self) -> bytes:
        """The bytes that came."""
        ...


class Refusal(Protocol):
    """Makes an error in the caller's own terms."""

    def __call__(self, message: str, *, code: str) -> Exception:
        """The error; code: ``too_large`` or ``forged``."""
        ...


class MetaWebhook:
    """The URL that Meta calls for one installation.

    name: the installation's, for its verify token. keys: the valid app secrets, see ``SecretKeys``; two while
    one is being replaced. refused: what is raised, or ``unread`` while the secret cannot be read.
    """

    def __init__(
        self, *, name: str, keys: Callable[[], Sequence[bytes]], refused: Refusal, unread: Failure
    ) -> None:
        self._name, self._keys, self._refused, self._unread = name, keys, refused, unread

    def check(self, call: Call) -> None:
        """Raise unless Meta called: size first, then the token of a handshake, or the body's signature."""
        if len(call.body) > LARGEST_BYTES:
            raise self._refused(f"delivery of {len(call.body)} bytes", code="too_large")
        if is_handshake(call):
            if not self.answer(call):
                raise self._refused("wrong verify token", code="forged")
        elif not signed(call.body, call.headers.get(SIGNATURE, ""), self._secrets()):
            raise self._refused("wrong signature", code="forged")

    def answer(self, call: Call) -> str:
        """What Meta reads: the challenge of a handshake; of anything else it reads nothing."""
        return challenge(call.query, self._secrets(), self._name) if is_handshake(call) else ""

    def _secrets(self) -> Sequence[bytes]:
        forged = partial(self._refused, code="forged")
        return keys_of(self._keys, unread=self._unread, unset=forged, name="app secret")


def is_handshake(call: Call) -> bool:
    """Whether it only asks if the URL is ours; all that tells something is posted."""
    return call.method == "GET"


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).hexdigest().encode()


def _fields(query: str) -> dict[str, str]:
    """The fields of a query; none where one stands there twice, or it is none."""
    if len(query) > LONGEST_QUERY:
        return {}
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else {}
