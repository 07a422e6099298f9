"""What an answer changes of logins and accounts in memory, under the conditions that the tables hold."""

from dataclasses import replace

from lambdas.domain.account import AccountChange, Confirm, End, Login, LoginState, Offer, Try
from lambdas.domain.errors import Refused
from tests.fakes.accounts import MemoryLogins


def check_change(change: AccountChange, kept: MemoryLogins) -> None:
    """Raise ``Refused`` where the change may not be made; nothing is written."""
    if isinstance(change, Confirm) and change.account.owner != change.login.owner:
        raise Refused("account of another owner", code="forbidden")
    if not _is_right(change, kept):
        raise Refused("login moved on", code="login_changed")
    if isinstance(change, Confirm) and kept.accounts.standing(change.login.owner) is not None:
        raise Refused("the owner has an account", code="already_linked")


def make_change(change: AccountChange, kept: MemoryLogins) -> None:
    """Write a change that was checked."""
    login = change.login
    match change:
        case Offer():
            kept.offer(login)
        case Try():
            kept.logins[login.id] = replace(login, tries=login.tries + 1)
        case Confirm(account=account):
            kept.logins[login.id] = replace(login, state=LoginState.LINKED)
            del kept.accounts.waits[login.owner, login.id]
            kept.accounts.linked[login.owner] = account
        case End():
            kept.logins[login.id] = replace(kept.logins[login.id], state=LoginState.ENDED)


def _is_right(change: AccountChange, kept: MemoryLogins) -> bool:
    login, stands = change.login, kept.logins.get(change.login.id)
    if stands is None or isinstance(change, Offer):
        return stands is None and isinstance(change, Offer)
    match change:
        case End():
            return stands.state is not LoginState.LINKED
        case Try():
            return _as_read(stands, login)
        case Confirm():
            waits = (login.owner, login.id) in kept.accounts.waits
            return _as_read(stands, login) and stands.expires > kept.clock.now() and waits


def _as_read(stands: Login, login: Login) -> bool:
    read = (LoginState.SIGNED_IN, login.code, login.tries)
    return (stands.state, stands.code, stands.tries) == read
