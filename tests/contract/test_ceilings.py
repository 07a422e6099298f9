"""Contract of ``Conversations``: the ceilings that a first claim counts against."""

from datetime import timedelta

import pytest

from lambdas.domain.conversation import Charge, Claim, Held, Progress
from lambdas.domain.errors import OverLimit
from lambdas.domain.ids import OwnerId
from tests.builders import ANN, BOB, a_charge, a_held, a_turn
from tests.contract.answering import again
from tests.contract.conversations_cases import CASES, Case


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def take(case: Case, event: str, charge: Charge | None, *, owner: OwnerId = ANN) -> Held:
    lease_ends = case.clock.now() + timedelta(seconds=10)
    held = a_held(a_turn(event=event), owner=owner, until=lease_ends)
    case.conversations.claim(held, charge=charge)
    return held


def test_a_person_may_say_so_many_turns_in_a_window(case: Case) -> None:
    charge = a_charge(bucket_turns=2, bucket_s=60)
    take(case, "e1", charge)
    take(case, "e2", charge)
    case.clock.pass_s(15)

    with pytest.raises(OverLimit) as refusal:
        take(case, "e3", charge)

    assert refusal.value.again_s == 45
    assert str(refusal.value) == "too many turns of one person"


def test_nothing_is_claimed_over_the_limit(case: Case) -> None:
    charge = a_charge(bucket_turns=1)
    take(case, "e1", charge)
    with pytest.raises(OverLimit):
        take(case, "e2", charge)

    claim = case.conversations.claim(a_held(a_turn(event="e2"), worker="w2"), charge=None)

    assert claim == Claim(progress=Progress.OPEN, attempt=1)


def test_the_next_window_is_empty(case: Case) -> None:
    charge = a_charge(bucket_turns=1, bucket_s=60)
    take(case, "e1", charge)
    case.clock.pass_s(60)

    take(case, "e2", charge)


def test_a_person_is_not_held_up_by_another(case: Case) -> None:
    charge = a_charge(bucket_turns=1)
    take(case, "e1", charge)

    take(case, "e2", charge, owner=BOB)


def test_a_repeat_is_told_and_not_counted_though_the_limit_is_met(case: Case) -> None:
    charge = a_charge(bucket_turns=1, daily_budget=1)
    held = take(case, "e1", charge)
    case.conversations.release(held)

    claim = case.conversations.claim(again(held), charge=charge)

    assert claim.attempt == 2


def test_a_claim_repeated_after_a_lost_answer_counts_once(case: Case) -> None:
    charge = a_charge(bucket_turns=2)
    take(case, "e1", charge)
    case.clock.pass_s(1)
    take(case, "e1", charge)

    take(case, "e2", charge)


def test_a_bot_answers_so_many_turns_a_day(case: Case) -> None:
    charge = a_charge(daily_budget=2)
    take(case, "e1", charge, owner=ANN)
    take(case, "e2", charge, owner=BOB)

    with pytest.raises(OverLimit) as refusal:
        take(case, "e3", charge, owner=OwnerId("carl"))

    # From 01:30 to midnight, UTC.
    assert refusal.value.again_s == 81_000
    assert str(refusal.value) == "bot's daily budget spent"


def test_a_budget_is_whole_again_at_midnight(case: Case) -> None:
    charge = a_charge(daily_budget=1)
    take(case, "e1", charge)
    case.clock.pass_s(81_000)

    take(case, "e2", charge)


def test_a_turn_without_an_engine_counts_for_the_person_alone(case: Case) -> None:
    take(case, "e1", a_charge(daily_budget=None, bucket_turns=1), owner=ANN)

    take(case, "e2", a_charge(daily_budget=1), owner=BOB)
    with pytest.raises(OverLimit, match="one person"):
        take(case, "e3", a_charge(daily_budget=None, bucket_turns=1), owner=ANN)


def test_a_spent_budget_leaves_room_for_a_turn_without_an_engine(case: Case) -> None:
    take(case, "e1", a_charge(daily_budget=1), owner=ANN)

    take(case, "e2", a_charge(daily_budget=None), owner=BOB)


def test_one_bots_budget_is_not_anothers(case: Case) -> None:
    take(case, "e1", a_charge(bot="travel", daily_budget=1))

    take(case, "e2", a_charge(bot="weather", daily_budget=1))


def test_a_bot_without_a_budget_answers_nothing(case: Case) -> None:
    with pytest.raises(OverLimit):
        take(case, "e1", a_charge(daily_budget=0))


def test_a_turn_refused_by_the_budget_is_not_counted_for_the_person(case: Case) -> None:
    with pytest.raises(OverLimit):
        take(case, "e1", a_charge(bot="spent", bucket_turns=1, daily_budget=0))

    take(case, "e2", a_charge(bucket_turns=1))


def test_a_claim_without_a_charge_counts_nothing(case: Case) -> None:
    take(case, "e1", None)

    take(case, "e2", a_charge(bucket_turns=1, daily_budget=1))


def test_the_budget_s_day_ends_on_the_second(case: Case) -> None:
    case.clock.pass_s(12.5)

    with pytest.raises(OverLimit) as refusal:
        take(case, "e1", a_charge(daily_budget=0))

    assert refusal.value.again_s == 80_987
