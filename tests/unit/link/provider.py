"""A provider in memory with its sign-in page, and what tells its tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from lambdas.domain.account import Access, Person, Secret, Tokens
from lambdas.domain.account_ports import Request
from lambdas.domain.errors import Refused
from lambdas.domain.login_link import pkce_challenge
from lambdas.domain.ports import Clock
from tests.accounts import ISSUER
from tests.fakes.faults import Faults

HOSTED: Final = "https://accounts.example"
ACCESS_S: Final = 900


@dataclass(frozen=True, kw_only=True)
class Issued:
    """What one sign-in or refresh gave."""

    access: str
    refresh: str


class MemoryProvider:
    """Codes are good once, for whoever has the verifier; a refresh gives another refresh token.

    as_client: whether it knows us.
    """

    def __init__(self) -> None:
        self.codes: dict[str, tuple[str, str, str]] = {}
        self.good: dict[str, str] = {}
        self.issued: list[Issued] = []
        self.revoked: list[str] = []
        self.refreshed = 0
        self.as_client = True
        self.faults = Faults()

    def authorize_url(self, request: Request) -> str:
        """See ``Provider``."""
        asked = {"state": request.state, "nonce": request.nonce, "challenge": request.challenge}
        return f"{HOSTED}/oauth2/authorize?{urlencode({**asked, 'scopes': ' '.join(request.scopes)})}"

    def log_in(self, url: str, subject: str = "s-ann") -> tuple[str, str]:
        """Somebody signs in on the page; the code and the state that the browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = (asked["challenge"], asked["nonce"], subject)
        return code, asked["state"]

    def exchange(self, code: Secret, *, verifier: Secret) -> Tokens:
        """See ``Provider``."""
        with self.faults.at("exchange"):
            challenge, nonce, subject = self.codes.pop(code.text, ("", "", ""))
            if pkce_challenge(verifier) != challenge:
                raise Refused("code refused", code="refused_code")
            return self.issue(subject, nonce)

    def refresh(self, refresh: Secret) -> Tokens:
        """See ``Provider``; the token before is good for its grace, which is longer than any test."""
        with self.faults.at("refresh"):
            self._know_us()
            if refresh.text not in self.good:
                raise Refused("token refused", code="refused_token")
            self.refreshed += 1
            return self.issue(self.good[refresh.text], "")

    def revoke(self, refresh: Secret) -> None:
        """See ``Provider``."""
        with self.faults.at("revoke"):
            self._know_us()
            self.revoked.append(refresh.text)
            self.good.pop(refresh.text, None)

    def sign_out_url(self) -> str:
        """See ``Provider``."""
        return f"{HOSTED}/logout"

    def _know_us(self) -> None:
        if not self.as_client:
            raise Refused("client refused", code="refused_client")

    def issue(self, subject: str, nonce: str) -> Tokens:
        """Tokens for somebody who signed in."""
        number = len(self.issued) + 1
        self.issued.append(Issued(access=f"access|{subject}|{number}", refresh=f"refresh|{subject}|{number}"))
        issued = self.issued[-1]
        self.good[issued.refresh] = subject
        identity = Secret(f"id|{subject}|{nonce}") if nonce else None
        return Tokens(access=Secret(issued.access), refresh=Secret(issued.refresh), identity=identity)


class ReadableTokens:
    """Believes the tokens above; ``access_of`` is somebody else whom an access token is for."""

    def __init__(self, *, clock: Clock, scopes: Sequence[str] = ("openid", "bookings.read")) -> None:
        self._clock, self._scopes = clock, scopes
        self.access_of = ""
        self.faults = Faults()

    def identity(self, token: Secret, *, nonce: str) -> Person:
        """See ``Verifier``."""
        with self.faults.at("identity"):
            _, subject, told = token.text.split("|")
            if told != nonce:
                raise Refused("token with another nonce", code="wrong_nonce")
            return Person(issuer=ISSUER, subject=subject, name="Ann", email="ann@example.org")

    def access(self, token: Secret) -> Access:
        """See ``Verifier``."""
        with self.faults.at("access"):
            subject = self.access_of or token.text.split("|")[1]
            expires = self._clock.now() + timedelta(seconds=ACCESS_S)
            return Access(subject=subject, scopes=self._scopes, expires=expires)
