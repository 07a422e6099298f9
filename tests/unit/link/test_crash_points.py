"""Every external call of a sign-in, each way it can fail: docs/security.md tells what comes of it."""

import pytest

from lambdas.domain.account import LoginState, Secret
from lambdas.domain.errors import Retryable
from lambdas.flows.link.decline import decline
from lambdas.flows.link.show import show
from lambdas.flows.link.step import Shown, Step
from tests.unit.link.crashes import WAYS, going_wrong, strays
from tests.unit.link.world import DOWN, World, a_world

BROWSER = Secret("B" * 43)


RETURN = [
    "logins.take",
    "later.put",
    "provider.exchange",
    "verifier.identity",
    "verifier.access",
    "vault.encrypt",
    "logins.sign_in",
]


@pytest.mark.parametrize("way", WAYS)
def test_opening_a_link_is_survived(way: str) -> None:
    world = a_world()
    link = world.offer()

    with going_wrong(world, "logins.find", way):
        show(link, browser=None, desk=world.desk)

    assert show(link, browser=None, desk=world.desk).step is Step.ASK
    assert world.state(link) is LoginState.OFFERED


@pytest.mark.parametrize("way", WAYS)
def test_going_on_is_survived_by_pressing_again_in_the_same_browser(way: str) -> None:
    world = a_world()
    link = world.offer()

    with going_wrong(world, "logins.start", way):
        world.start(link, BROWSER)

    assert show(link, browser=BROWSER, desk=world.desk).step is Step.ASK
    assert world.come_back(world.start(link, BROWSER)).step is Step.CODE


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", ["logins.find", "logins.end", "later.put"])
def test_declining_is_survived_by_pressing_again(call: str, way: str) -> None:
    world = a_world()
    link = world.offer()

    with going_wrong(world, call, way):
        decline(link, browser=None, desk=world.desk)

    assert decline(link, browser=None, desk=world.desk).step is Step.DECLINED
    assert world.state(link) is LoginState.ENDED
    assert world.told() == [("declined", 0)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", RETURN)
def test_coming_back_is_survived_by_a_reload_or_by_a_new_link(call: str, way: str) -> None:
    world = a_world()
    link = world.offer()
    going = world.start(link, BROWSER)
    back = world.back(going)

    with going_wrong(world, call, way):
        world.bring(back, BROWSER)
    reloaded = world.bring(back, BROWSER)

    assert world.accounts.linked == {}
    if reloaded.step is Step.CODE:
        assert world.state(link) is LoginState.SIGNED_IN
        assert strays(world) == set()
    else:
        assert reloaded.step in {Step.USED, Step.WORKING}
        assert world.accounts.waits == {}
        assert begin_again(world).step is Step.CODE


def begin_again(world: World) -> Shown:
    return world.come_back(world.start(world.offer(nonce="2" * 32), BROWSER))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", RETURN)
def test_whatever_stops_a_return_the_chat_is_told_by_the_time_it_runs_out(call: str, way: str) -> None:
    world = a_world()
    link = world.offer()
    back = world.back(world.start(link, BROWSER))

    with going_wrong(world, call, way):
        world.bring(back, BROWSER)
    world.bring(back, BROWSER)
    world.clock.pass_s(602)

    assert {"ran_out"} <= {why for why, _ in world.told()} or world.state(link) is LoginState.ENDED
    assert world.told()
    assert world.later.due()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", RETURN)
def test_tokens_of_a_return_that_failed_are_revoked_unless_nobody_ever_held_them(call: str, way: str) -> None:
    world = a_world()
    back = world.back(world.start(world.offer(), BROWSER))

    with going_wrong(world, call, way):
        world.bring(back, BROWSER)
    world.bring(back, BROWSER)

    killed_holding = way.startswith("killed") and RETURN.index(call) >= RETURN.index("provider.exchange")
    never_came = call == "provider.exchange" and way == "answer is lost"
    assert killed_holding or never_came or strays(world) == set()


@pytest.mark.parametrize("undoing", ["logins.end", "accounts.drop", "provider.revoke", "later.put"])
def test_a_failure_of_what_undoes_a_failure_does_not_stop_the_rest(undoing: str) -> None:
    world = a_world()
    link = world.offer()
    going = world.start(link, BROWSER)
    back = world.back(going)
    world.verifier.faults.fail("access", DOWN)
    port, _, method = undoing.partition(".")
    if undoing == "later.put":
        world.later.faults.fail("put", DOWN)
    getattr(world, port).faults.fail(method, DOWN)

    shown = world.bring(back, BROWSER)

    assert shown.step is Step.FAILED
    assert world.accounts.waits == {}
    if undoing != "logins.end":
        assert world.state(link) is LoginState.ENDED


def test_a_table_that_is_down_after_the_lost_write_leaves_the_truth_to_a_reload() -> None:
    world = a_world()
    back = world.back(world.start(world.offer(), BROWSER))
    world.logins.faults.lose("sign_in", DOWN)
    world.logins.faults.fail("find", DOWN)

    with pytest.raises(Retryable):
        world.bring(back, BROWSER)

    assert world.bring(back, BROWSER).step is Step.CODE
    assert world.provider.revoked == []


def test_a_return_that_was_killed_can_be_told_from_one_that_is_going_on_only_by_time() -> None:
    world = a_world()
    link = world.offer()
    back = world.back(world.start(link, BROWSER))
    with going_wrong(world, "provider.exchange", "killed after"):
        world.bring(back, BROWSER)

    early = world.bring(back, BROWSER)
    world.clock.pass_s(602)
    late = world.bring(back, BROWSER)

    assert (early.step, late.step) == (Step.WORKING, Step.RAN_OUT)
    assert world.told() == [("ran_out", 602)]
