"""Keys and tokens of an issuer, good ones and forged, so that a test states only what is wrong with one."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lambdas.domain.account import Secret
from lambdas.domain.errors import Refused
from tests.accounts import ISSUER
from tests.builders import NOW

CLIENT: Final = "client-1"
NOW_S: Final = int(NOW.timestamp())
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey

ID_CLAIMS: Final[Mapping[str, Any]] = {
    "iss": ISSUER,
    "sub": "s-ann",
    "aud": CLIENT,
    "token_use": "id",
    "nonce": "n-1",
    "iat": NOW_S,
    "exp": NOW_S + 900,
    "name": "Ann",
    "email": "ann@example.org",
}
ACCESS_CLAIMS: Final[Mapping[str, Any]] = {
    "iss": ISSUER,
    "sub": "s-ann",
    "client_id": CLIENT,
    "token_use": "access",
    "scope": "openid parley/bookings.read",
    "iat": NOW_S,
    "exp": NOW_S + 900,
}
SITE_CLAIMS: Final[Mapping[str, Any]] = {
    "iss": "https://shop.example",
    "sub": "customer-7",
    "aud": "parley",
    "iat": NOW_S,
    "exp": NOW_S + 300,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who signs: one key with its id."""

    algorithm: str
    key: PrivateKey
    kid: str = "k-1"

    def token(self, claims: Mapping[str, Any], *, header: Mapping[str, Any] | None = None) -> Secret:
        """A signed token; ``header`` is added to the usual one, and a member of None left out."""
        wanted = {"alg": self.algorithm, "kid": self.kid} | dict(header or {})
        told = {name: value for name, value in wanted.items() if value is not None}
        return self.signed(json.dumps(told).encode(), json.dumps(claims).encode())

    def signed(self, header: bytes, payload: bytes) -> Secret:
        """Any bytes, signed."""
        head = f"{segment(header)}.{segment(payload)}"
        return Secret(f"{head}.{segment(sign(self.key, head.encode()))}")

    def pem(self) -> str:
        """The public key in PEM."""
        public = self.key.public_key()
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def keys(self, kid: str) -> Any:  # noqa: ANN401 (a public key of either kind)
        """See ``Trust.keys``."""
        if kid != self.kid:
            raise Refused("another key", code="unknown_key")
        return self.key.public_key()

    def jwk(self) -> dict[str, Any]:
        """The public key as a JWK."""
        return {"kid": self.kid, "use": "sig", "alg": self.algorithm, **members(self.key)}


def an_issuer(algorithm: str = "RS256", *, number: int = 1) -> Issuer:
    """An issuer; those of another number have another key."""
    return Issuer(algorithm=algorithm, key=_key(algorithm, number))


def segment(raw: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def sign(key: PrivateKey, message: bytes) -> bytes:
    """A signature as JWA has it."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(message, padding.PKCS1v15(), hashes.SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        r, s = decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return key.sign(message)


def members(key: PrivateKey) -> dict[str, str]:
    """What a JWK says of the public key alone."""
    if isinstance(key, rsa.RSAPrivateKey):
        numbers = key.public_key().public_numbers()
        modulus = numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8, "big")
        return {"kty": "RSA", "n": segment(modulus), "e": segment(numbers.e.to_bytes(3, "big"))}
    if isinstance(key, ec.EllipticCurvePrivateKey):
        point = key.public_key().public_numbers()
        x, y = (segment(number.to_bytes(32, "big")) for number in (point.x, point.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {"kty": "OKP", "crv": "Ed25519", "x": segment(raw)}


@cache
def _key(algorithm: str, _number: int) -> PrivateKey:
    make: Mapping[str, Callable[[], PrivateKey]] = {
        "RS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
        "EdDSA": ed25519.Ed25519PrivateKey.generate,
    }
    return make[algorithm]()
