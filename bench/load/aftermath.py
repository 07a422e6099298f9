"""What is left in tables and queues when a run is over, written into its diary."""

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from bench.history import Acted, Dead, Kept, Quarantined, Rest
from bench.load.diary import Diary
from bench.load.messenger import Chatter
from bench.load.platform import LocalPlatform
from cli.dead_turns import dead_turns
from lambdas.domain.conversation import Line, Progress, Who
from lambdas.domain.ids import OwnerId, TurnKey
from lambdas.domain.intent import Errand
from lambdas.domain.keys import conversation_key, digest
from lambdas.domain.record import Record, line_of
from lambdas.kit.dynamo import read_all

if TYPE_CHECKING:
    from types_boto3_sqs.literals import QueueAttributeNameType

COUNTED: Final[Sequence["QueueAttributeNameType"]] = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)
LOOK_S: Final = 0.05
KINDS: Final = ("client", "webhook")
BOOKING: Final = ("BookHotel", "fulfilment")


def at_rest(platform: LocalPlatform, *, within_s: float, but: int = 0) -> bool:
    """Wait until both queues are empty but for so many turns; whether they were in time."""
    deadline = time.monotonic() + within_s
    while queued(platform) > but:
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK_S)
    return True


def queued(platform: LocalPlatform) -> int:
    """How many turns the queues hold, shown or not."""
    urls = (platform.operated.turns_url, platform.later_url)
    return sum(_count(platform, url) for url in urls)


def write_down(platform: LocalPlatform, diary: Diary, *, but: int = 0) -> None:
    """Write down lines, bookings, what was given up, and how queues and leases stand.

    but: so many queued turns are nobody's here.
    """
    rows = {name: list(_rows(platform, kept)) for name, kept in diary.conversations.items()}
    for name, records in rows.items():
        for line in _lines(records):
            diary.history.add(_kept(diary, name, line))
        _write_bookings(platform, diary, name, records)
    dead = _write_given_up(platform, diary)
    open_turns = [turn for records in rows.values() for turn in records if _is_open(turn)]
    now_ms = time.time() * 1000
    diary.history.add(
        Rest(
            at_s=diary.at_s(),
            queued=max(0, queued(platform) - but),
            dead=dead,
            leased=sum(int(turn["lease_until_ms"]) > now_ms for turn in open_turns),
            open=len(open_turns),
        )
    )


def write_chat(
    chatter: Chatter, messages: Iterable[Mapping[str, Any]], *, platform: LocalPlatform, diary: Diary
) -> None:
    """Write down what a chat shows; a message is told by its words, the first such line that it can be."""
    rows = _rows(platform, diary.conversations[chatter.name])
    waiting = [line for line in _lines(rows) if line.who is Who.BOT]
    shown: list[Line] = []
    for message in messages:
        text = str(message["text"])
        line = next((each for each in (*waiting, *reversed(shown)) if _words(each) == text), None)
        if line in waiting:
            waiting.remove(line)
            shown.append(line)
        diary.shows(
            text,
            event=line.event if line else "of no line",
            seq=line.seq if line else 0,
            who=Who.BOT,
            place=chatter.place,
            conversation=chatter.name,
            now=float(message["at"]),
        )


def _rows(platform: LocalPlatform, conversation: str) -> Iterable[Record]:
    operated = platform.operated
    return read_all(operated.tables, operated.sessions.query(conversation))


def _lines(rows: Iterable[Record]) -> list[Line]:
    return [line_of(row) for row in rows if str(row["item"]).startswith("LINE#")]


def _words(line: Line) -> str:
    return line.text or "\n".join(part.text for part in line.parts if hasattr(part, "text"))


def _kept(diary: Diary, name: str, line: Line) -> Kept:
    return Kept(
        at_s=diary.at_s(),
        conversation=name,
        seq=line.seq,
        turn=diary.turn_of(line.event),
        who=line.who,
        since_s=diary.at_s(line.at.timestamp()),
        text=_words(line),
    )


def _is_open(row: Record) -> bool:
    """Whether a turn waits for its answer; an internal one may stay open where only its mark was lost."""
    item = str(row["item"])
    return (
        item.startswith("TURN#")
        and row["state"] == Progress.OPEN
        and not str(row["event"]).startswith("send:")
    )


def _write_bookings(platform: LocalPlatform, diary: Diary, name: str, rows: Sequence[Record]) -> None:
    """Each booking of those who own this conversation's turns, and the turn that its key was made of."""
    turns = [row for row in rows if str(row["item"]).startswith("TURN#")]
    keys = {_key(row): diary.turn_of(str(row["event"])) for row in turns}
    for owner in {str(row["owner"]) for row in turns}:
        for booked in read_all(platform.operated.tables, platform.bookings.query(owner)):
            key = str(booked["key"])
            turn = keys.get(key, "unknown")
            diary.history.add(Acted(at_s=diary.at_s(), owner=name, turn=turn, key=key))


def _key(row: Record) -> str:
    """The idempotency key of a booking made in a turn."""
    turn = digest(*(str(row[part]) for part in ("installation", "conversation_id", "kind", "event")))
    intent, step = BOOKING
    return Errand(owner=OwnerId(str(row["owner"])), turn=TurnKey(turn), intent=intent, step=step).key


def _write_given_up(platform: LocalPlatform, diary: Diary) -> int:
    """Write down quarantine and dead letters; returns how many of these are ours or nobody's."""
    names = {kept: name for name, kept in diary.conversations.items()}
    letters = 0
    with dead_turns(platform.operated, now=datetime.now(UTC)) as page:
        for each in page.turns:
            name = names.get(conversation_key(each.turn.address)) if each.turn else None
            turn = diary.turn_of(each.turn.event) if each.turn else "unreadable"
            if each.letter and (name or not each.turn):
                letters += 1
                diary.history.add(Dead(at_s=diary.at_s(), conversation=name or "", turn=turn))
            elif name:
                diary.history.add(
                    Quarantined(at_s=diary.at_s(), conversation=name, turn=turn, number=each.number)
                )
    return letters


def _count(platform: LocalPlatform, url: str) -> int:
    told = platform.operated.queues.get_queue_attributes(QueueUrl=url, AttributeNames=COUNTED)
    return sum(int(number) for number in told["Attributes"].values())
