"""Attacks on a sign-in: none links wrongly, and each leaves the row untouched or ends it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.domain.account import LoginState, Secret
from lambdas.domain.errors import Refused
from lambdas.domain.ids import UserId
from lambdas.domain.login_link import code_hash, login_state
from lambdas.flows.link.begin import Going, begin
from lambdas.flows.link.decline import decline
from lambdas.flows.link.finish import Return
from lambdas.flows.link.show import show
from lambdas.flows.link.step import Shown, Step
from tests.builders import ANN, BOB, an_address
from tests.unit.link.world import DOWN, World, a_world

VICTIM = Secret("V" * 43)
ATTACKER = Secret("A" * 43)


@pytest.fixture
def world() -> World:
    return a_world()


class Pressed:
    """Tells that one user pressed; with None, that the channel signed nothing."""

    def __init__(self, user: UserId | None) -> None:
        self._user = user

    def user(self, _told: str) -> UserId:
        if self._user is None:
            raise Refused("not signed", code="forged")
        return self._user


def taken(world: World, link: str, browser: Secret | None) -> Step | str:
    done = begin(link, browser=browser, told="", desk=world.desk)
    return "going" if isinstance(done, Going) else done.step


def nothing_is_linked(world: World) -> bool:
    return not world.accounts.linked and not world.accounts.waits


def test_a_preview_robot_opens_the_link_and_nothing_is_consumed(world: World) -> None:
    link = world.offer()
    before = world.login(link)

    shown = [show(link, browser=None, desk=world.desk) for _ in range(3)]

    assert {each.step for each in shown} == {Step.ASK}
    assert world.login(link) == before
    assert world.later.put_turns == []


def test_a_link_is_used_twice_and_works_once(world: World) -> None:
    link = world.offer()
    world.come_back(world.start(link))

    assert show(link, browser=None, desk=world.desk).step is Step.USED
    assert taken(world, link, None) is Step.USED
    assert len(world.accounts.waits) == 1


def test_a_link_is_opened_late(world: World) -> None:
    link = world.offer()
    world.clock.pass_s(600)

    assert show(link, browser=None, desk=world.desk).step is Step.RAN_OUT
    assert taken(world, link, None) is Step.RAN_OUT
    assert decline(link, browser=None, desk=world.desk).step is Step.RAN_OUT
    assert world.state(link) is LoginState.OFFERED


def test_a_browser_comes_back_late(world: World) -> None:
    link = world.offer()
    going = world.start(link)
    back = world.back(going)
    world.clock.pass_s(600)

    assert world.bring(back, going.browser).step is Step.RAN_OUT
    assert nothing_is_linked(world)
    assert world.provider.refreshes == {}


def test_two_browsers_take_a_link_at_once_and_one_wins(world: World) -> None:
    link = world.offer()

    outcomes = [taken(world, link, browser) for browser in (VICTIM, ATTACKER)]

    assert outcomes == ["going", Step.ELSEWHERE]


def test_pressing_twice_in_one_browser_goes_on_twice_to_the_same_sign_in(world: World) -> None:
    link = world.offer()

    first, second = world.start(link, VICTIM), world.start(link, VICTIM)

    assert first == second


def test_a_leaked_link_is_opened_in_another_browser(world: World) -> None:
    link = world.offer()
    world.start(link, VICTIM)

    assert show(link, browser=ATTACKER, desk=world.desk).step is Step.ELSEWHERE
    assert show(link, browser=None, desk=world.desk).step is Step.ELSEWHERE
    assert taken(world, link, ATTACKER) is Step.ELSEWHERE
    assert world.come_back(world.start(link, VICTIM)).step is Step.CODE


def test_ones_own_link_is_sent_to_a_victim_who_gets_a_code_that_the_attacker_never_sees(world: World) -> None:
    link = world.offer(owner=BOB)

    shown = world.come_back(world.start(link, VICTIM), subject="s-victim")

    assert shown.step is Step.CODE
    assert shown.code is not None
    assert world.accounts.linked == {}
    assert show(link, browser=ATTACKER, desk=world.desk).code is None
    assert world.login(link).code == code_hash(world.login(link).id, shown.code)


def test_a_telegram_login_that_was_sent_on_proves_nothing_and_the_code_is_asked_for() -> None:
    world = a_world(web=Pressed(UserId("u1")))
    link = world.offer()

    done = begin(link, browser=VICTIM, told="signed for u1", desk=world.desk)

    assert isinstance(done, Going)
    assert not world.login(link).proven
    assert world.come_back(done).step is Step.CODE
    assert world.accounts.linked == {}


def test_a_forwarded_button_is_pressed_by_another_user_of_the_channel() -> None:
    world = a_world(web=Pressed(UserId("u2")))
    link = world.offer()

    done = begin(link, browser=VICTIM, told="signed for u2", desk=world.desk)

    assert done == Shown(step=Step.NOT_YOURS)
    assert world.state(link) is LoginState.OFFERED


def test_data_that_the_channel_did_not_sign_counts_as_none() -> None:
    world = a_world(web=Pressed(None))
    link = world.offer()

    assert isinstance(begin(link, browser=VICTIM, told="forged", desk=world.desk), Going)


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


def test_a_callback_is_replayed_by_another_browser(world: World) -> None:
    link = world.offer()
    going = world.start(link, VICTIM)
    back = world.back(going)
    world.bring(back, VICTIM)

    assert world.bring(back, ATTACKER) == Shown(step=Step.FAILED)
    assert world.state(link) is LoginState.SIGNED_IN


def test_a_callback_comes_without_its_cookie(world: World) -> None:
    link = world.offer()
    back = world.back(world.start(link))

    assert world.bring(back, None) == Shown(step=Step.FAILED)
    assert world.state(link) is LoginState.STARTED
    assert nothing_is_linked(world)


def test_states_are_swapped_between_two_sign_ins_of_one_browser(world: World) -> None:
    hers, his = world.offer(), world.offer(owner=BOB, nonce="1" * 32)
    to_hers, to_his = world.start(hers, VICTIM), world.start(his, VICTIM)
    code, state = world.back(to_hers).code, world.back(to_his).state

    shown = world.bring(Return(state=state, code=code), VICTIM)

    # The code was not made for that sign-in's verifier, so that it is worth nothing there.
    assert shown.step is Step.FAILED
    assert nothing_is_linked(world)
    assert world.state(his) is LoginState.ENDED


def test_an_attackers_state_is_put_into_the_victims_browser(world: World) -> None:
    link = world.offer(owner=BOB)
    back = world.back(world.start(link, ATTACKER))

    assert world.bring(back, VICTIM) == Shown(step=Step.FAILED)
    assert world.state(link) is LoginState.STARTED


def test_a_code_from_another_sign_in_is_put_into_the_victims_return(world: World) -> None:
    hers, his = world.offer(), world.offer(owner=BOB, nonce="1" * 32)
    back = world.back(world.start(hers, VICTIM))
    attackers = world.back(world.start(his, ATTACKER), subject="s-attacker")

    shown = world.bring(replace(back, code=attackers.code), VICTIM)

    assert shown.step is Step.FAILED
    assert nothing_is_linked(world)


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

    assert shown.step is Step.FAILED
    assert world.state(link) is LoginState.STARTED


def test_an_error_after_signing_in_ends_nothing(world: World) -> None:
    link = world.offer()
    going = world.start(link)
    back = world.back(going)
    world.bring(back, going.browser)

    shown = world.bring(Return(state=back.state, code=Secret(""), error="access_denied"), going.browser)

    assert shown.step is Step.CODE
    assert world.state(link) is LoginState.SIGNED_IN


@pytest.mark.parametrize("link", ["", "x", "A" * 44, "é" * 43, "../../api", "A" * 42 + "\n", "A" * 43])
def test_a_link_is_guessed(world: World, link: str) -> None:
    world.offer()

    assert show(link, browser=None, desk=world.desk) == Shown(step=Step.NOT_FOUND)
    assert taken(world, link, VICTIM) is Step.NOT_FOUND
    assert decline(link, browser=None, desk=world.desk) == Shown(step=Step.NOT_FOUND)


@pytest.mark.parametrize("link", ["", "x", "A" * 44, "é" * 43])
def test_what_is_no_link_reaches_no_table(world: World, link: str) -> None:
    world.logins.faults.fail("find", DOWN)

    assert show(link, browser=None, desk=world.desk).step is Step.NOT_FOUND


def test_a_stranger_with_the_link_cannot_end_what_somebody_signed_in_by(world: World) -> None:
    link = world.offer()
    world.come_back(world.start(link, VICTIM))

    assert decline(link, browser=ATTACKER, desk=world.desk).step is Step.USED
    assert world.state(link) is LoginState.SIGNED_IN


def test_whoever_was_sent_a_link_declines_it_and_the_chat_is_told_once(world: World) -> None:
    link = world.offer(address=an_address("c7"))

    shown = [decline(link, browser=None, desk=world.desk) for _ in range(2)]

    assert {each.step for each in shown} == {Step.DECLINED}
    assert taken(world, link, VICTIM) is Step.USED
    assert world.told() == [("declined", 0)]
    assert world.later.put_turns[0][0].address == an_address("c7")


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
