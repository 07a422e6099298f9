"""New tokens for an account, by one worker at a time; the others wait for what it writes."""

import logging
from datetime import timedelta
from typing import Final

from lambdas.domain.account import Access, Account, Purpose, Renewal, Tokens
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import OwnerId
from lambdas.domain.signed_in import NOT_LINKED
from lambdas.flows.link.desk import LinkDesk
from lambdas.flows.link.fail import give_back
from lambdas.flows.link.sign_out import delete

log = logging.getLogger(__name__)

LEASE: Final = timedelta(seconds=10)
WAITS_S: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.5)
"""How long to look for another worker's tokens: two seconds."""


def refresh(owner: OwnerId, *, desk: LinkDesk) -> None:
    """See to it that the owner's access token is good for a while.

    Raises ``Refused`` (``not_linked``) where there is no account, or the provider has ended it, which deletes
    it; or ``Retryable``.
    """
    if _account(owner, desk).is_fresh(desk.clock.now()):
        return
    worker = desk.new_worker()
    if desk.accounts.lease(owner, worker=worker, until=desk.clock.now() + LEASE):
        _refresh_alone(owner, worker, desk)
        return
    _wait(owner, desk)


def _account(owner: OwnerId, desk: LinkDesk) -> Account:
    account = desk.accounts.find(owner)
    if account is None or not account.is_active:
        raise Refused("no account is linked", code=NOT_LINKED)
    return account


def _wait(owner: OwnerId, desk: LinkDesk) -> None:
    for wait_s in WAITS_S:
        desk.pause(wait_s)
        if _account(owner, desk).is_fresh(desk.clock.now()):
            return
    raise Retryable("another worker is still refreshing the tokens")


def _refresh_alone(owner: OwnerId, worker: str, desk: LinkDesk) -> None:
    try:
        # Read again under the lease: whoever held it last may have written newer tokens.
        account = _account(owner, desk)
        if not account.is_fresh(desk.clock.now()):
            _exchange(account, worker, desk)
            return
    except Retryable:
        _release(owner, worker, desk)
        raise
    _release(owner, worker, desk)


def _release(owner: OwnerId, worker: str, desk: LinkDesk) -> None:
    try:
        desk.accounts.release(owner, worker=worker)
    except Retryable:
        log.exception("lease not ended early")


def _exchange(account: Account, worker: str, desk: LinkDesk) -> None:
    try:
        old = desk.vault.decrypt(account.refresh, owner=account.owner, purpose=Purpose.REFRESH)
        tokens = desk.provider.refresh(old)
    except Refused as refusal:
        _end_or_raise(account, refusal, desk)
        raise Refused("the sign-in has ended", code=NOT_LINKED) from refusal
    renewal = _renewal(account, tokens, desk)
    if not desk.accounts.renew(account, renewal, worker=worker):
        _too_late(account, tokens, desk)


def _end_or_raise(account: Account, refusal: Refused, desk: LinkDesk) -> None:
    """Delete an account whose tokens are good for nothing any more; a fault of ours deletes nothing."""
    if refusal.code == "refused_client":
        raise Retryable("the provider does not know us") from refusal
    log.warning("sign-in ended", extra={"code": refusal.code})
    delete(account, desk=desk)


def _renewal(account: Account, tokens: Tokens, desk: LinkDesk) -> Renewal:
    """What the new tokens change; one that is not for us is taken for a fault of the moment."""
    try:
        access = _verified(account, tokens, desk)
        encrypted = desk.vault.encrypt(tokens.access, owner=account.owner, purpose=Purpose.ACCESS)
        refreshed = account.refresh
        if tokens.refresh is not None:
            refreshed = desk.vault.encrypt(tokens.refresh, owner=account.owner, purpose=Purpose.REFRESH)
    except Refused as refusal:
        raise Retryable(f"new tokens not taken: {refusal.code}") from refusal
    return Renewal(scopes=access.scopes, expires=access.expires, access=encrypted, refresh=refreshed)


def _verified(account: Account, tokens: Tokens, desk: LinkDesk) -> Access:
    access = desk.verifier.access(tokens.access)
    if access.subject != account.subject:
        raise Refused("tokens of another person", code="wrong_subject")
    return access


def _too_late(account: Account, tokens: Tokens, desk: LinkDesk) -> None:
    """Signed out meanwhile: the new tokens go too. Renewed meanwhile: those stand, and ours run out."""
    try:
        _account(account.owner, desk)
    except Refused:
        give_back(tokens, desk=desk)
        raise
    log.warning("tokens refreshed twice")
