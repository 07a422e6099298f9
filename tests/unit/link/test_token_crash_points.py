"""Every external call with an account's tokens, each way it can fail, as docs/security.md tells."""

from datetime import timedelta

import pytest

from lambdas.domain.account import AccountState, LoginState, Secret
from lambdas.flows.link.refresh import refresh
from lambdas.flows.link.sign_out import drop, erase, sign_out
from tests.builders import ANN
from tests.unit.link.crashes import WAYS, going_wrong, strays
from tests.unit.link.world import a_world

BROWSER = Secret("B" * 43)


SIGN_OUT = ["accounts.revoke", "vault.decrypt", "provider.revoke", "accounts.remove", "accounts.forget_chat"]


REFRESH = [
    "accounts.find",
    "accounts.lease",
    "vault.decrypt",
    "provider.refresh",
    "verifier.access",
    "vault.encrypt",
    "accounts.renew",
]


DROP = [
    "logins.end",
    "accounts.waiting",
    "vault.decrypt",
    "provider.revoke",
    "accounts.drop",
    "accounts.find",
    "accounts.forget_chat",
]


ERASE = ["accounts.revoke", "provider.revoke", "accounts.all_waiting", "accounts.drop", "logins.forget"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", SIGN_OUT)
def test_signing_out_is_survived_by_asking_again(call: str, way: str) -> None:
    world = a_world()
    world.link_account()

    with going_wrong(world, call, way):
        sign_out(ANN, desk=world.desk)
    between = world.accounts.linked.get(ANN)
    again = sign_out(ANN, desk=world.desk)

    assert again.done
    assert world.accounts.linked == {}
    assert world.provider.refreshes == {}
    if call != "accounts.revoke" or way.endswith("after") or way == "answer is lost":
        assert between is None or between.state is AccountState.REVOKING


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", REFRESH)
def test_a_refresh_is_survived_by_asking_again(call: str, way: str) -> None:
    world = a_world()
    world.link_account(fresh_s=10)

    with going_wrong(world, call, way):
        refresh(ANN, desk=world.desk)
    world.clock.pass_s(10)  # a killed worker's lease has ended
    refresh(ANN, desk=world.desk)

    account = world.accounts.linked[ANN]
    assert account.expires > world.clock.now() + timedelta(seconds=30)
    assert world.refresh_token(account) in world.provider.refreshes
    assert world.accounts.leases == {}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", DROP)
def test_dropping_what_waits_is_survived_by_asking_again(call: str, way: str) -> None:
    world = a_world()
    link = world.offer()
    world.come_back(world.start(link, BROWSER))

    with going_wrong(world, call, way):
        drop(ANN, world.login(link).id, desk=world.desk)
    drop(ANN, world.login(link).id, desk=world.desk)

    assert world.accounts.waits == {}
    assert strays(world) == set()
    assert world.state(link) is LoginState.ENDED


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", ERASE)
def test_an_erasure_is_survived_by_asking_again(call: str, way: str) -> None:
    world = a_world()
    world.link_account()
    world.come_back(world.start(world.offer(), BROWSER))

    with going_wrong(world, call, way):
        erase(ANN, desk=world.desk)
    erase(ANN, desk=world.desk)

    assert (world.accounts.linked, world.accounts.waits, world.logins.logins) == ({}, {}, {})
    assert world.provider.refreshes == {}
