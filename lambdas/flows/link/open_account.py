"""The account that a provider's tokens make, once they are verified and encrypted."""

from lambdas.domain.account import Account, Login, Purpose, Secret, Tokens, masked
from lambdas.domain.errors import Refused
from lambdas.domain.login_link import login_nonce
from lambdas.flows.link.desk import LinkDesk


def open_account(login: Login, tokens: Tokens, browser: Secret, *, desk: LinkDesk) -> Account:
    """The account of a login's owner; the ID token is verified, and kept nowhere.

    Raises ``Refused`` where a token is missing, is none for us, or is another person's, or ``Retryable``.
    """
    if tokens.identity is None or tokens.refresh is None:
        raise Refused("the provider left out a token", code="missing_token")
    person = desk.verifier.identity(tokens.identity, nonce=login_nonce(browser, login.id))
    access = desk.verifier.access(tokens.access)
    if access.subject != person.subject:
        raise Refused("tokens of two people", code="wrong_subject")
    return Account(
        owner=login.owner,
        issuer=person.issuer,
        subject=person.subject,
        name=person.name,
        masked=masked(person.email),
        scopes=access.scopes,
        expires=access.expires,
        until=desk.clock.now() + desk.signed_in_for,
        access=desk.vault.encrypt(tokens.access, owner=login.owner, purpose=Purpose.ACCESS),
        refresh=desk.vault.encrypt(tokens.refresh, owner=login.owner, purpose=Purpose.REFRESH),
    )
