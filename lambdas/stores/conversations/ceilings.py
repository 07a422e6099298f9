"""The ceilings a first claim counts against: a person's turns a window, a bot's engine calls a day.

A budget of thousands is split over up to eight rows, because transactions that meet at one row conflict; a
person always counts at the same one, and it may be full a little before the whole is.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from lambdas.domain.conversation import Charge
from lambdas.domain.errors import OverLimit
from lambdas.domain.ids import OwnerId
from lambdas.domain.keys import digest
from lambdas.kit.dynamo import Request, Table

MOST_SHARDS: Final = 8
TURNS_A_SHARD: Final = 1000
GRACE_S: Final = 3600
"""So long after its window ends a counter may be deleted."""


def counts(charge: Charge, owner: OwnerId, *, now: datetime, operations: Table) -> Sequence[Request]:
    """The person's bucket and, where an engine is asked, the bot's budget; each refused where it is full."""
    window_s = _window_s(charge, now)
    bucket = _count(
        operations,
        (f"BUCKET#{owner}", str(window_s)),
        limit=charge.bucket_turns,
        expires_epoch_s=window_s + charge.bucket_s + GRACE_S,
    )
    if charge.daily_budget is None:
        return (bucket,)
    return bucket, _budget(charge.bot, charge.daily_budget, owner, now=now, operations=operations)


def over_limit(charge: Charge, *, bucket_is_full: bool, now: datetime) -> OverLimit:
    """Which ceiling was met, and how long until it lifts."""
    if bucket_is_full:
        again_s = _window_s(charge, now) + charge.bucket_s - int(now.timestamp())
        return OverLimit("too many turns of one person", again_s=again_s)
    return OverLimit("bot's daily budget spent", again_s=int((_midnight(now) - now).total_seconds()))


def _budget(bot: str, daily: int, owner: OwnerId, *, now: datetime, operations: Table) -> Request:
    shards = min(MOST_SHARDS, max(1, daily // TURNS_A_SHARD))
    shard = int(digest(owner)[:8], 16) % shards
    return _count(
        operations,
        (f"BUDGET#{bot}", f"{now:%Y-%m-%d}#{shard}"),
        limit=(daily + shards - 1 - shard) // shards,
        expires_epoch_s=int(_midnight(now).timestamp()) + GRACE_S,
    )


def _count(operations: Table, key: tuple[str, str], *, limit: int, expires_epoch_s: int) -> Request:
    # Where the row is not there yet, a limit of zero must refuse the first count all the same.
    when = "attribute_not_exists(#count) OR #count < :limit" if limit > 0 else "#count < :limit"
    change = "SET #v = :one, #expires_epoch_s = :expires ADD #count :one"
    given = {"one": 1, "expires": expires_epoch_s, "limit": limit}
    return operations.update(*key, change, given, when=when)


def _window_s(charge: Charge, now: datetime) -> int:
    """When the person's present window began."""
    epoch_s = int(now.timestamp())
    return epoch_s - epoch_s % charge.bucket_s


def _midnight(now: datetime) -> datetime:
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)
