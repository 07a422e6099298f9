"""The inbox: each turn once, in one worker's hands at a time.

A repeat is known for as long as the row lives, far beyond the queue's five minutes.
"""

from collections.abc import Sequence
from typing import Final

from lambdas.domain.conversation import Charge, Claim, Held, Line, Progress
from lambdas.domain.errors import Overtaken, Retryable
from lambdas.domain.keys import conversation_key
from lambdas.domain.record import Record, is_alive
from lambdas.kit.dynamo import ConditionFailedError, Request, holds, read, transact
from lambdas.stores.conversations.ceilings import counts, over_limit
from lambdas.stores.conversations.outbox import unmarked
from lambdas.stores.conversations.rows import epoch_ms, seqs_of, turn_item, turn_record
from lambdas.stores.conversations.tables import Tables

TURN_PLACE: Final = 0
BUCKET_PLACE: Final = 1


def claim(held: Held, *, charge: Charge | None, tables: Tables) -> Claim:
    """See ``Conversations``: one call for a turn that is new, two or three for a repeat."""
    if _is_new(held, charge, tables):
        return Claim(progress=Progress.OPEN, attempt=1)
    seen = read(tables.client, tables.sessions, conversation_key(held.turn.address), turn_item(held.turn))
    if not seen or not is_alive(seen, now=tables.clock.now()):
        raise Retryable("turn vanished while it was claimed")
    progress = Progress(str(seen["state"]))
    if progress is Progress.OPEN:
        return _take_over(held, seen, tables)
    return Claim(
        progress=progress, attempt=int(seen["attempts"]), unmarked=_waiting(held, progress, seen, tables)
    )


def release(held: Held, *, tables: Tables) -> None:
    """See ``Conversations``; one call."""
    request = tables.sessions.update(
        conversation_key(held.turn.address),
        turn_item(held.turn),
        "SET #lease_until_ms = :past",
        {"past": 0, "worker": held.lease.worker},
        when="#lease_worker = :worker",
    )
    holds(tables.client.update_item, request)


def divert(held: Held, *, engine: str, tables: Tables) -> None:
    """See ``Conversations``; one call, on a path that is rare."""
    request = tables.sessions.update(
        conversation_key(held.turn.address),
        turn_item(held.turn),
        "SET #engine = :engine",
        {"engine": engine, "open": str(Progress.OPEN), "worker": held.lease.worker},
        when="#state = :open AND #lease_worker = :worker",
    )
    if not holds(tables.client.update_item, request):
        raise Overtaken("lease lost before another engine was asked")


def _is_new(held: Held, charge: Charge | None, tables: Tables) -> bool:
    put = _first_claim(held, tables)
    if charge is None:
        return holds(tables.client.put_item, put)
    now = tables.clock.now()
    ceilings = counts(charge, held.owner, now=now, operations=tables.operations)
    try:
        changes = [{"Put": put}, *({"Update": ceiling} for ceiling in ceilings)]
        transact(tables.client, changes, pause=tables.pause)
    except ConditionFailedError as refusal:
        if TURN_PLACE in refusal.failed:
            return False
        full = BUCKET_PLACE in refusal.failed
        raise over_limit(charge, bucket_is_full=full, now=now) from refusal
    return True


def _first_claim(held: Held, tables: Tables) -> Request:
    now_s = tables.now_s()
    return tables.sessions.put(
        conversation_key(held.turn.address),
        turn_item(held.turn),
        turn_record(held, expires_epoch_s=now_s + tables.known_s(held.turn.address.installation)),
        when="attribute_not_exists(#item) OR #expires_epoch_s <= :now",
        given={"now": now_s},
    )


def _take_over(held: Held, seen: Record, tables: Tables) -> Claim:
    attempts, engine = int(seen["attempts"]), str(seen.get("engine", ""))
    left_ms = int(seen["lease_until_ms"]) - tables.now_ms()
    if left_ms > 0:
        if seen["lease_worker"] != held.lease.worker:
            raise Overtaken("another worker holds the turn", again_s=left_ms / 1000)
        # Our own claim, whose answer was lost.
        return Claim(progress=Progress.OPEN, attempt=attempts, engine=engine)
    request = tables.sessions.update(
        conversation_key(held.turn.address),
        turn_item(held.turn),
        "SET #lease_worker = :worker, #lease_until_ms = :until, #attempts = :attempts",
        {
            "worker": held.lease.worker,
            "until": epoch_ms(held.lease.until),
            "attempts": attempts + 1,
            "open": str(Progress.OPEN),
            "seen": attempts,
        },
        when="#state = :open AND #attempts = :seen",
    )
    if not holds(tables.client.update_item, request):
        raise Overtaken("another worker took the turn")
    return Claim(progress=Progress.OPEN, attempt=attempts + 1, engine=engine)


def _waiting(held: Held, progress: Progress, seen: Record, tables: Tables) -> Sequence[Line]:
    seqs = seqs_of(seen)
    if progress is Progress.SENT or seqs is None:
        return ()
    return unmarked(conversation_key(held.turn.address), *seqs, tables=tables)
