"""Contract of ``Conversations``: each turn once, in one worker's hands at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.domain.conversation import Claim, Lease, Progress
from lambdas.domain.errors import Overtaken
from tests.builders import NOW, a_held, a_turn, an_address
from tests.contract.answering import again, answered, claimed
from tests.contract.conversations_cases import CASES, INBOX_S, LONGER, Case


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param](request)


def test_a_new_turn_is_claimed_open(case: Case) -> None:
    claim = case.conversations.claim(a_held(), charge=None)

    assert claim == Claim(progress=Progress.OPEN, attempt=1)


def test_a_turn_in_another_workers_hands_is_overtaken(case: Case) -> None:
    held = claimed(case)
    case.clock.pass_s(4)

    with pytest.raises(Overtaken, match=r"^another worker holds the turn$") as overtaken:
        case.conversations.claim(again(held), charge=None)

    assert overtaken.value.again_s == 6


def test_a_lease_holds_until_its_last_moment_and_no_longer(case: Case) -> None:
    held = claimed(case)
    case.clock.pass_s(9.999)

    with pytest.raises(Overtaken):
        case.conversations.claim(again(held), charge=None)
    case.clock.pass_s(0.001)

    assert case.conversations.claim(again(held), charge=None) == Claim(progress=Progress.OPEN, attempt=2)


def test_every_take_over_is_one_more_attempt(case: Case) -> None:
    held = claimed(case)
    for worker in ("w2", "w3"):
        case.clock.pass_s(10)
        lease = Lease(worker=worker, until=case.clock.now() + timedelta(seconds=10))
        claim = case.conversations.claim(replace(held, lease=lease), charge=None)

    assert claim.attempt == 3


def test_a_turn_taken_over_is_held_again(case: Case) -> None:
    held = claimed(case)
    case.clock.pass_s(10)
    lease = Lease(worker="w2", until=case.clock.now() + timedelta(seconds=10))
    case.conversations.claim(replace(held, lease=lease), charge=None)

    with pytest.raises(Overtaken):
        case.conversations.claim(again(held, worker="w3"), charge=None)


def test_a_claim_repeated_by_its_own_worker_is_the_same_claim(case: Case) -> None:
    held = claimed(case)

    assert case.conversations.claim(held, charge=None) == Claim(progress=Progress.OPEN, attempt=1)


def test_a_released_turn_is_free_at_once(case: Case) -> None:
    held = claimed(case)

    case.conversations.release(held)

    assert case.conversations.claim(again(held), charge=None) == Claim(progress=Progress.OPEN, attempt=2)


def test_a_release_by_one_who_does_not_hold_the_turn_does_nothing(case: Case) -> None:
    held = claimed(case)

    case.conversations.release(again(held, worker="w2"))

    with pytest.raises(Overtaken):
        case.conversations.claim(again(held, worker="w3"), charge=None)


def test_a_release_of_a_turn_nobody_claimed_does_nothing(case: Case) -> None:
    case.conversations.release(a_held())

    assert case.conversations.claim(a_held(), charge=None).attempt == 1


def test_a_release_of_an_answered_turn_leaves_it_answered(case: Case) -> None:
    held, _ = answered(case)

    case.conversations.release(held)

    assert case.conversations.claim(again(held), charge=None).progress is Progress.ANSWERED


def test_an_answered_turn_is_told_with_the_lines_that_have_not_gone_out(case: Case) -> None:
    held, lines = answered(case)

    claim = case.conversations.claim(again(held), charge=None)

    assert claim == Claim(progress=Progress.ANSWERED, attempt=1, unmarked=lines)


def test_only_the_turns_own_lines_are_told(case: Case) -> None:
    first, lines = answered(case, "e1")
    answered(case, "e2")

    assert case.conversations.claim(again(first), charge=None).unmarked == lines


def test_a_turn_is_known_until_the_inbox_forgets_it(case: Case) -> None:
    held, _ = answered(case)
    case.clock.pass_s(INBOX_S - 1)
    known = case.conversations.claim(again(held), charge=None)
    case.clock.pass_s(1)

    forgotten = case.conversations.claim(again(held), charge=None)

    assert (known.progress, forgotten) == (Progress.ANSWERED, Claim(progress=Progress.OPEN, attempt=1))


def test_a_turn_of_a_messenger_that_calls_again_for_longer_is_known_for_longer(case: Case) -> None:
    patient = a_turn(address=an_address(installation="patient"))
    held = a_held(patient)
    case.conversations.claim(held, charge=None)
    answered(case, held=held)
    case.clock.pass_s(LONGER[patient.address.installation] - 1)
    known = case.conversations.claim(again(held), charge=None)
    case.clock.pass_s(1)

    forgotten = case.conversations.claim(again(held), charge=None)

    assert (known.progress, forgotten.progress) == (Progress.ANSWERED, Progress.OPEN)


def test_the_same_event_in_two_conversations_is_two_turns(case: Case) -> None:
    claimed(case, "e1")
    elsewhere = a_held(a_turn(event="e1", address=an_address("c2")), worker="w2")

    assert case.conversations.claim(elsewhere, charge=None).attempt == 1


def test_a_lease_may_end_between_two_whole_seconds(case: Case) -> None:
    held = a_held(until=NOW + timedelta(milliseconds=1500))
    case.conversations.claim(held, charge=None)
    case.clock.pass_s(1.4)

    with pytest.raises(Overtaken):
        case.conversations.claim(again(held), charge=None)


def test_a_later_claim_tells_which_engine_a_turn_was_diverted_to(case: Case) -> None:
    held = claimed(case)
    case.conversations.divert(held, engine="second")
    case.conversations.divert(held, engine="third")
    case.conversations.release(held)

    claim = case.conversations.claim(again(held), charge=None)

    assert claim == Claim(progress=Progress.OPEN, attempt=2, engine="third")


def test_the_same_worker_s_claim_after_a_lost_answer_tells_it_too(case: Case) -> None:
    held = claimed(case)
    case.conversations.divert(held, engine="second")

    claim = case.conversations.claim(held, charge=None)

    assert claim == Claim(progress=Progress.OPEN, attempt=1, engine="second")


def test_a_turn_in_another_worker_s_hands_is_not_diverted(case: Case) -> None:
    held = claimed(case)
    case.conversations.release(held)
    case.conversations.claim(again(held), charge=None)

    with pytest.raises(Overtaken, match=r"^lease lost before another engine was asked$"):
        case.conversations.divert(held, engine="second")


def test_an_answered_turn_is_not_diverted(case: Case) -> None:
    held, _ = answered(case)

    with pytest.raises(Overtaken):
        case.conversations.divert(held, engine="second")
