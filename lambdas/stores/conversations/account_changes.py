"""What an answer changes of logins and accounts, as writes of its own transaction; see ``AccountChange``."""

from collections.abc import Iterable, Sequence
from typing import Final

from lambdas.domain.account import AccountChange, Confirm, End, Login, LoginState, Offer, Try
from lambdas.domain.account_record import (
    ACCOUNT,
    LINKING,
    LOGIN,
    account_record,
    linking_record,
    login_partition,
    login_record,
    waiting_item,
)
from lambdas.domain.errors import Refused
from lambdas.domain.record import Record
from lambdas.kit.dynamo import Request, to_item
from lambdas.stores.conversations.tables import Tables

NEW: Final = "attribute_not_exists(#owner)"
AS_READ: Final = "#state = :from AND #code = :code AND #tries = :tries"
FREE: Final = "attribute_not_exists(#owner) OR #expires_epoch_s <= :now"
"""No account, or one whose sign-in has ended and whose row the table has not deleted yet."""


def account_writes(change: AccountChange, *, tables: Tables) -> Sequence[Request]:
    """The writes of a change, each with the condition under which it is right."""
    match change:
        case Offer(login=login):
            return _offer(login, tables)
        case Try(login=login):
            return (_step(login, "SET #tries = :next", {"next": login.tries + 1}, tables),)
        case Confirm():
            return _confirm(change, tables)
        case End(login=login):
            return (_end(login, tables),)


def refused_change(failed: Iterable[Request]) -> Refused:
    """Why a change was refused, by the writes whose conditions did not hold."""
    account = to_item({"item": ACCOUNT})["item"]
    # Where the login moved on, whatever else is wrong came of that.
    if all("Put" in write and write["Put"]["Item"]["item"] == account for write in failed):
        return Refused("the owner has an account", code="already_linked")
    return Refused("login moved on since it was read", code="login_changed")


def _offer(login: Login, tables: Tables) -> Sequence[Request]:
    invitation = tables.tokens.put(login_partition(login.id), LOGIN, login_record(login), when=NEW)
    latest = tables.tokens.put(login.owner, LINKING, linking_record(login))
    return {"Put": invitation}, {"Put": latest}


def _confirm(confirm: Confirm, tables: Tables) -> Sequence[Request]:
    login, owner = confirm.login, confirm.login.owner
    if confirm.account.owner != owner:
        raise Refused("account of another owner", code="forbidden")
    now: Record = {"now": tables.now_s()}
    state: Record = {"state": str(LoginState.LINKED), **now}
    account = tables.tokens.put(owner, ACCOUNT, account_record(confirm.account), when=FREE, given=now)
    waited = tables.tokens.delete(owner, waiting_item(login.id), when="attribute_exists(#owner)")
    return (
        _step(login, "SET #state = :state", state, tables, when="#ends_epoch_s > :now"),
        {"Delete": waited},
        {"Put": account},
    )


def _step(login: Login, change: str, given: Record, tables: Tables, *, when: str = "") -> Request:
    """Change a login that is signed in, and has had no other code tried since it was read."""
    known: Record = {"from": str(LoginState.SIGNED_IN), "code": login.code, "tries": login.tries, **given}
    wanted = f"{AS_READ} AND {when}" if when else AS_READ
    return {"Update": tables.tokens.update(login_partition(login.id), LOGIN, change, known, when=wanted)}


def _end(login: Login, tables: Tables) -> Request:
    given: Record = {"ended": str(LoginState.ENDED), "linked": str(LoginState.LINKED)}
    when = "attribute_exists(#owner) AND #state <> :linked"
    partition = login_partition(login.id)
    return {"Update": tables.tokens.update(partition, LOGIN, "SET #state = :ended", given, when=when)}
