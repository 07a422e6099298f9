"""Turns that were given up: rows of the quarantine, and letters of the dead queue."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cli.operated import Operated
from lambdas.domain.errors import Refused
from lambdas.domain.record import Record
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import decode_turn
from lambdas.kit.dynamo import read_all

KEPT_DAYS: Final = 30
"""So long a row of the quarantine lives."""
IN_HAND_S: Final = 300
"""So long a letter is hidden from others while a command has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """One turn that was given up.

    turn: None where the message is none. told: whether the person got the apology.
    row: its key in operations. handle: of its message in the dead queue; one of the two is there.
    """

    number: str
    at: str
    reason: str
    attempts: str
    turn: Turn | None
    told: bool
    row: tuple[str, str] | None = None
    handle: str | None = None


@contextmanager
def dead_turns(operated: Operated, *, now: datetime) -> Iterator[Sequence[Dead]]:
    """All of them, the oldest first; letters that are still there at the end are shown to others again."""
    letters = _letters(operated)
    try:
        yield sorted([*_rows(operated, now), *letters], key=lambda dead: (dead.at, dead.number))
    finally:
        for letter in letters:
            _put_back(letter, operated)


def remove(dead: Dead, *, operated: Operated) -> None:
    """Delete the row or the letter."""
    if dead.row is not None:
        operations = operated.operations
        operated.tables.delete_item(TableName=operations.name, Key=operations.key(*dead.row))
    if dead.handle is not None:
        operated.queues.delete_message(QueueUrl=operated.dead_url, ReceiptHandle=dead.handle)


def _rows(operated: Operated, now: datetime) -> Iterator[Dead]:
    for days in range(KEPT_DAYS + 1):
        day = f"QUARANTINE#{now - timedelta(days=days):%Y-%m-%d}"
        for record in read_all(operated.tables, operated.operations.query(day)):
            yield _row(record)


def _row(record: Record) -> Dead:
    return Dead(
        number=str(record["number"]),
        at=str(record["at"]),
        reason=str(record["reason"]),
        attempts=str(record["attempts"]),
        turn=_turn(str(record["turn"])),
        told=True,
        row=(str(record["subject"]), str(record["item"])),
    )


def _letters(operated: Operated) -> Sequence[Dead]:
    """Every letter that the queue shows: of one conversation ten at most, for it keeps their order."""
    letters: list[Dead] = []
    while True:
        messages = operated.queues.receive_message(
            QueueUrl=operated.dead_url,
            MaxNumberOfMessages=10,
            VisibilityTimeout=IN_HAND_S,
            MessageSystemAttributeNames=["SentTimestamp"],
        ).get("Messages", [])
        if not messages:
            return letters
        letters += [
            _letter(message["MessageId"], message["Body"], message["ReceiptHandle"]) for message in messages
        ]


def _letter(message: str, body: str, handle: str) -> Dead:
    turn = _turn(body)
    return Dead(
        number=f"D-{message[:8].upper()}",
        at=f"{turn.at:%Y-%m-%dT%H:%M:%S}Z" if turn else "",
        reason="killed its handler again and again" if turn else "no turn of this version",
        attempts="-",
        turn=turn,
        told=False,
        handle=handle,
    )


def _turn(body: str) -> Turn | None:
    try:
        return decode_turn(body)
    except Refused:
        return None


def _put_back(letter: Dead, operated: Operated) -> None:
    try:
        operated.queues.change_message_visibility(
            QueueUrl=operated.dead_url, ReceiptHandle=str(letter.handle), VisibilityTimeout=0
        )
    except operated.queues.exceptions.ClientError:
        # Deleted meanwhile; any other shows itself again after IN_HAND_S.
        return
