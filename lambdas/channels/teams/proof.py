"""Tells the connector's tokens from all others: size, header, signature, then every claim we rely on.

RS256 is pinned, never read off the token. A token does not sign what comes with it.
Source: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#step-4-verify-the-jwt-token,
https://www.rfc-editor.org/rfc/rfc7515 (JWS), https://www.rfc-editor.org/rfc/rfc8725 (its good use)
"""

import hmac
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from lambdas.channels.teams.keys import SigningKey
from lambdas.domain.errors import Refused

ISSUER: Final = "https://api.botframework.com"
LONGEST: Final = 8 * 1024
LONGEST_KEY_ID: Final = 256
BEARER: Final = re.compile(r"Bearer ([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)", re.ASCII)

SKEW_S: Final = 300
"""So far may clocks be apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What a genuine token says: where to answer, and for which channels its key may sign."""

    service_url: str
    endorsements: frozenset[str]


def proven(authorization: str, *, audience: str, keys: Callable[[str], SigningKey], now: datetime) -> Proven:
    """What the header ``Authorization`` proves; audience: the bot's app id.

    Raises ``Refused``, or ``Retryable`` where the keys cannot be read.
    """
    parts = BEARER.fullmatch(authorization) if len(authorization) <= LONGEST else None
    if parts is None:
        raise _forged("no token")
    header, payload, signature = map(_decoded, parts.groups())
    key = keys(_key_id(_read(header)))
    try:
        key.public.verify(signature, f"{parts[1]}.{parts[2]}".encode(), PKCS1v15(), SHA256())
    except InvalidSignature:
        raise _forged("token not signed by the connector") from None
    claims = _read(payload)
    _demand(claims, "iss", ISSUER)
    _demand(claims, "aud", audience)
    _check_time(claims, now.timestamp())
    url = claims.get("serviceurl")
    if not isinstance(url, str):
        raise _forged("token without serviceurl")
    return Proven(service_url=url, endorsements=key.endorsements)


def _key_id(header: Mapping[str, Any]) -> str:
    kid = header.get("kid")
    if header.get("alg") != "RS256" or "crit" in header:
        raise _forged("token of another algorithm, or with an extension")
    if not isinstance(kid, str) or len(kid) > LONGEST_KEY_ID:
        raise _forged("token names no key")
    return kid


def _check_time(claims: Mapping[str, Any], now_s: float) -> None:
    if _instant(claims, "exp") <= now_s - SKEW_S:
        raise _forged("token expired")
    for name in ("nbf", "iat"):
        if name in claims and _instant(claims, name) > now_s + SKEW_S:
            raise _forged("token not good yet")


def _instant(claims: Mapping[str, Any], name: str) -> float:
    given = claims.get(name)
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _forged(f"{name} of a token is no time")
    return given


def _demand(claims: Mapping[str, Any], name: str, wanted: str) -> None:
    given = claims.get(name)
    # A claim may hold half a character.
    told = given.encode("utf-8", "backslashreplace") if isinstance(given, str) else b""
    if not hmac.compare_digest(told, wanted.encode()):
        raise _forged(f"token with another {name}")


def _decoded(segment: str) -> bytes:
    """The bytes of a segment, which no other segment stands for."""
    try:
        raw = urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except ValueError:
        raise _forged("no token") from None
    if urlsafe_b64encode(raw).rstrip(b"=") != segment.encode():
        raise _forged("no token")
    return raw


def _read(given: bytes) -> Mapping[str, Any]:
    try:
        read = json.loads(given.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _forged("token holds no JSON") from None
    if not isinstance(read, dict):
        raise _forged("token holds no JSON object")
    return read


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object; readers take different ones where one stands twice."""
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a member twice")
    return read


def _no_number(name: str) -> float:
    raise ValueError(name)


def _forged(why: str) -> Refused:
    return Refused(why, code="forged")
