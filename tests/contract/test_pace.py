"""Contract of ``Pace``: so many messages at once, then one in so long, whoever asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pytest

from lambdas.domain.errors import Busy
from lambdas.domain.ids import InstallationId
from lambdas.domain.outgoing import Limit
from lambdas.domain.ports import Pace
from lambdas.stores.pace import DynamoPace
from tests.aws import account_of
from tests.fakes.clock import SetClock
from tests.fakes.pace import MemoryPace

BOT, OTHER = InstallationId("telegram"), InstallationId("other")
CHAT: Final = Limit(scope="chat/42", interval_s=1.0, burst=3)
NEXT_CHAT: Final = Limit(scope="chat/43", interval_s=1.0, burst=3)
WHOLE: Final = Limit(scope="", interval_s=0.033, burst=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A pace and its clock."""

    pace: Pace
    clock: SetClock

    def take(self, *limits: Limit, messages: int = 1, installation: InstallationId = BOT) -> None:
        """Count messages under these limits."""
        self.pace.take(installation, limits, messages=messages)

    def wait_s(self, *limits: Limit, messages: int = 1) -> float:
        """How long somebody is asked to wait who asks now; 0 where he may go."""
        try:
            self.take(*limits, messages=messages)
        except Busy as busy:
            return round(busy.again_s, 3)
        return 0.0

    def taken(self, *limits: Limit, times: int) -> Sequence[float]:
        """The waits of so many who ask one after another, each going when he may."""
        waits: list[float] = []
        for _ in range(times):
            waits.append(self.wait_s(*limits))
            if waits[-1]:
                self.clock.pass_s(waits[-1])
                self.take(*limits)
        return waits


def in_memory(_request: pytest.FixtureRequest) -> Case:
    clock = SetClock()
    return Case(pace=MemoryPace(clock), clock=clock)


def in_dynamo(request: pytest.FixtureRequest) -> Case:
    clock = SetClock()
    client = account_of(request).dynamodb
    return Case(pace=DynamoPace(table="operations", client=client, clock=clock), clock=clock)


CASES: Final[Mapping[str, Callable[[pytest.FixtureRequest], Case]]] = {
    "memory": in_memory,
    "dynamo": in_dynamo,
}


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def test_a_burst_goes_at_once_and_then_one_in_every_interval(case: Case) -> None:
    assert case.taken(CHAT, times=6) == [0, 0, 0, 1, 1, 1]


def test_several_messages_count_as_so_many(case: Case) -> None:
    case.take(CHAT, messages=3)

    assert case.wait_s(CHAT) == 1


def test_several_messages_wait_until_all_may_go(case: Case) -> None:
    case.take(CHAT, messages=2)

    assert case.wait_s(CHAT, messages=3) == 2


def test_more_than_a_burst_goes_when_a_whole_burst_may_and_is_counted_in_full(case: Case) -> None:
    case.take(CHAT, messages=5)

    assert case.wait_s(CHAT, messages=5) == 5
    assert case.wait_s(CHAT) == 3


def test_after_a_rest_there_is_no_more_than_a_burst(case: Case) -> None:
    case.take(CHAT)
    case.clock.pass_s(3600)

    assert case.taken(CHAT, times=4) == [0, 0, 0, 1]


def test_what_is_refused_is_not_counted(case: Case) -> None:
    case.take(CHAT, messages=3)
    for _ in range(5):
        assert case.wait_s(CHAT) == 1

    case.clock.pass_s(1)

    assert case.wait_s(CHAT) == 0


def test_a_chat_is_not_held_up_by_another_nor_by_that_of_another_installation(case: Case) -> None:
    case.take(CHAT, messages=3)

    case.take(NEXT_CHAT)
    case.take(CHAT, installation=OTHER)


def test_every_limit_is_kept(case: Case) -> None:
    case.take(CHAT, WHOLE, messages=3)
    case.take(NEXT_CHAT, WHOLE)

    assert case.wait_s(NEXT_CHAT, WHOLE) == 0.033
    assert case.wait_s(CHAT, WHOLE) == 1


def test_what_one_limit_refuses_is_counted_under_none(case: Case) -> None:
    case.take(WHOLE, messages=4)
    for _ in range(5):
        assert case.wait_s(CHAT, WHOLE) == 0.033

    case.clock.pass_s(1)

    assert case.wait_s(CHAT, WHOLE, messages=3) == 0


def test_it_is_told_whether_everybody_has_to_wait_or_one_chat(case: Case) -> None:
    case.take(CHAT, messages=3)
    case.take(WHOLE, messages=4)

    for limit, whole in ((CHAT, False), (WHOLE, True)):
        with pytest.raises(Busy) as busy:
            case.take(limit)
        assert busy.value.whole is whole


def test_where_somebody_rests_nothing_goes_and_afterwards_one_by_one(case: Case) -> None:
    case.pace.rest(BOT, CHAT, for_s=30)

    assert case.wait_s(CHAT) == 30
    case.clock.pass_s(30)
    assert case.taken(CHAT, times=3) == [0, 1, 1]


def test_a_shorter_rest_ends_no_longer_one(case: Case) -> None:
    case.pace.rest(BOT, CHAT, for_s=30)
    case.pace.rest(BOT, CHAT, for_s=2)

    assert case.wait_s(CHAT) == 30


def test_a_longer_rest_goes_on_from_a_shorter_one(case: Case) -> None:
    case.pace.rest(BOT, CHAT, for_s=2)
    case.pace.rest(BOT, CHAT, for_s=30)

    assert case.wait_s(CHAT) == 30


def test_a_rest_of_all_holds_every_chat_up(case: Case) -> None:
    case.pace.rest(BOT, WHOLE, for_s=5)

    assert case.wait_s(CHAT, WHOLE) == 5
    assert case.wait_s(NEXT_CHAT, WHOLE) == 5


def test_without_limits_nobody_waits(case: Case) -> None:
    assert case.wait_s(messages=100) == 0
