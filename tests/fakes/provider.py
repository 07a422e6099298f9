"""A provider in memory that issues real tokens, signed with a key of the tests."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from lambdas.domain.account import RESOURCE, Person, Secret, Tokens
from lambdas.domain.errors import Refused
from lambdas.domain.identity_ports import AuthorizationRequest
from lambdas.domain.login_link import pkce_challenge
from lambdas.domain.ports import Clock
from tests.accounts import ISSUER
from tests.fakes.faults import Faults
from tests.tokens import CLIENT, Issuer, an_issuer

HOSTED: Final = "https://login.example"
ANN_HERSELF: Final = Person(issuer=ISSUER, subject="s-ann", name="Ann", email="ann@example.org")


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What one sign-in allows: to whom, for which request."""

    person: Person
    nonce: str
    challenge: str
    scope: str


class MemoryProvider:
    """Codes good once, for whoever has the verifier; refresh tokens that are changed at each use.

    An earlier refresh token stays good, as within Cognito's grace; revoking one ends all of its sign-in.
    """

    def __init__(self, *, clock: Clock, issuer: Issuer | None = None, access_s: int = 900) -> None:
        self.clock, self.issuer, self.access_s = clock, issuer or an_issuer(), access_s
        self.codes: dict[str, Grant] = {}
        self.refreshes: dict[str, Grant] = {}
        self.revoked: list[Secret] = []
        self.faults = Faults()

    def authorize_url(self, request: AuthorizationRequest) -> str:
        """See ``Provider``."""
        asked = {
            "state": request.state,
            "nonce": request.nonce,
            "code_challenge": request.challenge,
            "scope": " ".join(["openid", *(f"{RESOURCE}/{scope}" for scope in request.scopes)]),
        }
        return f"{HOSTED}/oauth2/authorize?{urlencode(asked)}"

    def sign_in(self, url: str, person: Person = ANN_HERSELF) -> Mapping[str, str]:
        """Sign in on the page of an address, as a browser; what it brings back to our callback."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = secrets.token_urlsafe(16)
        self.codes[code] = Grant(
            person=person,
            nonce=asked["nonce"],
            challenge=asked["code_challenge"],
            scope=asked["scope"],
        )
        return {"code": code, "state": asked["state"]}

    def exchange(self, code: Secret, *, verifier: Secret) -> Tokens:
        """See ``Provider``."""
        with self.faults.at("exchange"):
            grant = self.codes.get(code.text)
            if grant is None or pkce_challenge(verifier) != grant.challenge:
                raise Refused("code used, expired or of another browser", code="refused_code")
            del self.codes[code.text]
            return self._issued(grant)

    def refresh(self, refresh: Secret) -> Tokens:
        """See ``Provider``."""
        with self.faults.at("refresh"):
            grant = self.refreshes.get(refresh.text)
            if grant is None:
                raise Refused("revoked or expired", code="refused_token")
            return self._issued(grant)

    def revoke(self, refresh: Secret) -> None:
        """See ``Provider``."""
        with self.faults.at("revoke"):
            grant = self.refreshes.get(refresh.text)
            self.refreshes = {token: other for token, other in self.refreshes.items() if other is not grant}
            self.revoked.append(refresh)

    def sign_out_url(self) -> str:
        """See ``Provider``."""
        return f"{HOSTED}/logout?client_id={CLIENT}"

    def _issued(self, grant: Grant) -> Tokens:
        refresh, now_s = secrets.token_urlsafe(24), int(self.clock.now().timestamp())
        self.refreshes[refresh] = grant
        both = {
            "iss": grant.person.issuer,
            "sub": grant.person.subject,
            "iat": now_s,
            "exp": now_s + self.access_s,
            "jti": refresh,
        }
        access = {"token_use": "access", "client_id": CLIENT, "scope": grant.scope}
        told = {"nonce": grant.nonce, "name": grant.person.name, "email": grant.person.email}
        return Tokens(
            access=self.issuer.token(both | access),
            refresh=Secret(refresh),
            identity=self.issuer.token(both | {"token_use": "id", "aud": CLIENT} | told),
        )
