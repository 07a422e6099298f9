"""A failure of AWS is told as something to try again."""

from collections.abc import Callable

import pytest
from botocore.exceptions import BotoCoreError

from lambdas.domain.conversation import Memory
from lambdas.domain.errors import Overtaken, Retryable
from lambdas.domain.ids import ConnectionId, ConversationKey
from lambdas.domain.keys import conversation_key
from lambdas.stores.connections import DynamoConnections
from lambdas.stores.door import DynamoDoorCounter
from lambdas.stores.tickets import DynamoTickets
from tests.aws import Aws
from tests.builders import ANN, LATER, a_charge, a_held, a_line, a_socket, a_turn, an_address
from tests.contract.conversations_cases import Case, on_tables
from tests.fakes.clock import SetClock
from tests.line_to_aws import UNREACHABLE, answering, broken

NOTHING_YET = Memory(version=0, next_seq=1)
HERE = conversation_key(an_address())


@pytest.fixture
def case(aws: Aws) -> Case:
    return on_tables(aws)


STEPS: dict[str, Callable[[Case], object]] = {
    "claim": lambda case: case.conversations.claim(a_held(), charge=a_charge()),
    "uncharged claim": lambda case: case.conversations.claim(a_held(), charge=None),
    "release": lambda case: case.conversations.release(a_held()),
    "divert": lambda case: case.conversations.divert(a_held(), engine="second"),
    "recall": lambda case: case.conversations.recall(a_held()),
    "commit": lambda case: case.conversations.commit(
        a_held(), memory=NOTHING_YET, lines=[a_line()], session=None
    ),
    "quarantine": lambda case: case.conversations.quarantine(
        a_held(), memory=NOTHING_YET, lines=[a_line()], number="Q-1", reason="poison"
    ),
    "mark": lambda case: case.conversations.mark(a_turn(), [a_line()], settled=True),
    "unsent": lambda case: case.conversations.unsent(a_turn()),
    "leave unsent": lambda case: case.conversations.leave_unsent(a_held()),
    "transcript": lambda case: case.transcript.after(HERE, owner=ANN, seq=0),
}
SHORT_OF = [
    (400, "ProvisionedThroughputExceededException"),
    (400, "ThrottlingException"),
    (400, "TransactionConflictException"),
    (400, "AccessDeniedException"),
    (500, "InternalServerError"),
    (503, "ServiceUnavailable"),
]


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
@pytest.mark.parametrize(("status", "code"), SHORT_OF)
def test_a_failure_of_the_table_is_retryable(
    aws: Aws, case: Case, step: Callable[[Case], object], status: int, code: str
) -> None:
    with answering(aws.dynamodb, status, code), pytest.raises(Retryable, match=code) as failure:
        step(case)

    assert not isinstance(failure.value, Overtaken)


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
@pytest.mark.parametrize("failure", UNREACHABLE, ids=lambda failure: type(failure).__name__)
def test_a_table_out_of_reach_is_retryable(
    aws: Aws, case: Case, step: Callable[[Case], object], failure: BotoCoreError
) -> None:
    with broken(aws.dynamodb, failure), pytest.raises(Retryable):
        step(case)


TOLD = {
    "claim": "claiming a turn",
    "uncharged claim": "claiming a turn",
    "release": "releasing a turn",
    "divert": "diverting a turn",
    "recall": "recalling a conversation",
    "commit": "committing an answer",
    "quarantine": "quarantining a turn",
    "mark": "marking lines",
    "unsent": "reading unsent lines",
    "leave unsent": "leaving lines unsent",
    "transcript": "reading lines",
}


@pytest.mark.parametrize("step", STEPS)
def test_a_failure_of_the_table_says_what_was_being_done(aws: Aws, case: Case, step: str) -> None:
    told = f"^{TOLD[step]} failed: InternalServerError$"

    with answering(aws.dynamodb, 500, "InternalServerError"), pytest.raises(Retryable, match=told):
        STEPS[step](case)


def test_failures_of_sockets_and_tickets_are_retryable(aws: Aws) -> None:
    connections = DynamoConnections(table="connections", client=aws.dynamodb, clock=SetClock())
    tickets = DynamoTickets(table="tokens", client=aws.dynamodb)
    door = DynamoDoorCounter(table="operations", client=aws.dynamodb, clock=SetClock())
    steps: dict[str, Callable[[], object]] = {
        "adding a socket": lambda: connections.add(a_socket()),
        "removing a socket": lambda: connections.remove(ConversationKey("c1"), ConnectionId("k1")),
        "reading sockets": lambda: connections.of(ConversationKey("c1")),
        "spending a ticket": lambda: tickets.spend("t1", expires=LATER),
        "counting a ticket": lambda: door.count("192.0.2.1", tickets=1, window_s=60),
    }

    for doing, step in steps.items():
        with broken(aws.dynamodb, UNREACHABLE[0]), pytest.raises(Retryable, match=f"^{doing} failed: Read"):
            step()
        with (
            answering(aws.dynamodb, 500, "InternalServerError"),
            pytest.raises(Retryable, match=f"^{doing} "),
        ):
            step()
