"""How many calls each step of a turn makes, what they carry, and what their failures become."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from botocore.exceptions import BotoCoreError

from lambdas.domain.conversation import Memory, Progress
from lambdas.domain.errors import Overtaken, Refused, Retryable
from lambdas.domain.ids import ConnectionId, ConversationKey
from lambdas.domain.keys import conversation_key, turn_key
from lambdas.stores.connections import DynamoConnections
from lambdas.stores.tickets import DynamoTickets
from lambdas.stores.turn_queue import SqsRedelivery, SqsTurnQueue
from tests.aws import Aws
from tests.builders import ANN, LATER, a_charge, a_held, a_line, a_session, a_socket, a_turn, an_address
from tests.contract.answering import again, answered, claimed
from tests.contract.conversations_cases import Case, on_tables
from tests.fakes.clock import SetClock
from tests.line_to_aws import UNREACHABLE, answering, broken, interrupted, listening

NOTHING_YET = Memory(version=0, next_seq=1)
HERE = conversation_key(an_address())


@pytest.fixture
def case(aws: Aws) -> Case:
    return on_tables(aws)


def names(calls: list[tuple[str, dict[str, object]]]) -> list[str]:
    return [name for name, _ in calls]


def test_a_turn_takes_four_calls_to_the_tables(aws: Aws, case: Case) -> None:
    with listening(aws.dynamodb) as calls:
        held = a_held()
        case.conversations.claim(held, charge=a_charge())
        memory = case.conversations.recall(held)
        lines = [a_line()]
        case.conversations.commit(held, memory=memory, lines=lines, session=a_session())
        case.conversations.mark(held.turn, lines, settled=True)

    assert names(calls) == ["TransactWriteItems", "BatchGetItem", "TransactWriteItems", "TransactWriteItems"]


def test_an_uncharged_claim_is_one_plain_write(aws: Aws, case: Case) -> None:
    with listening(aws.dynamodb) as calls:
        claimed(case)

    assert names(calls) == ["PutItem"]


def test_a_repeat_of_a_sent_turn_costs_a_write_and_a_read(aws: Aws, case: Case) -> None:
    held, lines = answered(case)
    case.conversations.mark(held.turn, lines, settled=True)

    with listening(aws.dynamodb) as calls:
        case.conversations.claim(again(held), charge=a_charge())

    assert names(calls) == ["TransactWriteItems", "GetItem"]


def test_a_repeat_of_an_answered_turn_reads_its_lines_once(aws: Aws, case: Case) -> None:
    held, _ = answered(case)

    with listening(aws.dynamodb) as calls:
        case.conversations.claim(again(held), charge=None)

    assert names(calls) == ["PutItem", "GetItem", "Query"]


def test_a_page_of_the_transcript_is_one_call(aws: Aws, case: Case) -> None:
    answered(case)

    with listening(aws.dynamodb) as calls:
        case.transcript.after(HERE, owner=ANN, seq=0)

    assert names(calls) == ["Query"]


def test_every_read_that_decides_is_consistent(aws: Aws, case: Case) -> None:
    with listening(aws.dynamodb) as calls:
        held, _ = answered(case)
        case.conversations.claim(again(held), charge=None)
        case.conversations.leave_unsent(held)
        case.conversations.unsent(held.turn)
        case.transcript.after(HERE, owner=ANN, seq=0)
        DynamoConnections(table="connections", client=aws.dynamodb, clock=SetClock()).of(HERE)

    reads = [params for name, params in calls if name in {"GetItem", "Query"}]
    batch = next(params for name, params in calls if name == "BatchGetItem")
    assert [read["ConsistentRead"] for read in reads] == [True] * 7
    assert batch["RequestItems"]["sessions"]["ConsistentRead"] is True


def test_the_same_answer_written_again_carries_the_same_token(aws: Aws, case: Case) -> None:
    held = claimed(case)
    with listening(aws.dynamodb) as calls:
        for _ in range(2):
            with suppress(Overtaken):
                case.conversations.commit(held, memory=NOTHING_YET, lines=[a_line()], session=a_session())

    tokens = [params["ClientRequestToken"] for _, params in calls]
    assert len(tokens) == 2
    assert len(set(tokens)) == 1
    assert len(tokens[0]) == 36


def test_another_answer_or_another_worker_carries_another_token(aws: Aws, case: Case) -> None:
    held = claimed(case)
    with listening(aws.dynamodb) as calls:
        for mine, line in ((held, "a"), (held, "b"), (again(held), "a")):
            with suppress(Overtaken):
                case.conversations.commit(mine, memory=NOTHING_YET, lines=[a_line(1, line)], session=None)

    assert len({params["ClientRequestToken"] for _, params in calls}) == 3


def test_a_commit_whose_answer_is_lost_is_found_by_the_next_claim(aws: Aws, case: Case) -> None:
    held = claimed(case)
    with answering(aws.dynamodb, 500, "InternalServerError"), pytest.raises(Retryable):
        case.conversations.commit(held, memory=NOTHING_YET, lines=[a_line()], session=None)

    claim = case.conversations.claim(again(held), charge=None)

    assert (claim.progress, claim.unmarked) == (Progress.ANSWERED, (a_line(),))


def test_a_claim_whose_answer_is_lost_is_the_same_claim_when_it_is_made_again(aws: Aws, case: Case) -> None:
    charge = a_charge(bucket_turns=1)
    with answering(aws.dynamodb, 500, "InternalServerError"), pytest.raises(Retryable):
        case.conversations.claim(a_held(), charge=charge)

    claim = case.conversations.claim(a_held(), charge=charge)

    assert (claim.progress, claim.attempt) == (Progress.OPEN, 1)


def test_of_two_workers_who_find_a_turn_free_one_takes_it(aws: Aws, case: Case) -> None:
    held = claimed(case)
    case.conversations.release(held)

    with (
        interrupted(aws.dynamodb, "UpdateItem", lambda: case.conversations.claim(again(held), charge=None)),
        pytest.raises(Overtaken),
    ):
        case.conversations.claim(again(held, worker="w3"), charge=None)


def test_lines_left_while_nothing_seemed_unsent_are_not_forgotten(aws: Aws, case: Case) -> None:
    first, lines = answered(case, "e1")
    case.conversations.leave_unsent(first)
    case.conversations.mark(first.turn, lines, settled=True)

    def meanwhile() -> None:
        second, _ = answered(case, "e2")
        case.conversations.leave_unsent(second)

    with interrupted(aws.dynamodb, "UpdateItem", meanwhile):
        case.conversations.unsent(a_turn(event="e3"))

    assert [line.event for line in case.conversations.unsent(a_turn(event="e3"))] == ["e2", "e2"]


def test_a_line_is_never_written_over(aws: Aws, case: Case) -> None:
    answered(case, "e1")
    aws.dynamodb.delete_item(
        TableName="sessions", Key={"conversation": {"S": HERE}, "item": {"S": "CONVERSATION"}}
    )

    with pytest.raises(Overtaken):
        answered(case, "e2")


def test_the_list_of_what_belongs_to_a_person_is_written_once(aws: Aws, case: Case) -> None:
    with listening(aws.dynamodb) as calls:
        answered(case, "e1")
        answered(case, "e2")

    commits = [params["TransactItems"] for name, params in calls if name == "TransactWriteItems"]
    tables = [[request["TableName"] for write in writes for request in write.values()] for writes in commits]
    assert [written.count("tokens") for written in tables] == [1, 0]


def test_a_turn_is_settled_with_the_last_of_its_marks(aws: Aws, case: Case) -> None:
    held = claimed(case)
    lines = [a_line(seq) for seq in range(1, 92)]
    with listening(aws.dynamodb) as calls, suppress(Retryable):
        case.conversations.mark(held.turn, lines, settled=True)

    marks = [params["TransactItems"] for name, params in calls if name == "TransactWriteItems"]
    items = [[write["Update"]["Key"]["item"]["S"] for write in writes] for writes in marks]
    assert "TURN#e1" not in items[0]
    assert "TURN#e1" in items[-1]


CONFLICT = {
    "CancellationReasons": [
        {"Code": "None"},
        {"Code": "None"},
        {"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"},
    ]
}


def test_a_transaction_that_meets_another_waits_and_goes_on(aws: Aws, case: Case) -> None:
    before = case.clock.now()
    with (
        listening(aws.dynamodb) as calls,
        answering(aws.dynamodb, 400, "TransactionCanceledException", more=CONFLICT, times=1),
    ):
        claim = case.conversations.claim(a_held(), charge=a_charge())

    assert claim.progress is Progress.OPEN
    assert names(calls)[:2] == ["TransactWriteItems", "TransactWriteItems"]
    assert 0 < (case.clock.now() - before).total_seconds() < 1


def test_a_transaction_that_always_meets_another_is_tried_later(aws: Aws, case: Case) -> None:
    with (
        listening(aws.dynamodb) as calls,
        answering(aws.dynamodb, 400, "TransactionCanceledException", more=CONFLICT),
        pytest.raises(Retryable),
    ):
        case.conversations.claim(a_held(), charge=a_charge())

    assert len(calls) == 4


def test_what_a_busy_table_leaves_out_is_asked_for_once_more(aws: Aws, case: Case) -> None:
    held = claimed(case)
    left_out = {"Responses": {}, "UnprocessedKeys": {"sessions": {"Keys": [{"conversation": {"S": HERE}}]}}}

    with (
        listening(aws.dynamodb) as calls,
        answering(aws.dynamodb, 200, "", more=left_out),
        pytest.raises(Retryable),
    ):
        case.conversations.recall(held)

    assert names(calls) == ["BatchGetItem", "BatchGetItem"]


STEPS: dict[str, Callable[[Case], object]] = {
    "claim": lambda case: case.conversations.claim(a_held(), charge=a_charge()),
    "uncharged claim": lambda case: case.conversations.claim(a_held(), charge=None),
    "release": lambda case: case.conversations.release(a_held()),
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


def test_failures_of_sockets_and_tickets_are_retryable(aws: Aws) -> None:
    connections = DynamoConnections(table="connections", client=aws.dynamodb, clock=SetClock())
    tickets = DynamoTickets(table="tokens", client=aws.dynamodb)
    steps: list[Callable[[], object]] = [
        lambda: connections.add(a_socket()),
        lambda: connections.remove(ConversationKey("c1"), ConnectionId("k1")),
        lambda: connections.of(ConversationKey("c1")),
        lambda: tickets.spend("t1", expires=LATER),
    ]

    for step in steps:
        with broken(aws.dynamodb, UNREACHABLE[0]), pytest.raises(Retryable):
            step()
        with answering(aws.dynamodb, 500, "InternalServerError"), pytest.raises(Retryable):
            step()


def test_a_ticket_whose_answer_was_lost_is_spent(aws: Aws) -> None:
    tickets = DynamoTickets(table="tokens", client=aws.dynamodb)
    with answering(aws.dynamodb, 500, "InternalServerError"), pytest.raises(Retryable):
        tickets.spend("t1", expires=LATER)

    with pytest.raises(Refused):
        tickets.spend("t1", expires=LATER)


def test_a_turn_is_queued_by_one_call_in_its_conversations_group(aws: Aws) -> None:
    turn = a_turn()
    with listening(aws.sqs) as calls:
        SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put(turn)

    ((name, params),) = calls
    assert name == "SendMessage"
    assert params["MessageGroupId"] == HERE
    assert params["MessageDeduplicationId"] == turn_key(turn)


@pytest.mark.parametrize("failure", UNREACHABLE, ids=lambda failure: type(failure).__name__)
def test_a_queue_out_of_reach_is_retryable(aws: Aws, failure: BotoCoreError) -> None:
    with broken(aws.sqs, failure), pytest.raises(Retryable):
        SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put(a_turn())


@pytest.mark.parametrize(("status", "code"), [(400, "RequestThrottled"), (503, "ServiceUnavailable")])
def test_a_failure_of_the_queue_is_retryable(aws: Aws, status: int, code: str) -> None:
    with answering(aws.sqs, status, code), pytest.raises(Retryable, match=code):
        SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put(a_turn())


def test_a_message_handed_back_is_shown_after_the_wait_it_was_given(aws: Aws) -> None:
    SqsTurnQueue(url=aws.queue_url, client=aws.sqs).put(a_turn())
    (message,) = aws.sqs.receive_message(QueueUrl=aws.queue_url)["Messages"]
    handle = message["ReceiptHandle"]

    with listening(aws.sqs) as calls:
        SqsRedelivery(url=aws.queue_url, client=aws.sqs).hand_back(handle, after_s=0)

    assert calls == [
        (
            "ChangeMessageVisibility",
            {"QueueUrl": aws.queue_url, "ReceiptHandle": handle, "VisibilityTimeout": 0},
        )
    ]
    assert len(aws.sqs.receive_message(QueueUrl=aws.queue_url)["Messages"]) == 1


def test_a_message_that_cannot_be_handed_back_is_left_to_the_queue(
    aws: Aws, caplog: pytest.LogCaptureFixture
) -> None:
    redelivery = SqsRedelivery(url=aws.queue_url, client=aws.sqs)

    with broken(aws.sqs, UNREACHABLE[0]):
        redelivery.hand_back("handle", after_s=3)

    assert [record.levelname for record in caplog.records] == ["WARNING"]
