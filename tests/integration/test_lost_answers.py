"""Answers that are lost, and workers that meet."""

from contextlib import suppress

import pytest

from lambdas.domain.conversation import Memory, Progress
from lambdas.domain.errors import Overtaken, Refused, Retryable
from lambdas.domain.keys import conversation_key
from lambdas.stores.tickets import DynamoTickets
from tests.aws import Aws
from tests.builders import LATER, a_charge, a_held, a_line, a_session, a_turn, an_address
from tests.contract.answering import again, answered, claimed
from tests.contract.conversations_cases import Case, on_tables
from tests.line_to_aws import answering, interrupted, listening

NOTHING_YET = Memory(version=0, next_seq=1)
HERE = conversation_key(an_address())


@pytest.fixture
def case(aws: Aws) -> Case:
    return on_tables(aws)


def names(calls: list[tuple[str, dict[str, object]]]) -> list[str]:
    return [name for name, _ in calls]


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
        pytest.raises(Overtaken, match=r"^another worker took the turn$"),
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

    with pytest.raises(Overtaken, match=r"^lease lost or conversation moved on$"):
        answered(case, "e2")


def test_a_turn_that_goes_while_it_is_claimed_is_claimed_again_later(aws: Aws, case: Case) -> None:
    held = claimed(case)

    def forget() -> None:
        aws.dynamodb.delete_item(
            TableName="sessions", Key={"conversation": {"S": HERE}, "item": {"S": "TURN#e1"}}
        )

    with (
        interrupted(aws.dynamodb, "GetItem", forget),
        pytest.raises(Retryable, match=r"^turn vanished while it was claimed$"),
    ):
        case.conversations.claim(again(held), charge=None)

    assert case.conversations.claim(again(held), charge=None).attempt == 1


CONFLICT = {
    "CancellationReasons": [
        {"Code": "None"},
        {"Code": "None"},
        {"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"},
    ]
}


@pytest.mark.parametrize("code", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_transaction_that_meets_another_or_a_busy_table_waits_and_goes_on(
    aws: Aws, case: Case, code: str
) -> None:
    before = case.clock.now()
    reasons = {"CancellationReasons": [{"Code": "None"}, {"Code": "None"}, {"Code": code}]}
    with (
        listening(aws.dynamodb) as calls,
        answering(aws.dynamodb, 400, "TransactionCanceledException", more=reasons, times=1),
    ):
        claim = case.conversations.claim(a_held(), charge=a_charge())

    assert claim.progress is Progress.OPEN
    assert names(calls)[:2] == ["TransactWriteItems", "TransactWriteItems"]
    assert 0 < (case.clock.now() - before).total_seconds() < 1


def test_a_mark_that_meets_another_write_waits_and_is_made(aws: Aws, case: Case) -> None:
    held, lines = answered(case)
    before = case.clock.now()

    with answering(aws.dynamodb, 400, "TransactionCanceledException", more=CONFLICT, times=1):
        case.conversations.mark(held.turn, lines, settled=True)

    assert 0 < (case.clock.now() - before).total_seconds() < 1
    assert case.conversations.claim(again(held), charge=None).progress is Progress.SENT


def test_a_transaction_that_always_meets_another_is_tried_later(aws: Aws, case: Case) -> None:
    with (
        listening(aws.dynamodb) as calls,
        answering(aws.dynamodb, 400, "TransactionCanceledException", more=CONFLICT),
        pytest.raises(Retryable),
    ):
        case.conversations.claim(a_held(), charge=a_charge())

    assert len(calls) == 5


def test_what_a_busy_table_leaves_out_is_asked_for_once_more(aws: Aws, case: Case) -> None:
    held = claimed(case)
    left_out = {"Responses": {}, "UnprocessedKeys": {"sessions": {"Keys": [{"conversation": {"S": HERE}}]}}}

    with (
        listening(aws.dynamodb) as calls,
        answering(aws.dynamodb, 200, "", more=left_out),
        pytest.raises(Retryable, match=r"^table too busy to read a conversation$"),
    ):
        case.conversations.recall(held)

    assert names(calls) == ["BatchGetItem", "BatchGetItem"]


def test_what_a_busy_table_gave_at_once_is_kept_while_it_is_asked_for_the_rest(aws: Aws, case: Case) -> None:
    held, _ = answered(case)
    whole = case.conversations.recall(held)
    (conversation,) = (row for row in aws.rows("sessions") if row["item"]["S"] == "CONVERSATION")
    session = {"conversation": {"S": HERE}, "item": {"S": "SESSION#u1"}}
    half = {"Responses": {"sessions": [conversation]}, "UnprocessedKeys": {"sessions": {"Keys": [session]}}}

    with answering(aws.dynamodb, 200, "", more=half, times=1):
        assert case.conversations.recall(held) == whole


def test_an_answer_that_meets_another_transaction_waits_a_moment(aws: Aws, case: Case) -> None:
    held = claimed(case)
    before = case.clock.now()

    # The first try was written, whatever the answer says, and moto goes by no request token.
    with (
        answering(aws.dynamodb, 400, "TransactionCanceledException", more=CONFLICT, times=1),
        suppress(Overtaken),
    ):
        case.conversations.commit(held, memory=NOTHING_YET, lines=[a_line()], session=None)

    assert 0 < (case.clock.now() - before).total_seconds() < 1


def test_a_mark_that_meets_another_transaction_waits_a_moment(aws: Aws, case: Case) -> None:
    held, lines = answered(case)
    before = case.clock.now()

    with answering(aws.dynamodb, 400, "TransactionCanceledException", more=CONFLICT, times=1):
        case.conversations.mark(held.turn, lines, settled=True)

    assert 0 < (case.clock.now() - before).total_seconds() < 1


def test_a_ticket_whose_answer_was_lost_is_spent(aws: Aws) -> None:
    tickets = DynamoTickets(table="tokens", client=aws.dynamodb)
    with answering(aws.dynamodb, 500, "InternalServerError"), pytest.raises(Retryable):
        tickets.spend("t1", expires=LATER)

    with pytest.raises(Refused):
        tickets.spend("t1", expires=LATER)
