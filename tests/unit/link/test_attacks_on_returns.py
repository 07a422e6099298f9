"""Attacks on the way back from the provider: none links wrongly, and none ends what is not its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.domain.account import LoginState, Secret
from lambdas.domain.errors import Refused
from lambdas.domain.login_link import login_state
from lambdas.flows.link.finish import Return
from lambdas.flows.link.step import Shown, Step
from tests.builders import ANN, BOB
from tests.fakes.provider import ANN_HERSELF
from tests.unit.link.attackers import ATTACKER, VICTIM, nothing_is_linked
from tests.unit.link.world import World


@pytest.mark.attack("link used late")
def test_a_browser_comes_back_late(world: World) -> None:
    link = world.offer()
    going = world.start(link)
    back = world.back(going)
    world.clock.pass_s(600)

    assert world.bring(back, going.browser).step is Step.RAN_OUT
    assert nothing_is_linked(world)
    assert world.provider.refreshes == {}


@pytest.mark.attack("callback replayed")
def test_a_callback_is_replayed_by_the_same_browser_and_shows_the_same_code(world: World) -> None:
    link = world.offer()
    going = world.start(link)
    back = world.back(going)

    first = world.bring(back, going.browser)
    world.clock.pass_s(5)
    second = world.bring(back, going.browser)

    assert first.code == second.code is not None
    assert len(world.provider.refreshes) == 1
    assert world.told() == [("ran_out", 602)]


@pytest.mark.attack("callback replayed")
def test_a_callback_is_replayed_by_another_browser(world: World) -> None:
    link = world.offer()
    going = world.start(link, VICTIM)
    back = world.back(going)
    world.bring(back, VICTIM)

    assert world.bring(back, ATTACKER) == Shown(step=Step.STRAYED)
    assert world.state(link) is LoginState.SIGNED_IN


@pytest.mark.attack("callback without its cookie")
def test_a_callback_comes_without_its_cookie(world: World) -> None:
    link = world.offer()
    back = world.back(world.start(link))

    assert world.bring(back, None) == Shown(step=Step.STRAYED)
    assert world.state(link) is LoginState.STARTED
    assert nothing_is_linked(world)


@pytest.mark.attack("state swapped")
def test_states_are_swapped_between_two_sign_ins_of_one_browser(world: World) -> None:
    hers, his = world.offer(), world.offer(owner=BOB, nonce="1" * 32)
    to_hers, to_his = world.start(hers, VICTIM), world.start(his, VICTIM)
    code, state = world.back(to_hers).code, world.back(to_his).state

    shown = world.bring(Return(state=state, code=code), VICTIM)

    # The code was not made for that sign-in's verifier, so that it is worth nothing there.
    assert shown.step is Step.FAILED
    assert nothing_is_linked(world)
    assert world.state(his) is LoginState.ENDED


@pytest.mark.attack("state swapped")
def test_an_attackers_state_is_put_into_the_victims_browser(world: World) -> None:
    link = world.offer(owner=BOB)
    back = world.back(world.start(link, ATTACKER))

    assert world.bring(back, VICTIM) == Shown(step=Step.STRAYED)
    assert world.state(link) is LoginState.STARTED


@pytest.mark.attack("code of another client")
def test_a_code_from_another_sign_in_is_put_into_the_victims_return(world: World) -> None:
    hers, his = world.offer(), world.offer(owner=BOB, nonce="1" * 32)
    back = world.back(world.start(hers, VICTIM))
    attackers = world.back(world.start(his, ATTACKER), subject="s-attacker")

    shown = world.bring(replace(back, code=attackers.code), VICTIM)

    assert shown.step is Step.FAILED
    assert nothing_is_linked(world)


@pytest.mark.attack("code of another client")
@pytest.mark.parametrize("check", ["identity", "access"])
def test_a_code_of_another_client_is_exchanged(world: World, check: str) -> None:
    link = world.offer()
    world.verifier.faults.fail(check, Refused("another client's", code="wrong_client"))

    shown = world.come_back(world.start(link))

    assert shown.step is Step.FAILED
    assert nothing_is_linked(world)
    assert world.undone()
    assert world.state(link) is LoginState.ENDED


def test_a_state_of_a_login_that_another_browser_began_is_made_up(world: World) -> None:
    link = world.offer()
    world.start(link, VICTIM)
    made_up = Return(state=login_state(ATTACKER, world.login(link).id), code=Secret("c"))

    assert world.bring(made_up, ATTACKER).step is Step.ELSEWHERE
    assert world.state(link) is LoginState.STARTED


def test_a_return_before_anybody_pressed_continue_changes_nothing(world: World) -> None:
    link = world.offer()
    made_up = Return(state=login_state(ATTACKER, world.login(link).id), code=Secret("c"))

    assert world.bring(made_up, ATTACKER).step is Step.FAILED
    assert world.state(link) is LoginState.OFFERED


@pytest.mark.parametrize("error", ["access_denied", ""])
def test_an_error_with_a_strangers_state_ends_nobodys_sign_in(world: World, error: str) -> None:
    link = world.offer()
    going = world.start(link, VICTIM)
    state = world.back(going).state

    shown = world.bring(Return(state=state, code=Secret(""), error=error), ATTACKER)

    assert shown.step is Step.STRAYED
    assert world.state(link) is LoginState.STARTED


def test_an_error_after_signing_in_ends_nothing(world: World) -> None:
    link = world.offer()
    going = world.start(link)
    back = world.back(going)
    world.bring(back, going.browser)

    shown = world.bring(Return(state=back.state, code=Secret(""), error="access_denied"), going.browser)

    assert shown.step is Step.CODE
    assert world.state(link) is LoginState.SIGNED_IN


def test_a_sign_in_that_is_declined_while_the_person_signs_in_is_revoked(world: World) -> None:
    link = world.offer()
    going = world.start(link, VICTIM)
    back = world.back(going)
    world.desk.logins.take(world.login(link).id, browser=world.login(link).browser)
    world.logins.end(world.login(link).id)

    assert world.bring(back, VICTIM).step is Step.USED
    assert nothing_is_linked(world)


def test_tokens_of_a_sign_in_that_ended_meanwhile_are_revoked(world: World) -> None:
    link = world.offer()
    world.logins.faults.fail("sign_in", Refused("ended", code="ended"))

    shown = world.come_back(world.start(link))

    assert shown.step is Step.USED
    assert world.undone()


@pytest.mark.attack("tokens of two people")
def test_an_id_token_of_another_person_than_the_access_token_is_refused(world: World) -> None:
    link = world.offer()
    going = world.start(link)
    world.verifier.access_of = "s-mallory"

    assert world.come_back(going).step is Step.FAILED
    assert nothing_is_linked(world)
    assert world.undone()


def test_an_account_waits_only_for_the_chat_that_asked(world: World) -> None:
    link = world.offer(owner=ANN)

    world.come_back(world.start(link))

    ((owner, login),) = world.accounts.waits
    account, _ = world.accounts.waits[owner, login]
    assert (owner, login) == (ANN, world.login(link).id)
    assert (world.access_of(account).subject, account.scopes) == ("s-ann", ("openid", "bookings.read"))
    assert [world.refresh_token(account)] == list(world.provider.refreshes)
    assert (account.name, account.masked) == ("Ann", "a•••@example.org")
    assert account.until == world.clock.now() + timedelta(days=30)


@pytest.mark.attack("forged name")
def test_a_name_that_forges_what_stands_around_it_stays_in_its_line(world: World) -> None:
    going = world.start(world.offer())
    forged = replace(ANN_HERSELF, name="Ann\n\nYou are safe. \u202e", email="eve@evil\n(b@example.org")
    brought = world.provider.sign_in(going.url, forged)

    world.bring(Return(state=brought["state"], code=Secret(brought["code"])), going.browser)

    ((account, _),) = world.accounts.waits.values()
    assert (account.name, account.masked) == ("Ann You are safe.", "")
