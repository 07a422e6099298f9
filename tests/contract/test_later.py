"""Contract of ``Later``: an internal turn comes out as it went in, and not before its time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sqs.models import sqs_backends

from lambdas.domain.ports import Later
from lambdas.domain.turn import Kind, Notice, Noticed, Turn
from lambdas.domain.turn_json import decode_turn
from lambdas.stores.later import SqsLater
from tests.aws import Aws, account_of
from tests.builders import a_turn
from tests.fakes.clock import SetClock
from tests.fakes.turn_queue import MemoryLater

SEND: Final = a_turn(
    event="send:k1:1", kind=Kind.INTERNAL, content=Noticed(notice=Notice.SEND, details={"attempt": "1"})
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A queue, what its consumer finds there now, and what makes seconds pass."""

    later: Later
    found: Callable[[], Sequence[Turn]]
    pass_s: Callable[[int], None]


def in_memory(_request: pytest.FixtureRequest) -> Case:
    clock = SetClock()
    later = MemoryLater(clock)
    return Case(later=later, found=later.due, pass_s=clock.pass_s)


def in_sqs(request: pytest.FixtureRequest) -> Case:
    aws = account_of(request)
    return Case(
        later=SqsLater(url=aws.later_url, client=aws.sqs),
        found=lambda: _received(aws),
        pass_s=_age,
    )


def _received(aws: Aws) -> Sequence[Turn]:
    answer = aws.sqs.receive_message(QueueUrl=aws.later_url, MaxNumberOfMessages=10, WaitTimeSeconds=0)
    return tuple(decode_turn(message["Body"]) for message in answer.get("Messages", []))


def _age(seconds: int) -> None:
    """Let every message of the account be so much older; moto goes by the machine's own clock."""
    for message in sqs_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].queues["later"]._messages:  # noqa: SLF001 - it has no other way
        message.delayed_until -= seconds * 1000


CASES: Final[Mapping[str, Callable[[pytest.FixtureRequest], Case]]] = {"memory": in_memory, "sqs": in_sqs}


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def test_a_turn_comes_out_as_it_went_in(case: Case) -> None:
    case.later.put(SEND, after_s=0)

    assert list(case.found()) == [SEND]


@pytest.mark.parametrize("after_s", [30, 900])
def test_a_turn_is_not_shown_before_its_time(case: Case, after_s: int) -> None:
    case.later.put(SEND, after_s=after_s)

    case.pass_s(after_s - 10)
    early = case.found()
    case.pass_s(10)

    assert list(early) == []
    assert list(case.found()) == [SEND]


def test_who_waits_less_comes_first(case: Case) -> None:
    other = a_turn(event="send:k2:1", kind=Kind.INTERNAL, content=SEND.content)
    case.later.put(SEND, after_s=60)
    case.later.put(other, after_s=20)

    case.pass_s(20)

    assert list(case.found()) == [other]
