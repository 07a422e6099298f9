"""What is written together: all of it, or nothing."""

from collections.abc import Sequence

import pytest

from lambdas.domain.errors import Overtaken
from tests.aws import Aws
from tests.builders import a_charge, a_held, a_line, a_session
from tests.contract.answering import again, answered, claimed
from tests.contract.conversations_cases import Case, on_tables
from tests.line_to_aws import listening


@pytest.fixture
def case(aws: Aws) -> Case:
    return on_tables(aws)


def everything(aws: Aws) -> Sequence[object]:
    return [aws.rows(table) for table in ("sessions", "tokens", "operations")]


def test_a_quarantine_is_written_by_one_call(aws: Aws, case: Case) -> None:
    held = claimed(case)
    memory = case.conversations.recall(held)

    with listening(aws.dynamodb) as calls:
        case.conversations.quarantine(held, memory=memory, lines=[a_line()], number="Q-1", reason="poison")

    assert [name for name, _ in calls] == ["GetItem", "TransactWriteItems"]


def test_a_quarantine_that_comes_too_late_writes_nothing(aws: Aws, case: Case) -> None:
    held, _ = answered(case)
    memory = case.conversations.recall(held)
    before = everything(aws)

    with pytest.raises(Overtaken):
        case.conversations.quarantine(held, memory=memory, lines=[a_line(3)], number="Q-1", reason="poison")

    assert everything(aws) == before


def test_an_answer_that_comes_too_late_writes_nothing(aws: Aws, case: Case) -> None:
    held, _ = answered(case)
    memory = case.conversations.recall(held)
    before = everything(aws)

    with pytest.raises(Overtaken):
        case.conversations.commit(held, memory=memory, lines=[a_line(3)], session=a_session('{"b": 1}'))

    assert everything(aws) == before


def test_a_repeat_is_charged_nothing(aws: Aws, case: Case) -> None:
    held = a_held()
    case.conversations.claim(held, charge=a_charge())
    before = aws.rows("operations")

    with pytest.raises(Overtaken):
        case.conversations.claim(again(held), charge=a_charge())

    assert aws.rows("operations") == before
