"""What a stage keeps of people: every row and letter, found by whose it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from cli.dead_turns import KEPT_DAYS
from cli.operated import Operated
from lambdas.domain.ids import ConversationKey, OwnerId
from lambdas.domain.keys import user_owner
from lambdas.domain.record import Record
from lambdas.domain.turn import Turn
from lambdas.kit.dynamo import Table, from_item, read_all

CONVERSATION: Final = "CONVERSATION"
LISTED: Final = "CONV#"
BY_ITEM: Final = {"LINE": "lines", "TURN": "turns", "SESSION": "dialogs", CONVERSATION: "conversations"}
"""What a row of a conversation is, by the first word of its sort key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of somebody's. seen: the version that it must still have to be deleted; 0 for whichever."""

    kind: str
    table: Table
    key: tuple[str, str]
    seen: int = 0


def of(turn: Turn) -> frozenset[OwnerId]:
    """Whom a turn may be of: a messenger's user by hash, a web page's visitor by himself."""
    address = turn.address
    return frozenset({OwnerId(address.user), user_owner(address.installation, address.user)})


def conversations_of(owners: Sequence[OwnerId], *, operated: Operated) -> list[Row]:
    """The list of each owner's conversations, which leads to all that is in them."""
    return [
        Row(kind="places in lists", table=operated.tokens, key=_key(operated.tokens, record))
        for owner in owners
        for record in read_all(operated.tables, operated.tokens.query(owner, (LISTED, f"{LISTED}~")))
    ]


def rows_of_conversation(
    conversation: ConversationKey, owners: Sequence[OwnerId], *, operated: Operated
) -> Iterator[Row]:
    """These owners' rows and sockets; the conversation's own row last, where nobody else is in it."""
    others, own = False, None
    for record in read_all(operated.tables, operated.sessions.query(conversation)):
        kind = BY_ITEM[str(record["item"]).partition("#")[0]]
        row = Row(kind=kind, table=operated.sessions, key=_key(operated.sessions, record))
        if record["item"] == CONVERSATION:
            own = Row(kind=kind, table=row.table, key=row.key, seen=int(record["version"]))
        elif record["owner"] in owners:
            yield row
        else:
            others = True
    yield from _sockets(conversation, owners, operated)
    if own is not None and not others:
        yield own


def _sockets(conversation: ConversationKey, owners: Sequence[OwnerId], operated: Operated) -> Iterator[Row]:
    table = operated.connections
    for record in read_all(operated.tables, table.query(conversation)):
        if record["owner"] in owners:
            yield Row(kind="connections", table=table, key=_key(table, record))


def rows_done_for(owners: Sequence[OwnerId], *, operated: Operated) -> Iterator[Row]:
    """What was booked, planned and reported for these owners, and what came of each call.

    Results stand under their own keys, so that the whole table is read.
    """
    table = operated.bookings
    for owner in owners:
        for record in read_all(operated.tables, table.query(owner)):
            yield Row(kind="bookings", table=table, key=_key(table, record))
    for record in _of_persons(table, owners, operated):
        yield Row(kind="results", table=table, key=_key(table, record))


def rows_counted(owners: Sequence[OwnerId], *, operated: Operated) -> Iterator[Row]:
    """How much each owner said lately."""
    table = operated.operations
    for owner in owners:
        for record in read_all(operated.tables, table.query(f"BUCKET#{owner}")):
            yield Row(kind="counters", table=table, key=_key(table, record))


def rows_given_up(owners: Sequence[OwnerId], *, operated: Operated, now: datetime) -> Iterator[Row]:
    """These owners' turns in quarantine."""
    table = operated.operations
    for days in range(KEPT_DAYS + 1):
        day = f"QUARANTINE#{now - timedelta(days=days):%Y-%m-%d}"
        for record in read_all(operated.tables, table.query(day)):
            if record["owner"] in owners:
                yield Row(kind="turns in quarantine", table=table, key=_key(table, record))


def sign_ins_of(owners: Sequence[OwnerId], *, operated: Operated) -> Iterator[Row]:
    """These owners' invitations, accounts and notes of chats.

    An invitation stands under its own key, so that the whole table is read.
    """
    table = operated.tokens
    for record in _of_persons(table, owners, operated):
        yield Row(kind="sign-ins", table=table, key=_key(table, record))


def _of_persons(table: Table, owners: Sequence[OwnerId], operated: Operated) -> Iterator[Record]:
    """Rows that say whose they are beside their key; a note of a chat is the chat's."""
    names = {f":p{place}": {"S": owner} for place, owner in enumerate(owners)}
    anyone = ", ".join(names)
    asked: dict[str, Any] = {
        "TableName": table.name,
        "ConsistentRead": True,
        "FilterExpression": f"#chat IN ({anyone}) OR (attribute_not_exists(#chat) AND #person IN ({anyone}))",
        "ExpressionAttributeNames": {"#chat": "chat", "#person": "person"},
        "ExpressionAttributeValues": names,
    }
    for page in operated.tables.get_paginator("scan").paginate(**asked):
        yield from (from_item(item) for item in page["Items"])


def _key(table: Table, record: Mapping[str, Any]) -> tuple[str, str]:
    return str(record[table.partition]), str(record[table.sort])
