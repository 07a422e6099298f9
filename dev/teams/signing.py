"""The connector's own key, its metadata, and the tokens that it signs deliveries with.

Source: https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
"""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

ISSUER = "https://api.botframework.com"
KEY_ID = "double-1"
ENDORSEMENTS = ("msteams", "skypeforbusiness")
LASTS_S = 3600
EARLIER_S = 300


class Signing:
    """One key, made when the double starts. base: where the double is found. app_id: whom it signs for."""

    def __init__(self, *, base: str, app_id: str) -> None:
        self._base, self._app_id = base, app_id
        self._key = generate_private_key(public_exponent=65537, key_size=2048)

    def metadata(self) -> Mapping[str, Any]:
        """The OpenID metadata."""
        return {
            "issuer": ISSUER,
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": f"{self._base}/v1/.well-known/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }

    def keys(self) -> Mapping[str, Any]:
        """The key set."""
        numbers = self._key.public_key().public_numbers()
        key = {
            "kty": "RSA",
            "use": "sig",
            "kid": KEY_ID,
            "x5t": KEY_ID,
            "n": _text(numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8)),
            "e": _text(numbers.e.to_bytes(3)),
            "endorsements": list(ENDORSEMENTS),
        }
        return {"keys": [key]}

    def token(self, service_url: str) -> str:
        """A token for a delivery."""
        now_s = int(time.time())
        header = {"typ": "JWT", "alg": "RS256", "kid": KEY_ID, "x5t": KEY_ID}
        claims = {
            "serviceurl": service_url,
            "nbf": now_s - EARLIER_S,
            "exp": now_s + LASTS_S,
            "iss": ISSUER,
            "aud": self._app_id,
        }
        head = ".".join(_text(json.dumps(part).encode()) for part in (header, claims))
        return f"{head}.{_text(self._key.sign(head.encode(), PKCS1v15(), SHA256()))}"


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
