"""Who one person is: the owner that was asked for, and whoever the same account proves to be the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from cli.operated import Operated
from lambdas.domain.account import Account
from lambdas.domain.account_record import ACCOUNT, CHAT, account_of
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import identity_owner
from lambdas.kit.dynamo import read, read_all

LAST_CHAT = f"{CHAT}~"
"""After every owner, which are of hex digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Whose things are meant.

    owners: all of them, those that were asked for last, since they lead to the others.
    accounts: those that are signed in. elsewhere: other chats of the same account, which are not meant.
    """

    owners: Sequence[OwnerId]
    accounts: Sequence[Account]
    elsewhere: Sequence[OwnerId]


def people_of(asked: Sequence[OwnerId], *, operated: Operated, everywhere: bool) -> People:
    """The owners asked for, and the accounts signed in there; ``everywhere``, the accounts' other chats too.

    Only an account whose code came back into the chat counts: one that still waits may be anybody's.
    """
    own = [account for owner in asked if (account := _account(owner, operated))]
    persons = dict.fromkeys([*asked, *(account.person() for account in own)])
    others = [chat for person in persons for chat in _chats(person, operated) if chat.owner not in asked]
    meant = others if everywhere else []
    accounts = [*own, *meant]
    found = dict.fromkeys(
        [*(account.owner for account in meant), *(owner for each in accounts for owner in _persons(each))]
    )
    return People(
        owners=[*(owner for owner in found if owner not in asked), *asked],
        accounts=accounts,
        elsewhere=[] if everywhere else list(dict.fromkeys(account.owner for account in others)),
    )


def _persons(account: Account) -> Sequence[OwnerId]:
    """Who the holder of an account is, in whichever chat, and on pages where the pool vouches for him."""
    return account.person(), identity_owner(account.issuer, account.subject)


def _chats(person: OwnerId, operated: Operated) -> Sequence[Account]:
    """The accounts of the chats that a person's notes lead to, where it is still that person's."""
    notes = read_all(operated.tables, operated.tokens.query(person, (CHAT, LAST_CHAT)))
    found = (_account(OwnerId(str(note["chat"])), operated) for note in notes)
    return [account for account in found if account is not None and account.person() == person]


def _account(owner: OwnerId, operated: Operated) -> Account | None:
    record = read(operated.tables, operated.tokens, owner, ACCOUNT)
    try:
        return account_of(record, owner=owner) if record else None
    except Refused:
        return None
