"""New tokens: one refresh at a time, and none for whoever signed out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.domain.account import AccountState, Secret, Tokens
from lambdas.domain.errors import Refused, Retryable
from lambdas.flows.link.refresh import refresh
from tests.builders import ANN, BOB
from tests.unit.link.world import World


def refusal_of(act: Callable[[], None]) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


def test_a_fresh_token_is_not_refreshed(world: World) -> None:
    world.link_account(fresh_s=31)

    refresh(ANN, desk=world.desk)

    assert world.refreshed() == 0


def test_a_token_that_ends_within_half_a_minute_is_refreshed(world: World) -> None:
    before = world.link_account(fresh_s=30)

    refresh(ANN, desk=world.desk)

    after = world.accounts.linked[ANN]
    assert world.refreshed() == 1
    assert world.access_of(after).subject == "s-ann"
    assert world.refresh_token(after) == list(world.provider.refreshes)[-1]
    assert after.refresh != before.refresh
    assert after.until == before.until
    assert after.expires == world.clock.now() + timedelta(minutes=15)


class WaitsError(Exception):
    """A worker would wait now."""


@pytest.mark.attack("refresh raced by ten workers")
def test_of_ten_workers_one_refreshes_and_the_others_wait_for_what_it_writes(world: World) -> None:
    world.link_account(fresh_s=10)
    alone = world.provider.refresh

    def wait(_seconds: float) -> None:
        raise WaitsError

    def while_others_come(refresh_token: Secret) -> Tokens:
        for _ in range(9):
            with pytest.raises(WaitsError):
                refresh(ANN, desk=replace(world.desk, pause=wait))
        return alone(refresh_token)

    world.provider.refresh = while_others_come  # type: ignore[method-assign, assignment]
    for _ in range(10):
        refresh(ANN, desk=world.desk)

    assert world.refreshed() == 1


def test_whoever_waits_goes_on_as_soon_as_the_tokens_are_there(world: World) -> None:
    stale = world.link_account(fresh_s=10)
    world.accounts.lease(ANN, worker="the first", until=world.clock.now() + timedelta(seconds=10))
    fresh = replace(stale, expires=world.clock.now() + timedelta(minutes=15))
    paused: list[float] = []

    def pause(seconds: float) -> None:
        paused.append(seconds)
        if len(paused) == 2:
            world.accounts.linked[ANN] = fresh

    refresh(ANN, desk=replace(world.desk, pause=pause))

    assert len(paused) == 2
    assert world.refreshed() == 0


@pytest.mark.attack("refresh raced by ten workers")
def test_whoever_gets_the_lease_after_another_refreshed_does_not_refresh_again(world: World) -> None:
    stale = world.link_account(fresh_s=10)
    refresh(ANN, desk=world.desk)
    found = iter([stale])
    current = world.accounts.find
    world.desk.accounts.find = lambda owner: next(found, None) or current(owner)  # type: ignore[method-assign]

    refresh(ANN, desk=world.desk)

    assert world.refreshed() == 1
    assert world.accounts.leases == {}


def test_whoever_waits_in_vain_may_ask_again(world: World) -> None:
    world.link_account(fresh_s=10)
    world.accounts.lease(ANN, worker="hangs", until=world.clock.now() + timedelta(seconds=10))

    with pytest.raises(Retryable):
        refresh(ANN, desk=world.desk)

    assert sum(world.paused) == pytest.approx(2)
    assert world.refreshed() == 0


def test_a_lease_that_nobody_gave_back_ends_by_itself(world: World) -> None:
    world.link_account(fresh_s=10)
    world.accounts.lease(ANN, worker="killed", until=world.clock.now() + timedelta(seconds=10))
    world.clock.pass_s(10)

    refresh(ANN, desk=world.desk)

    assert world.refreshed() == 1


def test_nobody_without_an_account_is_refreshed(world: World) -> None:
    assert refusal_of(lambda: refresh(ANN, desk=world.desk)) == "not_linked"


def test_a_sign_in_that_the_provider_ended_is_deleted_and_told(world: World) -> None:
    account = world.link_account(fresh_s=10)
    world.provider.refreshes.clear()

    assert refusal_of(lambda: refresh(ANN, desk=world.desk)) == "not_linked"
    assert world.accounts.linked == {}
    assert world.accounts.chats(account.person()) == ()


def test_a_provider_that_does_not_know_us_ends_nobodys_sign_in(world: World) -> None:
    world.link_account(fresh_s=10)
    world.provider.faults.fail("refresh", Refused("not known", code="refused_client"))

    with pytest.raises(Retryable):
        refresh(ANN, desk=world.desk)

    assert ANN in world.accounts.linked
    assert world.accounts.leases == {}


@pytest.mark.attack("row copied to another owner")
def test_a_row_that_was_copied_to_another_owner_does_not_open_and_is_deleted(world: World) -> None:
    anns = world.link_account(fresh_s=10)
    world.accounts.linked[BOB] = replace(anns, owner=BOB)

    assert refusal_of(lambda: refresh(BOB, desk=world.desk)) == "not_linked"
    assert world.refreshed() == 0
    assert BOB not in world.accounts.linked


@pytest.mark.attack("tokens of two people")
def test_new_tokens_of_another_person_are_not_written(world: World) -> None:
    before = world.link_account(fresh_s=10)
    world.verifier.access_of = "s-mallory"

    with pytest.raises(Retryable):
        refresh(ANN, desk=world.desk)

    assert world.accounts.linked[ANN] == before


@pytest.mark.attack("refresh during or after a sign-out")
def test_tokens_refreshed_while_the_person_signs_out_are_revoked_too(world: World) -> None:
    world.link_account(fresh_s=10)
    encrypt = world.vault.encrypt

    def sign_out_first(*given: object, **named: object) -> str:
        world.accounts.revoke(ANN)
        return encrypt(*given, **named)  # type: ignore[arg-type]

    world.vault.encrypt = sign_out_first  # type: ignore[method-assign]

    assert refusal_of(lambda: refresh(ANN, desk=world.desk)) == "not_linked"
    assert world.undone()
    assert world.accounts.linked[ANN].state is AccountState.REVOKING


def test_a_worker_that_lost_its_lease_leaves_what_the_next_one_wrote(world: World) -> None:
    world.link_account(fresh_s=10)
    encrypt = world.vault.encrypt

    def another_first(*given: object, **named: object) -> str:
        world.accounts.leases[ANN] = ("another", world.clock.now() + timedelta(seconds=10))
        return encrypt(*given, **named)  # type: ignore[arg-type]

    world.vault.encrypt = another_first  # type: ignore[method-assign]

    refresh(ANN, desk=world.desk)

    assert world.accounts.linked[ANN].version == 1
    assert world.provider.revoked == []


@pytest.mark.attack("refresh during or after a sign-out")
def test_an_account_that_is_being_signed_out_is_not_refreshed(world: World) -> None:
    world.link_account(fresh_s=10)
    world.accounts.revoke(ANN)

    assert refusal_of(lambda: refresh(ANN, desk=world.desk)) == "not_linked"
    assert world.refreshed() == 0
