"""Answers: what a conversation was when it was read, and the one transaction that moves it on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from lambdas.domain.account import AccountChange
from lambdas.domain.conversation import Held, Line, Memory, Progress, Session
from lambdas.domain.errors import Overtaken, Refused, Retryable
from lambdas.domain.keys import conversation_key, turn_key
from lambdas.domain.limits import check_answer
from lambdas.domain.moment import stamp
from lambdas.domain.record import Record, is_alive, versioned
from lambdas.domain.turn_json import encode_turn
from lambdas.kit.dynamo import ConditionFailedError, Request, from_item, read, transact
from lambdas.stores.conversations.account_changes import account_writes, refused_change
from lambdas.stores.conversations.rows import (
    CONVERSATION,
    conversation_moved_on,
    line_put,
    ownership_put,
    session_item,
    session_of,
    session_put,
    turn_item,
    turn_settled,
)
from lambdas.stores.conversations.tables import Tables

QUARANTINE_S: Final = 30 * 86_400
READS: Final = 2
"""Once, and once more for what a busy table left out."""


def recall(held: Held, *, tables: Tables) -> Memory:
    """See ``Conversations``; one call."""
    rows = _read_both(held, tables)
    conversation, session = rows.get(CONVERSATION, {}), rows.get(session_item(held.turn))
    if session is not None and session["owner"] != held.owner:
        raise Refused("session of another owner", code="forbidden")
    alive = session is not None and is_alive(session, now=tables.clock.now())
    return Memory(
        version=int(conversation.get("version", 0)),
        next_seq=int(conversation.get("next_seq", 1)),
        session=session_of(session) if session is not None and alive else None,
        known=session is not None,
        unsent="unsent_from" in conversation,
    )


def commit(
    held: Held,
    *,
    memory: Memory,
    lines: Sequence[Line],
    session: Session | None,
    account: AccountChange | None,
    tables: Tables,
) -> None:
    """See ``Conversations``; one call."""
    check_answer(lines, memory=memory, session=session)
    writes = _moved_on(held, memory, lines, Progress.ANSWERED, tables)
    if session is not None:
        writes.append({"Put": session_put(held, session, tables=tables)})
    _transact(writes, tables, changes=account_writes(account, tables=tables) if account else ())


def quarantine(
    held: Held, *, memory: Memory, lines: Sequence[Line], number: str, reason: str, tables: Tables
) -> None:
    """See ``Conversations``; a read and a transaction, on a path that is rare."""
    check_answer(lines, memory=memory, session=None)
    blank = Session(engine="", state="", at=tables.clock.now())
    marked = replace(memory.session or blank, restore=True)
    writes = _moved_on(held, memory, lines, Progress.QUARANTINED, tables)
    writes.append({"Put": session_put(held, marked, tables=tables)})
    writes.append({"Put": _given_up(held, number, reason, tables)})
    _transact(writes, tables)


def _read_both(held: Held, tables: Tables) -> dict[str, Record]:
    key = conversation_key(held.turn.address)
    items = (CONVERSATION, session_item(held.turn))
    keys = [tables.sessions.key(key, item) for item in items]
    wanted: Any = {tables.sessions.name: {"Keys": keys, "ConsistentRead": True}}
    found: dict[str, Record] = {}
    for _ in range(READS):
        answer = tables.client.batch_get_item(RequestItems=wanted)
        records = [from_item(item) for item in answer["Responses"].get(tables.sessions.name, ())]
        found |= {str(record["item"]): record for record in records}
        wanted = answer.get("UnprocessedKeys")
        if not wanted:
            return found
    raise Retryable("table too busy to read a conversation")


def _moved_on(
    held: Held, memory: Memory, lines: Sequence[Line], progress: Progress, tables: Tables
) -> list[Request]:
    writes: list[Request] = [
        {"Update": conversation_moved_on(held, memory, lines, sessions=tables.sessions)},
        {"Update": turn_settled(held, progress, lines, sessions=tables.sessions)},
        *({"Put": line_put(held, line, tables=tables)} for line in lines),
    ]
    if not memory.known:
        writes.append({"Put": ownership_put(held, tokens=tables.tokens)})
    return writes


def _given_up(held: Held, number: str, reason: str, tables: Tables) -> Request:
    key, now = conversation_key(held.turn.address), tables.clock.now()
    seen = read(tables.client, tables.sessions, key, turn_item(held.turn))
    record = versioned(
        owner=held.owner,
        number=number,
        reason=reason,
        turn=encode_turn(held.turn),
        attempts=int(seen.get("attempts", 0)),
        at=stamp(now),
        expires_epoch_s=tables.now_s() + QUARANTINE_S,
    )
    day = f"QUARANTINE#{now:%Y-%m-%d}"
    return tables.operations.put(day, f"{number}#{turn_key(held.turn)}", record)


def _transact(writes: Sequence[Request], tables: Tables, *, changes: Sequence[Request] = ()) -> None:
    """Make all writes or none; the changes of logins and accounts are the last."""
    try:
        transact(tables.client, [*writes, *changes], pause=tables.pause)
    except ConditionFailedError as refusal:
        if min(refusal.failed) < len(writes):
            raise Overtaken("lease lost or conversation moved on") from refusal
        raise refused_change(changes[place - len(writes)] for place in refusal.failed) from refusal
