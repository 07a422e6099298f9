"""Contract of ``TurnQueue``: durable, in order per conversation, each turn once in five minutes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pytest

from lambdas.domain.ports import TurnQueue
from lambdas.domain.turn import Chose, Kind, Notice, Noticed, Turn
from lambdas.domain.turn_json import decode_turn
from lambdas.stores.turn_queue import SqsTurnQueue
from tests.aws import Aws, account_of
from tests.builders import a_turn, an_address
from tests.fakes.turn_queue import MemoryTurnQueue


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A queue, and what its consumer would find there."""

    queue: TurnQueue
    found: Callable[[], Sequence[Turn]]


def in_memory(_request: pytest.FixtureRequest) -> Case:
    queue = MemoryTurnQueue()
    return Case(queue=queue, found=lambda: tuple(queue.turns))


def in_sqs(request: pytest.FixtureRequest) -> Case:
    aws = account_of(request)
    queue = SqsTurnQueue(url=aws.queue_url, client=aws.sqs)
    return Case(queue=queue, found=lambda: _drained(aws))


def _drained(aws: Aws) -> Sequence[Turn]:
    turns: list[Turn] = []
    while True:
        answer = aws.sqs.receive_message(QueueUrl=aws.queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=0)
        messages = answer.get("Messages", [])
        if not messages:
            return tuple(turns)
        for message in messages:
            turns.append(decode_turn(message["Body"]))
            aws.sqs.delete_message(QueueUrl=aws.queue_url, ReceiptHandle=message["ReceiptHandle"])


CASES: Final[Mapping[str, Callable[[pytest.FixtureRequest], Case]]] = {"memory": in_memory, "sqs": in_sqs}


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


@pytest.mark.parametrize(
    "turn",
    [
        a_turn("Zürich 🏨", connection="k1"),
        a_turn(content=Chose(value="double", text="A double")),
        a_turn(kind=Kind.INTERNAL, content=Noticed(notice=Notice.LINKED, details={"account": "crm"})),
    ],
)
def test_a_turn_comes_out_as_it_went_in(case: Case, turn: Turn) -> None:
    case.queue.put(turn)

    assert list(case.found()) == [turn]


def test_turns_of_a_conversation_come_out_in_the_order_they_went_in(case: Case) -> None:
    turns = [a_turn(event=f"e{number}") for number in range(5)]

    for turn in turns:
        case.queue.put(turn)

    assert list(case.found()) == turns


def test_a_repeat_of_the_same_turn_is_dropped(case: Case) -> None:
    case.queue.put(a_turn("once"))
    case.queue.put(a_turn("once more"))

    assert list(case.found()) == [a_turn("once")]


def test_the_same_event_elsewhere_or_of_another_kind_is_another_turn(case: Case) -> None:
    turns = [
        a_turn(),
        a_turn(address=an_address("c2")),
        a_turn(address=an_address(installation="other")),
        a_turn(kind=Kind.WEBHOOK),
    ]

    for turn in turns:
        case.queue.put(turn)

    assert len(case.found()) == 4


def test_the_turns_of_a_delivery_come_out_in_order_however_many_they_are(case: Case) -> None:
    turns = [a_turn("é" * 1024, event=f"e{number}") for number in range(23)]

    case.queue.put_all(turns)

    assert list(case.found()) == turns


def test_a_delivery_of_many_turns_that_comes_again_queues_nothing_twice(case: Case) -> None:
    turns = [a_turn(event=f"e{number}", address=an_address(f"c{number % 3}")) for number in range(12)]

    case.queue.put_all(turns[:11])
    case.queue.put_all(turns)

    assert sorted(turn.event for turn in case.found()) == sorted(turn.event for turn in turns)


def test_a_delivery_of_no_turn_queues_none(case: Case) -> None:
    case.queue.put_all([])

    assert list(case.found()) == []
