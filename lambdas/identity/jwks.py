"""Public keys to verify tokens with: those of a key set, read by https and kept, or one that is pinned.

Source: https://www.rfc-editor.org/rfc/rfc7517 (JWK Set),
https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from lambdas.domain.errors import Refused, Retryable
from lambdas.kit.clock import seconds
from lambdas.kit.kept_keys import KeptKeys
from lambdas.kit.limited_http import Answer, Ask, NoAnswerError

PublicKey = RSAPublicKey | EllipticCurvePublicKey | Ed25519PublicKey

KINDS: Final[Mapping[str, str]] = {"RS256": "RSA", "ES256": "EC", "EdDSA": "OKP"}
"""The algorithms that may be pinned, each with the ``kty`` of its keys."""

LEAST_RSA_BITS: Final = 2048
MOST_KEYS: Final = 100
OK: Final = 200

REFRESH_S: Final = 3600
"""So old a key set is read anew."""

KEEP_S: Final = 4 * 3600
"""So long it is believed where it cannot be; a key that its issuer withdrew is refused then at the latest."""


class WebKeys:
    """The key set of an issuer, read when it is first needed, when it is old, and for a key it does not know.

    plain: whether it may be read without TLS, which is for an emulator on this machine alone.
    Raises ValueError for another address, or an algorithm that cannot be pinned.
    """

    def __init__(
        self,
        *,
        url: str,
        algorithm: str,
        http: Callable[[Ask], Answer],
        plain: bool = False,
        ticks: Callable[[], float] = seconds,
    ) -> None:
        if not url.startswith(("https://", "http://") if plain else "https://"):
            raise ValueError(f"no https address: {url}")
        if algorithm not in KINDS:
            raise ValueError(f"no algorithm to pin: {algorithm}")
        self._url, self._http = url, http
        self._kept: KeptKeys[PublicKey] = KeptKeys(
            lambda: read_keys(self._fetched(), algorithm=algorithm),
            whose="issuer",
            refresh_s=REFRESH_S,
            keep_s=KEEP_S,
            unread=Retryable,
            unknown=partial(Refused, code="unknown_key"),
            ticks=ticks,
        )

    def __call__(self, kid: str) -> PublicKey:
        """The key of an id.

        Raises ``Refused`` (``unknown_key``), or ``Retryable`` where the set cannot be read.
        """
        return self._kept(kid)

    def _fetched(self) -> bytes:
        answer = self._http(Ask(method="GET", url=self._url, headers={"Accept": "application/json"}))
        if answer.status != OK:
            raise NoAnswerError(f"status {answer.status}")
        return answer.body


class PinnedKey:
    """One public key in PEM, whichever key id a token names.

    Raises ValueError where it is none for the algorithm.
    """

    def __init__(self, *, pem: str, algorithm: str) -> None:
        try:
            key = load_pem_public_key(pem.encode())
        except (ValueError, UnsupportedAlgorithm) as error:
            raise ValueError("no public key in PEM") from error
        if not fits(key, algorithm):
            raise ValueError(f"no public key for {algorithm}")
        self._key: Any = key

    def __call__(self, _kid: str) -> PublicKey:
        """The key."""
        key: PublicKey = self._key
        return key


def read_keys(body: bytes, *, algorithm: str) -> Mapping[str, PublicKey]:
    """The keys of a JWK Set that may verify signatures of this algorithm, by id; the first of an id counts.

    Raises ValueError where it is no set.
    """
    try:
        listed = json.loads(body.decode())["keys"]
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise ValueError("no JWK Set") from error
    if not isinstance(listed, list) or len(listed) > MOST_KEYS:
        raise ValueError("no list of keys")
    usable: dict[str, PublicKey] = {}
    for given in listed:
        kid, key = given.get("kid") if isinstance(given, dict) else None, read_key(given, algorithm)
        if isinstance(kid, str) and key is not None:
            usable.setdefault(kid, key)
    return usable


def read_key(given: object, algorithm: str) -> PublicKey | None:
    """The key of a JWK, or None where it is not one to verify signatures of this algorithm with."""
    if not isinstance(given, dict) or given.get("kty") != KINDS[algorithm] or "d" in given:
        return None
    operations = given.get("key_ops", ["verify"])
    if given.get("use", "sig") != "sig" or given.get("alg", algorithm) != algorithm:
        return None
    if not isinstance(operations, list) or "verify" not in operations:
        return None
    try:
        key: PublicKey = PyJWK(given, algorithm).key
    except (PyJWTError, ValueError, TypeError, ArithmeticError, AttributeError):
        return None
    return key if fits(key, algorithm) else None


def fits(key: object, algorithm: str) -> bool:
    """Whether a key is a public one of the algorithm's kind, and strong enough."""
    match algorithm:
        case "RS256":
            return isinstance(key, RSAPublicKey) and key.key_size >= LEAST_RSA_BITS
        case "ES256":
            return isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1)
        case "EdDSA":
            return isinstance(key, Ed25519PublicKey)
        case _:
            return False
