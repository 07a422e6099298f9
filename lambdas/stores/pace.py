"""How soon the next message may go out: a row for each limit in the table of operations.

A row holds one instant, until when what went out takes its limit up: the generic cell rate algorithm.
Source: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm (virtual scheduling)
"""

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from lambdas.domain.errors import Busy, Retryable
from lambdas.domain.ids import InstallationId
from lambdas.domain.keys import digest
from lambdas.domain.outgoing import Limit
from lambdas.domain.ports import Clock
from lambdas.kit.dynamo import Table, Value, standing
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

log = logging.getLogger(__name__)

SECOND_US: Final = 1_000_000
ITEM: Final = "UNTIL"
KEPT_S: Final = 2 * 86_400
"""So long after its last change a row may be deleted; nobody rests for longer."""

AT_REST: Final = "attribute_not_exists(#until_us) OR #until_us <= :now"


class DynamoPace:
    """One conditional update for a limit that is at rest, two for one that is not.

    What is counted together is known by a hash only.
    """

    def __init__(self, *, table: str, client: "DynamoDBClient", clock: Clock) -> None:
        self._table = Table(name=table, partition="subject", sort="item")
        self._client, self._clock = client, clock

    def take(self, installation: InstallationId, limits: Sequence[Limit], *, messages: int) -> None:
        """See ``Pace``; where an answer was lost, messages may be counted that did not go out."""
        for place, limit in enumerate(limits):
            try:
                with failing_as(Retryable, doing="counting messages"):
                    self._take(installation, limit, messages)
            except Retryable:
                for taken in limits[:place]:
                    self._give_back(installation, taken, messages)
                raise

    def rest(self, installation: InstallationId, limit: Limit, *, for_s: float) -> None:
        """See ``Pace``; afterwards messages go out one by one at first."""
        until = self._now() + _us(for_s) + (limit.burst - 1) * _us(limit.interval_s)
        when = "attribute_not_exists(#until_us) OR #until_us < :until"
        try:
            with failing_as(Retryable, doing="resting"):
                self._change(installation, limit, ":until", {"until": until}, when=when)
        except Retryable as failure:
            log.warning("rest not kept", extra={"reason": str(failure)})

    def _take(self, installation: InstallationId, limit: Limit, messages: int) -> None:
        now, cost = self._now(), messages * _us(limit.interval_s)
        ahead = self._change(installation, limit, ":until", {"until": now + cost, "now": now}, when=AT_REST)
        # More than a burst may go when a whole burst may.
        latest = now + (limit.burst - min(messages, limit.burst)) * _us(limit.interval_s)
        if ahead is not None and ahead <= latest:
            given = {"cost": cost, "latest": latest}
            ahead = self._change(installation, limit, "#until_us + :cost", given, when="#until_us <= :latest")
        if ahead is not None:
            again_s = max(1, ahead - latest) / SECOND_US
            raise Busy("no faster than the messenger allows", again_s=again_s, whole=not limit.scope)

    def _give_back(self, installation: InstallationId, limit: Limit, messages: int) -> None:
        cost = messages * _us(limit.interval_s)
        try:
            with failing_as(Retryable, doing="giving back"):
                when = "attribute_exists(#until_us)"
                self._change(installation, limit, "#until_us - :cost", {"cost": cost}, when=when)
        except Retryable as failure:
            # Then the next message waits a little longer than it would have to.
            log.info("messages not given back", extra={"reason": str(failure)})

    def _change(
        self,
        installation: InstallationId,
        limit: Limit,
        until: str,
        given: Mapping[str, Value],
        *,
        when: str,
    ) -> int | None:
        """Set the instant of a limit; where the condition does not hold, the one that stands there."""
        update = self._table.update(
            f"PACE#{digest(installation, limit.scope)}",
            ITEM,
            f"SET #until_us = {until}, #v = :one, #expires_epoch_s = :expires",
            {**given, "one": 1, "expires": self._now() // SECOND_US + KEPT_S},
            when=when,
        )
        found = standing(self._client.update_item, update)
        return None if found is None else int(found.get("until_us", 0))

    def _now(self) -> int:
        return _us(self._clock.now().timestamp())


def _us(seconds: float) -> int:
    return round(seconds * SECOND_US)
