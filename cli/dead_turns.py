"""Turns that were given up: rows of the quarantine, and letters of the dead queues."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cli.operated import Operated
from lambdas.domain.errors import Refused
from lambdas.domain.ids import ConversationKey
from lambdas.domain.keys import conversation_key
from lambdas.domain.record import Record
from lambdas.domain.turn import Turn
from lambdas.domain.turn_json import decode_turn
from lambdas.kit.dynamo import read_all

KEPT_DAYS: Final = 30
"""So long a row of the quarantine lives."""
IN_HAND_S: Final = 300
"""So long a letter is hidden from others while a command has it."""
SHOWN_AT_ONCE: Final = 10
"""So many letters of one conversation the queue of dead turns shows, for it keeps their order.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """One turn that was given up.

    turn: None where the message is none. told: whether the person got the apology.
    row: its key in operations. letter: the dead queue's URL and the message's handle there; one of the two
    is there.
    """

    number: str
    at: str
    reason: str
    attempts: str
    turn: Turn | None
    told: bool
    row: tuple[str, str] | None = None
    letter: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the queues show at once, the oldest first; ``hidden`` letters stand behind those.

    Of a conversation whose letters may not all be shown, only the rows that are older than its last.
    """

    turns: Sequence[Dead]
    hidden: int


@contextmanager
def dead_turns(operated: Operated, *, now: datetime) -> Iterator[Page]:
    """Those that can be seen; letters that are still there at the end are shown to others again."""
    letters = [*_letters(operated.dead_url, "D", operated), *_letters(operated.dead_later_url, "L", operated)]
    try:
        last = _last_shown(letters)
        rows = [row for row in _rows(operated, now) if row.at <= last.get(_conversation(row), row.at)]
        turns = sorted([*rows, *letters], key=lambda dead: (dead.at, dead.number))
        yield Page(turns=turns, hidden=_hidden(operated))
    finally:
        for letter in letters:
            _put_back(letter, operated)


def remove(dead: Dead, *, operated: Operated) -> None:
    """Delete the row or the letter."""
    if dead.row is not None:
        operations = operated.operations
        operated.tables.delete_item(TableName=operations.name, Key=operations.key(*dead.row))
    if dead.letter is not None:
        url, handle = dead.letter
        operated.queues.delete_message(QueueUrl=url, ReceiptHandle=handle)


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


def _letters(url: str, kind: str, operated: Operated) -> Sequence[Dead]:
    """Every letter that a queue shows."""
    letters: list[Dead] = []
    while True:
        messages = operated.queues.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=IN_HAND_S
        ).get("Messages", [])
        if not messages:
            return letters
        letters += [
            _letter(
                f"{kind}-{message['MessageId'][:8].upper()}", message["Body"], (url, message["ReceiptHandle"])
            )
            for message in messages
        ]


def _letter(number: str, body: str, letter: tuple[str, str]) -> Dead:
    turn = _turn(body)
    died = "never brought on" if number.startswith("L") else "killed its handler again and again"
    return Dead(
        number=number,
        at=f"{turn.at:%Y-%m-%dT%H:%M:%S}Z" if turn else "",
        reason=died if turn else "no turn of this version",
        attempts="-",
        turn=turn,
        told=False,
        letter=letter,
    )


def _last_shown(letters: Sequence[Dead]) -> Mapping[ConversationKey | None, str]:
    """When the last letter was said of each conversation that may have more of them."""
    shown: dict[ConversationKey | None, list[str]] = defaultdict(list)
    for letter in letters:
        shown[_conversation(letter)].append(letter.at)
    return {key: max(said) for key, said in shown.items() if len(said) >= SHOWN_AT_ONCE}


def _hidden(operated: Operated) -> int:
    """How many letters are left on the queue of dead turns behind those in hand, or about that."""
    told = operated.queues.get_queue_attributes(
        QueueUrl=operated.dead_url, AttributeNames=["ApproximateNumberOfMessages"]
    )
    return int(told["Attributes"]["ApproximateNumberOfMessages"])


def _conversation(dead: Dead) -> ConversationKey | None:
    return conversation_key(dead.turn.address) if dead.turn else None


def _turn(body: str) -> Turn | None:
    try:
        return decode_turn(body)
    except Refused:
        return None


def _put_back(letter: Dead, operated: Operated) -> None:
    if letter.letter is None:
        return
    url, handle = letter.letter
    try:
        operated.queues.change_message_visibility(QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=0)
    except operated.queues.exceptions.ClientError:
        # Deleted meanwhile; any other shows itself again after IN_HAND_S.
        return
