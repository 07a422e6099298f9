"""Reads a conversation's lines, a page at a time."""

from collections.abc import Sequence
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from lambdas.domain.conversation import Line, Page
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.ids import ConversationKey, OwnerId
from lambdas.domain.limits import PAGE_BYTES, PAGE_LINES
from lambdas.domain.ports import Clock
from lambdas.domain.record import LAST_SEQ, Record, is_alive, line_item, line_of, line_seq
from lambdas.kit.dynamo import Table, from_item
from lambdas.kit.translation import failing_as

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


class DynamoTranscript:
    """One consistent Query a page."""

    def __init__(self, *, table: str, client: "DynamoDBClient", clock: Clock) -> None:
        self._table = Table(name=table, partition="conversation", sort="item")
        self._client, self._clock = client, clock

    def after(self, conversation: ConversationKey, *, owner: OwnerId, seq: int) -> Page:
        """See ``Transcript``."""
        if not 0 <= seq < LAST_SEQ:
            raise Refused("no line has such a number", code="bad_frame")
        records = self._read(conversation, seq)
        if any(record["owner"] != owner for record in records):
            raise Refused("line of another owner", code="forbidden")
        now = self._clock.now()
        gone = list(takewhile(lambda record: not is_alive(record, now=now), records[:PAGE_LINES]))
        lines = _fitting(records[len(gone) : PAGE_LINES])
        last_gone = line_seq(str(gone[-1]["item"])) if gone else seq
        first = lines[0].seq if lines else last_gone + 1
        pruned_to = first - 1 if first > seq + 1 else None
        return Page(lines=lines, more=len(gone) + len(lines) < len(records), pruned_to=pruned_to)

    def _read(self, conversation: ConversationKey, seq: int) -> Sequence[Record]:
        query = self._table.query(conversation, (line_item(seq + 1), line_item(LAST_SEQ)))
        with failing_as(Retryable, doing="reading lines"):
            # One more than a page, to know whether there is more.
            page = self._client.query(**query, Limit=PAGE_LINES + 1)
        return [from_item(item) for item in page["Items"]]


def _fitting(records: Sequence[Record]) -> Sequence[Line]:
    sizes = accumulate(len(str(record["line"])) for record in records)
    return tuple(line_of(record) for record, size in zip(records, sizes, strict=True) if size <= PAGE_BYTES)
