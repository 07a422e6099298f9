"""Brings a turn that was given up back to the queue of turns, unless its conversation has gone on.

A turn that nobody has claimed yet is not seen: redrive when what broke is mended and the queue is empty.
"""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Final

from cli.dead_turns import Dead, remove
from cli.operated import Operated
from lambdas.domain.conversation import Progress, Who
from lambdas.domain.keys import conversation_key
from lambdas.domain.record import LAST_SEQ, Record, is_alive, line_item, line_of
from lambdas.domain.turn import Kind, Turn
from lambdas.domain.turn_json import encode_turn
from lambdas.kit.dynamo import ConditionFailedError, Request, from_item, read, transact

CONVERSATION: Final = "CONVERSATION"
REOPENED_S: Final = 2 * 86_400
"""So long a repeat of a turn that was reopened is known."""
LOOKED_AT: Final = 100
"""So many of the newest lines show whether somebody has spoken since."""

STALE: Final = "stale: the person has gone on"
BUSY: Final = "left: it is being answered just now"
MOVED: Final = "left: its conversation moved on while we looked; try again"
ANSWERED: Final = "answered already; removed from the dead"
QUEUED: Final = "queued again, and removed from the dead"
UNREADABLE: Final = "left: it is no turn; discard it"
FORGED: Final = "left: nothing of ours waits there; discard it"
WAITING: Final = "waiting again, and removed from the dead"


def redrive(dead: Dead, *, operated: Operated, now: datetime, even_if_stale: bool, dry_run: bool) -> str:
    """What was done, or would be, as a sentence; a dry run writes nothing."""
    if dead.turn is None:
        return UNREADABLE
    if dead.letter is not None and dead.letter[0] == operated.dead_later_url:
        return _bring_again(dead, dead.turn, operated=operated, dry_run=dry_run)
    return _answer_again(
        dead, dead.turn, operated=operated, now=now, even_if_stale=even_if_stale, dry_run=dry_run
    )


def _answer_again(
    dead: Dead, turn: Turn, *, operated: Operated, now: datetime, even_if_stale: bool, dry_run: bool
) -> str:
    seen = read(operated.tables, operated.sessions, conversation_key(turn.address), _item(turn))
    seen = seen if seen and is_alive(seen, now=now) else {}
    version = _version(turn, operated)
    answered = _is_answered(dead, seen)
    if not answered and not even_if_stale and _spoken_since(turn, operated):
        return STALE
    if int(seen.get("lease_until_ms", 0)) > now.timestamp() * 1000 and seen["state"] == Progress.OPEN:
        return BUSY
    if dry_run:
        return f"dry run: would be {ANSWERED if answered else QUEUED}"
    if not answered:
        if _is_given_up(dead, seen) and not _reopen(dead, turn, version, operated, now):
            return MOVED
        _queue(replace(turn, redriven=dead.told or turn.redriven), operated)
    remove(dead, operated=operated)
    return ANSWERED if answered else QUEUED


def _bring_again(dead: Dead, turn: Turn, *, operated: Operated, dry_run: bool) -> str:
    """Put an internal turn where it waited; it sends what is unsent, in order, whatever was said since."""
    if turn.kind is not Kind.INTERNAL:
        return FORGED
    if dry_run:
        return f"dry run: would be {WAITING}"
    operated.queues.send_message(QueueUrl=operated.later_url, MessageBody=encode_turn(turn))
    remove(dead, operated=operated)
    return WAITING


def _is_answered(dead: Dead, seen: Record) -> bool:
    """Whether nothing is left to do; a turn is also sent when its apology was."""
    if dead.row is None:
        return seen.get("state") == Progress.SENT
    return seen.get("reopened") == dead.at and seen["state"] != Progress.OPEN


def _is_given_up(dead: Dead, seen: Record) -> bool:
    """Whether the turn must be reopened first; one that the inbox has forgotten is taken as new."""
    return dead.row is not None and bool(seen) and seen["state"] != Progress.OPEN


def _item(turn: Turn) -> str:
    return f"TURN#{turn.event}"


def _version(turn: Turn, operated: Operated) -> int:
    key = conversation_key(turn.address)
    return int(read(operated.tables, operated.sessions, key, CONVERSATION).get("version", 0))


def _spoken_since(turn: Turn, operated: Operated) -> bool:
    """Whether a line is somebody's later words."""
    return any(
        line.who is Who.PERSON and line.event != turn.event and line.at > turn.at
        for line in map(line_of, _newest_lines(turn, operated))
    )


def _newest_lines(turn: Turn, operated: Operated) -> list[Record]:
    query = operated.sessions.query(conversation_key(turn.address), (line_item(1), line_item(LAST_SEQ)))
    page = operated.tables.query(**query, ScanIndexForward=False, Limit=LOOKED_AT)
    return [from_item(item) for item in page["Items"]]


def _reopen(dead: Dead, turn: Turn, version: int, operated: Operated, now: datetime) -> bool:
    """TURN open again for any worker, if nothing of its conversation changed meanwhile."""
    key, sessions = conversation_key(turn.address), operated.sessions
    opened = sessions.update(
        key,
        _item(turn),
        "SET #state = :open, #reopened = :of, #lease_until_ms = :past, #expires_epoch_s = :expires",
        {
            "open": str(Progress.OPEN),
            "of": dead.at,
            "past": 0,
            "expires": int(now.timestamp()) + REOPENED_S,
        },
        when="#state <> :open",
    )
    unmoved: Request = sessions.update(key, CONVERSATION, "", {"seen": version}, when="#version = :seen")
    try:
        transact(operated.tables, [{"Update": opened}, {"ConditionCheck": unmoved}])
    except ConditionFailedError:
        return False
    return True


def _queue(turn: Turn, operated: Operated) -> None:
    """A new deduplication id: within five minutes the queue would drop the turn's own, and say nothing."""
    operated.queues.send_message(
        QueueUrl=operated.turns_url,
        MessageBody=encode_turn(turn),
        MessageGroupId=conversation_key(turn.address),
        MessageDeduplicationId=str(uuid.uuid4()),
    )
