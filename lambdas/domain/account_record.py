"""Logins and accounts as the table of tokens holds them.

Under an owner's partition every row says once more whose it is, so that a row copied to another is told.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from lambdas.domain.account import Account, AccountState, Login, LoginState
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from lambdas.domain.record import Record, Value, address_of, address_parts, versioned

LOGIN: Final = "LOGIN"
LINKING: Final = "LINKING"
WAITING: Final = "LINK#"
ACCOUNT: Final = "ACCOUNT#cognito"
CHAT: Final = "CHAT#"

KEEP_LOGIN: Final = timedelta(days=1)
"""So long after it ran out a login can be told, and its tokens revoked."""


def login_partition(login: str) -> str:
    """The partition of a login; its sort key is ``LOGIN``."""
    return f"{LOGIN}#{login}"


def waiting_item(login: str) -> str:
    """The sort key, under its owner, of an account that waits for the code of a login."""
    return f"{WAITING}{login}"


def kept_until_s(login: Login) -> int:
    """When the rows of a login go, in seconds since 1970."""
    return _epoch_s(login.expires + KEEP_LOGIN)


def login_record(login: Login) -> dict[str, Value]:
    """The row ``LOGIN#<id>``."""
    return versioned(
        login=login.id,
        nonce=login.nonce,
        person=login.owner,
        **address_parts(login.address),
        user=login.address.user,
        locale=login.locale,
        speaker=login.speaker,
        scopes=" ".join(login.scopes),
        state=str(login.state),
        browser=login.browser,
        code=login.code,
        tries=login.tries,
        ends_epoch_s=_epoch_s(login.expires),
        expires_epoch_s=kept_until_s(login),
    )


def login_of(record: Record) -> Login:
    """See ``login_record``."""
    return Login(
        id=str(record["login"]),
        nonce=str(record["nonce"]),
        owner=OwnerId(str(record["person"])),
        address=address_of(record),
        locale=str(record["locale"]),
        speaker=str(record["speaker"]),
        scopes=tuple(str(record["scopes"]).split()),
        state=LoginState(str(record["state"])),
        browser=str(record["browser"]),
        code=str(record["code"]),
        tries=int(record["tries"]),
        expires=_moment(record["ends_epoch_s"]),
    )


def linking_record(login: Login) -> dict[str, Value]:
    """The row ``LINKING`` under the owner: which login is the latest."""
    return versioned(person=login.owner, login=login.id, expires_epoch_s=kept_until_s(login))


def account_record(account: Account) -> dict[str, Value]:
    """The row ``ACCOUNT#cognito``; it goes with the sign-in itself."""
    return versioned(
        person=account.owner,
        provider=account.provider,
        issuer=account.issuer,
        subject=account.subject,
        name=account.name,
        masked=account.masked,
        scopes=" ".join(account.scopes),
        access_ends_epoch_s=_epoch_s(account.expires),
        access=account.access,
        refresh=account.refresh,
        state=str(account.state),
        version=account.version,
        expires_epoch_s=_epoch_s(account.until),
    )


def waiting_record(account: Account, login: Login) -> dict[str, Value]:
    """The row ``LINK#<login>``: the account, which goes with its login."""
    until = {"until_epoch_s": _epoch_s(account.until), "expires_epoch_s": kept_until_s(login)}
    return account_record(account) | until


def chat_item(account: Account) -> str:
    """The sort key, under the person, of the note that a chat's owner is signed in as that person."""
    return f"{CHAT}{account.owner}"


def chat_record(account: Account) -> dict[str, Value]:
    """The note; it goes with the sign-in."""
    return versioned(person=account.person(), chat=account.owner, expires_epoch_s=_epoch_s(account.until))


def account_of(record: Record, *, owner: OwnerId) -> Account:
    """The account of either row; raises ``Refused`` when it is another owner's."""
    if record["person"] != owner:
        raise Refused("account of another owner", code="forbidden")
    return Account(
        owner=owner,
        provider=str(record["provider"]),
        issuer=str(record["issuer"]),
        subject=str(record["subject"]),
        name=str(record["name"]),
        masked=str(record["masked"]),
        scopes=tuple(str(record["scopes"]).split()),
        expires=_moment(record["access_ends_epoch_s"]),
        until=_moment(record.get("until_epoch_s", record["expires_epoch_s"])),
        access=str(record["access"]),
        refresh=str(record["refresh"]),
        state=AccountState(str(record["state"])),
        version=int(record["version"]),
    )


def _epoch_s(at: datetime) -> int:
    return int(at.timestamp())


def _moment(epoch_s: Value) -> datetime:
    return datetime.fromtimestamp(int(epoch_s), UTC)
