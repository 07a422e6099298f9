"""When lines have been tried for long enough."""

from lambdas.domain.errors import Retryable
from tests.unit.flows.desks import Office

DAY_S = 86_400


def test_nothing_more_is_queued_for_lines_that_were_given_up() -> None:
    office = Office()
    for _ in range(2):
        office.outbound.faults.fail("deliver", Retryable("messenger down"))
    office.settle()
    office.clock.pass_s(DAY_S)

    office.settle_due()

    assert len(office.later.put_turns) == 1
    assert office.redelivery.handed_back == []
