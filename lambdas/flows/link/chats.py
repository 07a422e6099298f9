"""Every chat that one person is signed in from."""

from collections.abc import Sequence

from lambdas.domain.account import Account
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from lambdas.flows.link.desk import LinkDesk


def chats_of(person: OwnerId, *, desk: LinkDesk) -> Sequence[Account]:
    """The accounts of a person (``account_owner``), in whichever state. Raises ``Retryable``."""
    found = (_account(owner, desk) for owner in desk.accounts.chats(person))
    # A chat where somebody else has signed in since is none of this person's.
    return tuple(account for account in found if account is not None and account.person() == person)


def _account(owner: OwnerId, desk: LinkDesk) -> Account | None:
    try:
        return desk.accounts.find(owner)
    except Refused:
        return None
