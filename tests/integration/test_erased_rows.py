"""What was erased while a turn was under way stays erased, and the rest of the turn goes on."""

import pytest

from lambdas.domain.keys import conversation_key
from tests.aws import Aws
from tests.builders import an_address
from tests.contract.answering import answered, claimed
from tests.contract.conversations_cases import Case, on_tables

HERE = conversation_key(an_address())


@pytest.fixture
def case(aws: Aws) -> Case:
    return on_tables(aws)


def erase(aws: Aws, item: str) -> None:
    aws.dynamodb.delete_item(TableName="sessions", Key={"conversation": {"S": HERE}, "item": {"S": item}})


def items(aws: Aws) -> set[str]:
    return {row["item"]["S"] for row in aws.rows("sessions")}


def test_a_line_does_not_come_back_by_its_mark(aws: Aws, case: Case) -> None:
    held, lines = answered(case)
    erase(aws, "LINE#000000000001")

    case.conversations.mark(held.turn, lines, settled=True)

    assert "LINE#000000000001" not in items(aws)
    assert case.conversations.claim(held, charge=None).progress == "sent"


def test_a_conversation_does_not_come_back_when_it_is_caught_up(aws: Aws, case: Case) -> None:
    first, lines = answered(case, "e1")
    case.conversations.leave_unsent(first)
    second = claimed(case, "e2")
    erase(aws, "CONVERSATION")

    case.conversations.mark(second.turn, lines, settled=True)

    assert "CONVERSATION" not in items(aws)
    assert case.conversations.claim(second, charge=None).progress == "sent"


def test_a_conversation_does_not_come_back_by_lines_that_are_left_unsent(aws: Aws, case: Case) -> None:
    held, _ = answered(case)
    erase(aws, "CONVERSATION")

    case.conversations.leave_unsent(held)

    assert "CONVERSATION" not in items(aws)
    assert case.conversations.claim(held, charge=None).progress == "unsent"


def test_a_turn_does_not_come_back_by_being_settled(aws: Aws, case: Case) -> None:
    held, lines = answered(case)
    erase(aws, "TURN#e1")

    case.conversations.mark(held.turn, lines, settled=True)
    case.conversations.leave_unsent(held)

    assert "TURN#e1" not in items(aws)
