"""Attacks by the link: none links wrongly, and each leaves the row untouched or ends it."""

import pytest

from lambdas.domain.account import LoginState
from lambdas.domain.ids import UserId
from lambdas.domain.login_link import code_hash
from lambdas.flows.link.begin import Going, begin
from lambdas.flows.link.decline import decline
from lambdas.flows.link.show import show
from lambdas.flows.link.step import Shown, Step
from tests.builders import BOB, an_address
from tests.unit.link.attackers import ATTACKER, VICTIM, Pressed, taken
from tests.unit.link.world import DOWN, World, a_world


@pytest.mark.attack("preview robot")
def test_a_preview_robot_opens_the_link_and_nothing_is_consumed(world: World) -> None:
    link = world.offer()
    before = world.login(link)

    shown = [show(link, browser=None, desk=world.desk) for _ in range(3)]

    assert {each.step for each in shown} == {Step.ASK}
    assert world.login(link) == before
    assert world.later.put_turns == []


@pytest.mark.attack("link used twice")
def test_a_link_is_used_twice_and_works_once(world: World) -> None:
    link = world.offer()
    world.come_back(world.start(link))

    assert show(link, browser=None, desk=world.desk).step is Step.USED
    assert taken(world, link, None) is Step.USED
    assert len(world.accounts.waits) == 1


@pytest.mark.attack("link used late")
def test_a_link_is_opened_late(world: World) -> None:
    link = world.offer()
    world.clock.pass_s(600)

    assert show(link, browser=None, desk=world.desk).step is Step.RAN_OUT
    assert taken(world, link, None) is Step.RAN_OUT
    assert decline(link, browser=None, desk=world.desk).step is Step.RAN_OUT
    assert world.state(link) is LoginState.OFFERED


@pytest.mark.attack("two at once")
def test_two_browsers_take_a_link_at_once_and_one_wins(world: World) -> None:
    link = world.offer()

    outcomes = [taken(world, link, browser) for browser in (VICTIM, ATTACKER)]

    assert outcomes == ["going", Step.ELSEWHERE]


def test_pressing_twice_in_one_browser_goes_on_twice_to_the_same_sign_in(world: World) -> None:
    link = world.offer()

    first, second = world.start(link, VICTIM), world.start(link, VICTIM)

    assert first == second


@pytest.mark.attack("leaked link used by another")
def test_a_leaked_link_is_opened_in_another_browser(world: World) -> None:
    link = world.offer()
    world.start(link, VICTIM)

    assert show(link, browser=ATTACKER, desk=world.desk).step is Step.ELSEWHERE
    assert show(link, browser=None, desk=world.desk).step is Step.ELSEWHERE
    assert taken(world, link, ATTACKER) is Step.ELSEWHERE
    assert world.come_back(world.start(link, VICTIM)).step is Step.CODE


@pytest.mark.attack("own link sent to a victim")
def test_ones_own_link_is_sent_to_a_victim_who_gets_a_code_that_the_attacker_never_sees(world: World) -> None:
    link = world.offer(owner=BOB)

    shown = world.come_back(world.start(link, VICTIM), subject="s-victim")

    assert shown.step is Step.CODE
    assert shown.code is not None
    assert world.accounts.linked == {}
    assert show(link, browser=ATTACKER, desk=world.desk).code is None
    assert world.login(link).code == code_hash(world.login(link).id, shown.code)


@pytest.mark.attack("own link sent to a victim")
def test_a_telegram_login_that_was_sent_on_proves_nothing_and_the_code_is_asked_for() -> None:
    world = a_world(web=Pressed(UserId("u1")))
    link = world.offer()

    done = begin(link, browser=VICTIM, told="signed for u1", desk=world.desk)

    assert isinstance(done, Going)
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


def test_what_no_channel_could_have_signed_counts_as_none(world: World) -> None:
    done = begin(world.offer(), browser=VICTIM, told="signed for u2", desk=world.desk)

    assert isinstance(done, Going)
