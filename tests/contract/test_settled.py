"""Contract of ``Conversations``, continued: what is left of a turn once it is settled, or of what is gone."""

import pytest

from lambdas.domain.conversation import Progress
from lambdas.domain.keys import conversation_key
from tests.builders import ANN, a_line, an_address
from tests.contract.answering import again, answered
from tests.contract.conversations_cases import CASES, Case


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def test_a_turn_that_is_sent_has_nothing_left_to_send(case: Case) -> None:
    held, lines = answered(case)

    case.conversations.mark(held.turn, lines[:1], settled=True)

    claim = case.conversations.claim(again(held), charge=None)
    assert (claim.progress, claim.unmarked) == (Progress.SENT, ())


def test_a_line_that_is_gone_does_not_come_back_by_its_mark(case: Case) -> None:
    held, lines = answered(case)

    case.conversations.mark(held.turn, [*lines, a_line(3)], settled=True)

    page = case.transcript.after(conversation_key(an_address()), owner=ANN, seq=0)
    assert [line.seq for line in page.lines] == [1, 2]
