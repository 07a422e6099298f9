"""The rows of a conversation: their keys, what stands in them, and how they change.

``CONVERSATION``, ``TURN#<event>``, ``SESSION#<user>`` and ``LINE#<seq>`` under the conversation's key in
sessions; ``CONV#<conversation's key>`` under the person in tokens.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from lambdas.domain.awaited_json import (
    decode_awaited,
    decode_interrupted,
    decode_waiting,
    encode_awaited,
    encode_interrupted,
    encode_waiting,
)
from lambdas.domain.conversation import Held, Line, Memory, Progress, Session
from lambdas.domain.keys import conversation_key
from lambdas.domain.moment import moment, stamp
from lambdas.domain.record import Record, Value, address_parts, line_item, line_record, versioned
from lambdas.domain.turn import Turn
from lambdas.kit.dynamo import Request, Table
from lambdas.stores.conversations.tables import Tables

CONVERSATION: Final = "CONVERSATION"


def turn_item(turn: Turn) -> str:
    """The sort key of a turn."""
    return f"TURN#{turn.event}"


def session_item(turn: Turn) -> str:
    """The sort key of the speaker's session."""
    return f"SESSION#{turn.address.user}"


def turn_record(held: Held, *, expires_epoch_s: int) -> dict[str, Value]:
    """A turn in a worker's hands for the first time."""
    turn = held.turn
    return versioned(
        **address_parts(turn.address),
        owner=held.owner,
        user=turn.address.user,
        kind=str(turn.kind),
        event=turn.event,
        state=str(Progress.OPEN),
        lease_worker=held.lease.worker,
        lease_until_ms=epoch_ms(held.lease.until),
        attempts=1,
        expires_epoch_s=expires_epoch_s,
    )


def conversation_moved_on(held: Held, memory: Memory, lines: Sequence[Line], *, sessions: Table) -> Request:
    """CONVERSATION one version further, if it is as it was recalled; nothing else of it changes."""
    address, parts = held.turn.address, address_parts(held.turn.address)
    given: dict[str, Value] = {
        "one": 1,
        "version": memory.version + 1,
        "next_seq": memory.next_seq + len(lines),
        **parts,
    }
    when = "attribute_not_exists(#version)"
    if memory.version:
        when, given["read"] = "#version = :read", memory.version
    where = ", ".join(f"#{part} = :{part}" for part in parts)
    change = f"SET #v = :one, #version = :version, #next_seq = :next_seq, {where}"
    return sessions.update(conversation_key(address), CONVERSATION, change, given, when=when)


def turn_settled(held: Held, progress: Progress, lines: Sequence[Line], *, sessions: Table) -> Request:
    """TURN no longer open, with the numbers of its lines, if this worker still holds it."""
    given: dict[str, Value] = {
        "state": str(progress),
        "open": str(Progress.OPEN),
        "worker": held.lease.worker,
    }
    change = "SET #state = :state"
    if lines:
        change += ", #first_seq = :first, #last_seq = :last"
        given |= {"first": lines[0].seq, "last": lines[-1].seq}
    when = "#state = :open AND #lease_worker = :worker"
    key = conversation_key(held.turn.address)
    return sessions.update(key, turn_item(held.turn), change, given, when=when)


def session_put(held: Held, session: Session, *, tables: Tables) -> Request:
    """SESSION as the engine last told it."""
    address = held.turn.address
    record = versioned(
        **address_parts(address),
        owner=held.owner,
        user=address.user,
        engine=session.engine,
        state=session.state,
        at=stamp(session.at),
        restore=session.restore,
        locale=session.locale,
        chosen=session.chosen,
        open=session.open,
        awaited=encode_awaited(session.awaited),
        interrupted=encode_interrupted(session.interrupted),
        waiting=encode_waiting(session.waiting),
        expires_epoch_s=epoch_s(session.at) + tables.session_s,
    )
    return tables.sessions.put(conversation_key(address), session_item(held.turn), record)


def session_of(record: Record) -> Session:
    """See ``session_put``."""
    return Session(
        engine=str(record["engine"]),
        state=str(record["state"]),
        at=moment(str(record["at"])),
        restore=bool(record["restore"]),
        locale=str(record.get("locale", "")),
        chosen=bool(record.get("chosen", False)),
        open=bool(record.get("open", False)),
        awaited=decode_awaited(str(record.get("awaited", ""))),
        interrupted=decode_interrupted(str(record.get("interrupted", ""))),
        waiting=decode_waiting(str(record.get("waiting", ""))),
    )


def line_put(held: Held, line: Line, *, tables: Tables) -> Request:
    """LINE, where that number is still free."""
    address = held.turn.address
    expires_epoch_s = epoch_s(line.at) + tables.lines_s
    record = address_parts(address) | line_record(line, expires_epoch_s=expires_epoch_s)
    key = conversation_key(address)
    return tables.sessions.put(key, line_item(line.seq), record, when="attribute_not_exists(#item)")


def ownership_put(held: Held, *, tokens: Table) -> Request:
    """CONV#: this conversation is among what belongs to the person."""
    key, address = conversation_key(held.turn.address), held.turn.address
    record = versioned(**address_parts(address), user=address.user, conversation=key)
    return tokens.put(held.owner, f"CONV#{key}", record)


def seqs_of(record: Mapping[str, Value]) -> tuple[int, int] | None:
    """The first and last number of a turn's lines, or None where it has none."""
    if "first_seq" not in record:
        return None
    return int(record["first_seq"]), int(record["last_seq"])


def epoch_ms(at: datetime) -> int:
    """Milliseconds since 1970."""
    return int(at.timestamp() * 1000)


def epoch_s(at: datetime) -> int:
    """Whole seconds since 1970."""
    return int(at.timestamp())
