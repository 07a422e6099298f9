"""An OpenID provider as far as a user pool asks one: discovery, a page to sign in, a code for tokens.

Source: https://openid.net/specs/openid-connect-core-1_0.html (the code flow, sections 3.1 and 5.1)
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import urlencode

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

ALGORITHM: Final = "RS256"
KEY_ID: Final = "1"
CODE_S: Final = 60
TOKEN_S: Final = 300

Fields = Mapping[str, str]

PAGE: Final = """<!doctype html>
<html lang="en">
<title>Example organisation</title>
<h1>Example organisation</h1>
<form method="post" action="/authorize">{hidden}
<label>Email <input name="email" type="email" required autofocus></label>
<button>Sign in</button>
</form>
</html>
"""


class RefusedError(Exception):
    """A request is wrong; the message is the error's name in the standard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Who may send people here. back: where they may be sent back to, and nowhere else."""

    id: str
    secret: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What a code stands for; it is good once, until ``expires`` (of ``time.monotonic``)."""

    email: str
    nonce: str
    expires: float


class Provider:
    """Lets anybody in under the address that he gives: there is nothing here to protect."""

    def __init__(self, *, issuer: str, client: Client) -> None:
        self._issuer, self._client = issuer, client
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._codes: dict[str, Granted] = {}

    def metadata(self) -> dict[str, object]:
        """What discovery tells."""
        return {
            "issuer": self._issuer,
            "authorization_endpoint": f"{self._issuer}/authorize",
            "token_endpoint": f"{self._issuer}/token",
            "jwks_uri": f"{self._issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
        }

    def keys(self) -> dict[str, object]:
        """The key that tokens are proved by."""
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return {"keys": [{**jwk, "kid": KEY_ID, "use": "sig", "alg": ALGORITHM}]}

    def page(self, asked: Fields) -> str:
        """The page to sign in, which brings back what was asked; raises ``RefusedError``."""
        self._check(asked)
        hidden = "".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, value in asked.items()
        )
        return PAGE.format(hidden=hidden)

    def let_in(self, given: Fields) -> str:
        """Where somebody who signed in goes, with a code; raises ``RefusedError``."""
        self._check(given)
        if "@" not in given.get("email", ""):
            raise RefusedError("access_denied")
        code = secrets.token_urlsafe(32)
        expires = time.monotonic() + CODE_S
        self._codes[code] = Granted(email=given["email"], nonce=given.get("nonce", ""), expires=expires)
        query = urlencode({"code": code, "state": given.get("state", "")})
        return f"{self._client.back}?{query}"

    def tokens(self, given: Fields) -> dict[str, object]:
        """Tokens for a code, once; raises ``RefusedError``."""
        client = (given.get("client_id", ""), given.get("client_secret", ""))
        if client != (self._client.id, self._client.secret):
            raise RefusedError("invalid_client")
        granted = self._codes.pop(given.get("code", ""), None)
        if granted is None or granted.expires < time.monotonic():
            raise RefusedError("invalid_grant")
        if given.get("redirect_uri") != self._client.back:
            raise RefusedError("invalid_grant")
        return {
            "access_token": secrets.token_urlsafe(32),
            "token_type": "Bearer",
            "expires_in": TOKEN_S,
            "id_token": self._identity(granted),
        }

    def _identity(self, granted: Granted) -> str:
        now = int(time.time())
        claims = {
            "iss": self._issuer,
            "aud": self._client.id,
            "sub": f"subject-of-{granted.email}",
            "iat": now,
            "exp": now + TOKEN_S,
            "email": granted.email,
            "email_verified": True,
            "name": granted.email.partition("@")[0].capitalize(),
            **({"nonce": granted.nonce} if granted.nonce else {}),
        }
        return jwt.encode(claims, self._key, algorithm=ALGORITHM, headers={"kid": KEY_ID})

    def _check(self, asked: Fields) -> None:
        """Raise ``RefusedError`` where nobody may be sent back, or another flow is asked for."""
        if asked.get("client_id") != self._client.id or asked.get("redirect_uri") != self._client.back:
            raise RefusedError("unauthorized_client")
        if asked.get("response_type") != "code":
            raise RefusedError("unsupported_response_type")
        if "openid" not in asked.get("scope", "").split():
            raise RefusedError("invalid_scope")
