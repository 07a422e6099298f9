"""Tells genuine tokens from all others: size first, then header, signature, and every claim we rely on.

The algorithm is pinned with the key, never read off the token.
Source: https://www.rfc-editor.org/rfc/rfc7519 (JWT), https://www.rfc-editor.org/rfc/rfc8725 (its good use),
https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
"""

import hmac
import json
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWS
from jwt.exceptions import InvalidSignatureError, PyJWTError

from lambdas.domain.account import RESOURCE, Access, Person, Secret, SiteIdentity
from lambdas.domain.cleaning import name_line
from lambdas.domain.errors import Refused
from lambdas.domain.ports import Clock

Claims = Mapping[str, Any]
PublicKey = RSAPublicKey | EllipticCurvePublicKey | Ed25519PublicKey

LONGEST: Final = 8 * 1024
LONGEST_NAME: Final = 256
"""Of a key's id, and of a subject."""

SHOWN_NAME: Final = 64
SHOWN_EMAIL: Final = 320

SHAPE: Final = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")
HEADER: Final = frozenset({"alg", "kid", "typ", "cty"})
EMBEDDED: Final = frozenset({"jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256"})

LEEWAY_S: Final = 10
"""So far may clocks be apart."""

OLDEST_S: Final = 300
"""So old may the word of a host site be."""

LAST_S: Final = 253_402_300_799
"""The last second of the year 9999; a later one is no date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whose signature is believed.

    algorithm: the one, of JWA. keys: gives a public key by its id, see ``WebKeys`` and ``PinnedKey``.
    """

    issuer: str
    algorithm: str
    keys: Callable[[str], PublicKey]


class CognitoVerifier:
    """Tokens that a user pool issued to our client."""

    def __init__(self, *, trust: Trust, client_id: str, clock: Clock) -> None:
        self._trust, self._client_id, self._clock = trust, client_id, clock

    def identity(self, token: Secret, *, nonce: str) -> Person:
        """See ``Verifier``."""
        claims = verified(token, self._trust, now=self._clock.now())
        _demand(claims, "token_use", "id", code="wrong_use")
        _demand(claims, "aud", self._client_id, code="wrong_audience")
        _demand(claims, "nonce", nonce, code="wrong_nonce")
        return Person(
            issuer=self._trust.issuer,
            subject=_subject(claims),
            name=_words(claims, "name")[:SHOWN_NAME],
            email=_words(claims, "email")[:SHOWN_EMAIL],
        )

    def access(self, token: Secret) -> Access:
        """See ``Verifier``."""
        claims = verified(token, self._trust, now=self._clock.now())
        _demand(claims, "token_use", "access", code="wrong_use")
        _demand(claims, "client_id", self._client_id, code="wrong_client")
        scopes = claims.get("scope", "")
        if not isinstance(scopes, str):
            raise Refused("scope of a token is no text", code="bad_claim")
        ours = tuple(scope.removeprefix(f"{RESOURCE}/") for scope in scopes.split())
        return Access(subject=_subject(claims), scopes=ours, expires=_expires(claims))

    def verify(self, token: Secret) -> SiteIdentity:
        """See ``SiteIdentities``: by an access token, for as long as it is good."""
        access = self.access(token)
        return SiteIdentity(issuer=self._trust.issuer, subject=access.subject, expires=access.expires)


class SiteVerifier:
    """Tokens that a host site signs for its signed-in visitors, each at most five minutes old."""

    def __init__(self, *, trust: Trust, audience: str, clock: Clock) -> None:
        self._trust, self._audience, self._clock = trust, audience, clock

    def verify(self, token: Secret) -> SiteIdentity:
        """See ``SiteIdentities``."""
        now = self._clock.now()
        claims = verified(token, self._trust, now=now)
        audiences = claims.get("aud")
        if self._audience not in (audiences if isinstance(audiences, list) else [audiences]):
            raise Refused("token for another audience", code="wrong_audience")
        if _instant(claims, "iat") < now.timestamp() - OLDEST_S - LEEWAY_S:
            raise Refused("token too old", code="too_old")
        return SiteIdentity(issuer=self._trust.issuer, subject=_subject(claims), expires=_expires(claims))


def verified(token: Secret, trust: Trust, *, now: datetime) -> Claims:
    """The claims of a genuine token that is good now, whatever it is for.

    Raises ``Refused``, or ``Retryable`` where the keys cannot be read.
    """
    kid = _key_id(token, trust)
    signatures = PyJWS(algorithms=[trust.algorithm])
    try:
        payload: bytes = signatures.decode(token.text, trust.keys(kid), [trust.algorithm])
    except InvalidSignatureError:
        raise Refused("token not signed by its issuer", code="bad_signature") from None
    except (PyJWTError, ValueError, TypeError):
        # The cause may carry what stands in the token into a traceback.
        raise Refused("no token", code="bad_token") from None
    claims = _read(payload)
    _demand(claims, "iss", trust.issuer, code="wrong_issuer")
    if _instant(claims, "exp") <= now.timestamp() - LEEWAY_S:
        raise Refused("token expired", code="expired")
    if _instant(claims, "iat") > now.timestamp() + LEEWAY_S:
        raise Refused("token issued in the future", code="not_yet")
    if "nbf" in claims and _instant(claims, "nbf") > now.timestamp() + LEEWAY_S:
        raise Refused("token not good yet", code="not_yet")
    return claims


def _key_id(token: Secret, trust: Trust) -> str:
    """The key that a token names, if its header says what it must and nothing that would lead us astray."""
    if len(token.text) > LONGEST:
        raise Refused("token too long", code="too_long")
    shape = SHAPE.fullmatch(token.text)
    if shape is None:
        raise Refused("no token", code="bad_token")
    header = _read(_decoded(shape[1]))
    if EMBEDDED & set(header):
        raise Refused("token brings its own key", code="embedded_key")
    if "crit" in header:
        raise Refused("token asks for an extension", code="critical_header")
    if not set(header) <= HEADER:
        raise Refused("header of a token not understood", code="bad_header")
    if header.get("alg") != trust.algorithm:
        raise Refused("token of another algorithm", code="wrong_algorithm")
    kid = header.get("kid", "")
    if not isinstance(kid, str) or len(kid) > LONGEST_NAME:
        raise Refused("key id of a token not understood", code="bad_header")
    return kid


def _decoded(segment: str) -> bytes:
    try:
        return b64decode(segment + "=" * (-len(segment) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise Refused("no token", code="bad_token") from None


def _read(given: bytes) -> dict[str, Any]:
    try:
        read = json.loads(given.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except _TwiceError:
        raise Refused("token says something twice", code="duplicate_member") from None
    except (ValueError, RecursionError):
        raise Refused("token holds no JSON", code="bad_token") from None
    if not isinstance(read, dict):
        raise Refused("token holds no JSON object", code="bad_token")
    return read


class _TwiceError(Exception):
    """A JSON object has a member twice, of which readers take different ones."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _TwiceError
    return members


def _no_number(name: str) -> float:
    raise ValueError(name)


def _demand(claims: Claims, name: str, wanted: str, *, code: str) -> None:
    given = claims.get(name)
    if given is None:
        raise Refused(f"token without {name}", code="missing_claim")
    if not isinstance(given, str) or not hmac.compare_digest(_bytes(given), _bytes(wanted)):
        raise Refused(f"token with another {name}", code=code)


def _instant(claims: Claims, name: str) -> float:
    """A time of the claims in seconds since 1970."""
    given = claims.get(name)
    if given is None:
        raise Refused(f"token without {name}", code="missing_claim")
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise Refused(f"{name} of a token is no time", code="bad_claim")
    # What is no number is not between two.
    if not 0 <= given <= LAST_S:
        raise Refused(f"{name} of a token is no time", code="bad_claim")
    return given


def _expires(claims: Claims) -> datetime:
    return datetime.fromtimestamp(int(_instant(claims, "exp")), UTC)


def _subject(claims: Claims) -> str:
    given = claims.get("sub")
    if given is None:
        raise Refused("token without sub", code="missing_claim")
    if not isinstance(given, str) or not 0 < len(given) <= LONGEST_NAME:
        raise Refused("sub of a token not understood", code="bad_claim")
    return given


def _words(claims: Claims, name: str) -> str:
    given = claims.get(name)
    return name_line(given) if isinstance(given, str) else ""


def _bytes(text: str) -> bytes:
    # A claim may hold half a character.
    return text.encode("utf-8", "backslashreplace")
