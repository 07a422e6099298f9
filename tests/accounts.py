"""Logins, accounts and people with defaults, so that a test states only what it is about."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from lambdas.domain.account import Account, AccountState, Login, LoginState, Secret
from lambdas.domain.identity_ports import AuthorizationRequest
from lambdas.domain.ids import OwnerId
from lambdas.domain.turn import Address
from tests.builders import ANN, NOW, an_address

ISSUER: Final = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool"
BROWSER: Final = Secret("the browser's own secret")
LOGIN_ENDS: Final = NOW + timedelta(minutes=10)


def a_login(
    login: str = "login-1",
    *,
    owner: OwnerId = ANN,
    address: Address | None = None,
    state: LoginState = LoginState.OFFERED,
    expires: datetime = LOGIN_ENDS,
    browser: str = "",
    code: str = "",
    tries: int = 0,
    scopes: Sequence[str] = ("bookings.read",),
    locale: str = "en-US",
) -> Login:
    """Ann's invitation, good for ten minutes."""
    return Login(
        id=login,
        nonce="0" * 32,
        owner=owner,
        address=address or an_address(),
        locale=locale,
        expires=expires,
        speaker="Ann",
        scopes=tuple(scopes),
        state=state,
        browser=browser,
        code=code,
        tries=tries,
    )


def an_account(
    *,
    owner: OwnerId = ANN,
    subject: str = "s-ann",
    expires: datetime = NOW + timedelta(minutes=15),
    until: datetime = NOW + timedelta(days=30),
    access: str = "encrypted access token",
    refresh: str = "encrypted refresh token",
    state: AccountState = AccountState.ACTIVE,
    version: int = 1,
) -> Account:
    """Ann's account, signed in for thirty days."""
    return Account(
        owner=owner,
        issuer=ISSUER,
        subject=subject,
        name="Ann",
        masked="a•••@example.org",
        scopes=("openid", "bookings.read"),
        expires=expires,
        until=until,
        access=access,
        refresh=refresh,
        state=state,
        version=version,
    )


def a_request() -> AuthorizationRequest:
    """What one browser asks of the provider."""
    return AuthorizationRequest(
        state="login-1.mac",
        nonce="n-1",
        challenge="c" * 43,
        scopes=("bookings.read",),
        locale="es-ES",
    )
