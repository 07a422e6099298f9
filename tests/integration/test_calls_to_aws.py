"""How many calls each step of a turn makes, and what they carry."""

from contextlib import suppress

import pytest

from lambdas.domain.conversation import Progress
from lambdas.domain.errors import Retryable
from lambdas.domain.keys import conversation_key
from lambdas.stores.connections import DynamoConnections
from tests.aws import Aws
from tests.builders import ANN, a_charge, a_held, a_line, a_session, an_address
from tests.contract.answering import again, answered, claimed
from tests.contract.conversations_cases import Case, on_tables
from tests.fakes.clock import SetClock
from tests.line_to_aws import listening

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
        lines = [a_line(), a_line(2)]
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

    ((name, params),) = calls
    assert (name, params["Limit"]) == ("Query", 51)


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


def test_the_most_lines_that_one_write_takes_are_marked_and_settled_in_it(aws: Aws, case: Case) -> None:
    held = claimed(case)
    lines = [a_line(seq) for seq in range(1, 91)]
    case.conversations.commit(held, memory=case.conversations.recall(held), lines=lines, session=None)

    with listening(aws.dynamodb) as calls:
        case.conversations.mark(held.turn, lines, settled=True)

    assert names(calls) == ["TransactWriteItems"]
    assert case.conversations.claim(again(held), charge=None).progress is Progress.SENT
