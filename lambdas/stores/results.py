"""What came of errands: a row each, ``RESULT#<key>``, beside the bookings."""

from typing import TYPE_CHECKING, Final

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.intent import Errand, Outcome
from lambdas.domain.outcome_json import decode_outcome, encode_outcome
from lambdas.domain.ports import Clock
from lambdas.domain.record import Record, is_alive, versioned
from lambdas.kit.dynamo import Table, holds, read
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

ITEM: Final = "RESULT"
FREE: Final = "attribute_not_exists(#owner) OR #expires_epoch_s <= :now"


class DynamoResults:
    """Keeps the first result of an errand for so many seconds."""

    def __init__(self, *, table: str, client: "DynamoDBClient", clock: Clock, keep_s: int) -> None:
        self._table = Table(name=table, partition="owner", sort="item")
        self._client, self._clock, self._keep_s = client, clock, keep_s

    def find(self, errand: Errand) -> Outcome | None:
        """See ``Results``."""
        with failing_as(Retryable, doing="reading a result"):
            record = read(self._client, self._table, _partition(errand), ITEM)
        if not record or not is_alive(record, now=self._clock.now()):
            return None
        return _outcome(record, errand)

    def keep(self, errand: Errand, outcome: Outcome) -> Outcome:
        """See ``Results``."""
        now = int(self._clock.now().timestamp())
        record = versioned(
            person=errand.owner,
            turn=errand.turn,
            intent=errand.intent,
            step=errand.step,
            outcome=encode_outcome(outcome),
            expires_epoch_s=now + self._keep_s,
        )
        row = self._table.put(_partition(errand), ITEM, record, when=FREE, given={"now": now})
        with failing_as(Retryable, doing="keeping a result"):
            if holds(self._client.put_item, row):
                return outcome
        return self._standing(errand)

    def _standing(self, errand: Errand) -> Outcome:
        standing = self.find(errand)
        if standing is None:
            raise Retryable("a result was kept and is gone")
        return standing


def _partition(errand: Errand) -> str:
    return f"RESULT#{errand.key}"


def _outcome(record: Record, errand: Errand) -> Outcome:
    if record["person"] != errand.owner:
        raise Refused("result of another owner", code="forbidden")
    return decode_outcome(str(record["outcome"]))
