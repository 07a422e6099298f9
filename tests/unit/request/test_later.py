"""Internal turns whose time has come: which go on to the queue of turns, and which to the dead letters."""

from typing import Any

import pytest

from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.turn import Kind, Notice, Noticed, Said, Turn
from lambdas.domain.turn_json import encode_turn
from lambdas.request.later import bring, to_internal_turn
from tests.builders import a_turn
from tests.fakes.turn_queue import MemoryTurnQueue

NOTHING_FAILED: dict[str, Any] = {"batchItemFailures": []}


def a_try(event: str = "send:k1:1") -> Turn:
    content = Noticed(notice=Notice.SEND, details={"attempt": "1"})
    return a_turn(event=event, kind=Kind.INTERNAL, content=content)


def a_record(body: str, *, message: str = "m1", source: str = "aws:sqs") -> dict[str, Any]:
    return {"messageId": message, "receiptHandle": "h1", "body": body, "eventSource": source}


def test_an_internal_turn_goes_on_to_the_queue_of_turns() -> None:
    queue = MemoryTurnQueue()
    turns = [a_try("send:k1:1"), a_turn(kind=Kind.INTERNAL, content=Noticed(notice=Notice.LINKED))]

    answer = bring([a_record(encode_turn(turn)) for turn in turns], queue=queue)

    assert answer == NOTHING_FAILED
    assert queue.turns == turns


@pytest.mark.parametrize(
    "body",
    [
        encode_turn(a_turn()),
        encode_turn(a_turn(kind=Kind.WEBHOOK)),
        encode_turn(a_turn(kind=Kind.WEBHOOK, content=a_try().content)),
        encode_turn(a_turn(kind=Kind.INTERNAL, content=Said(text="hi"))),
        "",
        "[]",
        "{}",
        encode_turn(a_try()).replace('"v":1', '"v":2'),
    ],
)
def test_what_is_no_internal_turn_does_not_pass(body: str) -> None:
    queue = MemoryTurnQueue()

    answer = bring([a_record(body)], queue=queue)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    assert queue.turns == []


def test_what_comes_from_no_queue_does_not_pass() -> None:
    queue = MemoryTurnQueue()

    answer = bring([a_record(encode_turn(a_try()), source="aws:sns")], queue=queue)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    assert queue.turns == []


@pytest.mark.parametrize(
    ("record", "told", "code"),
    [
        (a_record(encode_turn(a_try()), source="aws:sns"), "not a message of a queue", "forged"),
        (a_record(encode_turn(a_turn())), "not an internal turn", "forged"),
        (a_record("{}"), "malformed queue body", "bad_body"),
    ],
)
def test_what_does_not_pass_is_told_why(record: dict[str, Any], told: str, code: str) -> None:
    with pytest.raises(Refused, match=f"^{told}$") as refusal:
        to_internal_turn(record)

    assert refusal.value.code == code


def test_a_turn_that_cannot_be_queued_is_shown_again_and_the_others_are_not() -> None:
    queue = MemoryTurnQueue()
    queue.faults.fail("put", Retryable("queue down"))
    records = [a_record(encode_turn(a_try(f"send:k1:{n}")), message=f"m{n}") for n in (1, 2)]

    answer = bring(records, queue=queue)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    assert [turn.event for turn in queue.turns] == ["send:k1:2"]


def test_a_message_shown_twice_is_one_turn() -> None:
    queue = MemoryTurnQueue()

    for _ in range(2):
        bring([a_record(encode_turn(a_try()))], queue=queue)

    assert len(queue.turns) == 1
