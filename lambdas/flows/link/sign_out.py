"""Signing out, and doing away with what was kept; each may be asked again until it is done."""

import logging
from collections.abc import Sequence

from lambdas.domain.account import Account, Purpose
from lambdas.domain.account_ports import SignedOut
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import OwnerId
from lambdas.flows.link.desk import LinkDesk

log = logging.getLogger(__name__)


def sign_out(owner: OwnerId, *, desk: LinkDesk) -> SignedOut:
    """Make an owner's account unusable at once, have its tokens revoked, and delete it.

    Not done where the provider could not be asked: the account stays unusable, and this is to be asked again.
    Raises ``Retryable`` where it could not even be made unusable.
    """
    url = desk.provider.sign_out_url()
    account = desk.accounts.revoke(owner)
    if account is None:
        return SignedOut(done=True, url=url)
    try:
        revoke_tokens(account, desk=desk)
        delete(account, desk=desk)
    except Retryable as failure:
        log.exception("signed out here alone", extra={"reason": str(failure)})
        return SignedOut(done=False, url=url)
    return SignedOut(done=True, url=url)


def sign_out_everywhere(owners: Sequence[OwnerId], *, desk: LinkDesk) -> bool:
    """Sign a person out of each chat; whether all of it is done. Raises as ``sign_out`` does."""
    # All are asked, whatever came of the one before.
    return all([sign_out(owner, desk=desk).done for owner in owners])  # noqa: C419 - see above


def drop(owner: OwnerId, login: str, *, desk: LinkDesk) -> None:
    """End a login that is not linked, revoke the tokens that wait for its code, and delete them.

    Raises ``Retryable`` where the provider cannot be asked; nothing is deleted then.
    """
    desk.logins.end(login)
    account = desk.accounts.waiting(owner, login)
    if account is not None:
        revoke_tokens(account, desk=desk)
    # A row whose time is over is no account any more, and the table deletes it late.
    desk.accounts.drop(owner, login)
    if account is not None and desk.accounts.find(owner) is None:
        desk.accounts.forget_chat(account)


def erase(owner: OwnerId, *, desk: LinkDesk) -> None:
    """Revoke and delete whatever is kept of an owner's logins and accounts.

    Raises ``Retryable`` where something of it is left.
    """
    if not sign_out(owner, desk=desk).done:
        raise Retryable("the account's tokens are not revoked yet")
    for login in desk.accounts.all_waiting(owner):
        drop(owner, login, desk=desk)
    desk.logins.forget(owner)


def delete(account: Account, *, desk: LinkDesk) -> None:
    """Delete an account, and then the note of where it was, which by itself does no harm.

    Raises ``Retryable``.
    """
    desk.accounts.remove(account)
    desk.accounts.forget_chat(account)


def revoke_tokens(account: Account, *, desk: LinkDesk) -> None:
    """Have an account's tokens revoked; those that cannot be decrypted can be used by nobody either.

    Raises ``Retryable``.
    """
    try:
        refresh = desk.vault.decrypt(account.refresh, owner=account.owner, purpose=Purpose.REFRESH)
    except Refused:
        log.exception("a refresh token does not open")
        return
    try:
        desk.provider.revoke(refresh)
    except Refused as refusal:
        if refusal.code != "refused_token":
            raise Retryable(f"tokens not revoked: {refusal.code}") from refusal
        log.info("tokens ended before")
