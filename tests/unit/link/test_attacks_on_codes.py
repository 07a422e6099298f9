"""Attacks on the code, and by what comes late: the code is one browser's, and what is over stays over."""

from dataclasses import replace

import pytest

from lambdas.domain.account import LoginState
from lambdas.flows.link.show import show
from lambdas.flows.link.sign_out import erase
from tests.builders import ANN, BOB
from tests.unit.link.attackers import ATTACKER, VICTIM, nothing_is_linked
from tests.unit.link.world import World


def stand(world: World, link: str, state: LoginState) -> None:
    login = world.login(link)
    world.logins.logins[login.id] = replace(login, state=state)


@pytest.mark.attack("code read off one's own link")
@pytest.mark.parametrize("state", LoginState)
def test_nobody_reads_a_code_off_a_link_by_opening_it(world: World, state: LoginState) -> None:
    link = world.offer(owner=BOB)
    world.come_back(world.start(link, VICTIM))
    stand(world, link, state)

    assert show(link, browser=ATTACKER, desk=world.desk).code is None
    assert show(link, browser=None, desk=world.desk).code is None


@pytest.mark.attack("code read off one's own link")
@pytest.mark.parametrize("state", [LoginState.OFFERED, LoginState.STARTED, LoginState.EXCHANGING])
def test_nor_does_its_own_browser_before_it_came_back(world: World, state: LoginState) -> None:
    link = world.offer(owner=BOB)
    world.start(link, ATTACKER)
    stand(world, link, state)

    assert show(link, browser=ATTACKER, desk=world.desk).code is None


@pytest.mark.attack("old code")
def test_two_sign_ins_of_one_person_in_one_browser_have_codes_of_their_own(world: World) -> None:
    first, second = world.offer(), world.offer(nonce="1" * 32)

    codes = {world.come_back(world.start(link, VICTIM)).code for link in (first, second)}

    assert len(codes) == 2
    assert None not in codes


@pytest.mark.attack("return after an erasure")
def test_a_browser_that_comes_back_after_an_erasure_brings_nothing_back(world: World) -> None:
    going = world.start(world.offer(), VICTIM)
    back = world.back(going)

    erase(ANN, desk=world.desk)
    shown = world.bring(back, VICTIM)

    assert shown.code is None
    assert nothing_is_linked(world)
    assert world.logins.logins == {}
    assert world.provider.refreshes == {}


@pytest.mark.attack("return after an erasure")
def test_an_erasure_in_the_middle_of_a_return_leaves_no_tokens(world: World) -> None:
    going = world.start(world.offer(), VICTIM)
    back, exchange = world.back(going), world.provider.exchange

    def while_erased(*args: object, **kwargs: object) -> object:
        tokens = exchange(*args, **kwargs)  # type: ignore[arg-type]
        erase(ANN, desk=world.desk)
        return tokens

    world.provider.exchange = while_erased  # type: ignore[method-assign, assignment]
    shown = world.bring(back, VICTIM)

    assert shown.code is None
    assert nothing_is_linked(world)
    assert world.undone()
