"""What every keeper of results keeps to."""

import pytest

from lambdas.domain.errors import Refused
from lambdas.domain.intent import Action, Outcome, Results
from lambdas.domain.reply import Choice, Choices, Text
from lambdas.stores.results import DynamoResults
from tests.builders import BOB
from tests.calls import an_errand
from tests.fakes.clock import SetClock
from tests.fakes.results import MemoryResults

KEEP_S = 100
ASKED = Outcome(
    action=Action.ELICIT_SLOT,
    slot="RoomType",
    parts=(Text(text="Wélche?"), Choices(choices=(Choice(label="Suite", value="suite"),))),
    attributes={"a": "b"},
)
DONE = Outcome(action=Action.CLOSE_FULFILLED, parts=(Text(text="done"),))


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=["table", "fake"])
def results(request: pytest.FixtureRequest, clock: SetClock) -> Results:
    if request.param == "fake":
        return MemoryResults(clock=clock, keep_s=KEEP_S)
    client = request.getfixturevalue("aws").dynamodb
    return DynamoResults(table="bookings", client=client, clock=clock, keep_s=KEEP_S)


def test_nothing_is_found_before_anything_is_kept(results: Results) -> None:
    assert results.find(an_errand()) is None


@pytest.mark.parametrize("outcome", [ASKED, DONE])
def test_what_is_kept_is_found_as_it_was(results: Results, outcome: Outcome) -> None:
    kept = results.keep(an_errand(), outcome)

    assert kept == outcome
    assert results.find(an_errand()) == outcome


def test_what_was_kept_first_stands(results: Results) -> None:
    results.keep(an_errand(), DONE)

    stands = results.keep(an_errand(), ASKED)

    assert stands == DONE
    assert results.find(an_errand()) == DONE


def test_each_step_has_its_own(results: Results) -> None:
    results.keep(an_errand(step="dialog"), ASKED)

    assert results.find(an_errand(step="fulfilment")) is None


def test_a_result_is_kept_until_its_time_and_no_longer(results: Results, clock: SetClock) -> None:
    results.keep(an_errand(), DONE)

    clock.pass_s(KEEP_S - 1)
    before = results.find(an_errand())
    clock.pass_s(1)
    after = results.find(an_errand())

    assert (before, after) == (DONE, None)


def test_where_an_old_result_stood_a_new_one_is_kept(results: Results, clock: SetClock) -> None:
    results.keep(an_errand(), DONE)
    clock.pass_s(KEEP_S)

    stands = results.keep(an_errand(), ASKED)

    assert stands == ASKED
    assert results.find(an_errand()) == ASKED


def test_another_owner_is_told_nothing(results: Results) -> None:
    results.keep(an_errand(), DONE)

    with pytest.raises(Refused):
        results.find(an_errand(owner=BOB))
    with pytest.raises(Refused):
        results.keep(an_errand(owner=BOB), ASKED)
