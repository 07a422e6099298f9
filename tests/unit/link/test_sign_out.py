"""Signing out, dropping and erasing: nothing usable is left behind."""

from dataclasses import replace

import pytest

from lambdas.domain.account import AccountState, LoginState
from lambdas.domain.errors import Refused, Retryable
from lambdas.flows.link.chats import chats_of
from lambdas.flows.link.sign_out import drop, erase, sign_out
from tests.builders import ANN, BOB
from tests.unit.link.world import DOWN, World


def test_signing_out_revokes_and_deletes(world: World) -> None:
    account = world.link_account()

    out = sign_out(ANN, desk=world.desk)

    assert (out.done, out.url) == (True, world.provider.sign_out_url())
    assert world.undone()
    assert world.accounts.linked == {}
    assert world.accounts.chats(account.person()) == ()


def test_signing_out_while_the_provider_is_down_makes_the_account_unusable_at_once(world: World) -> None:
    world.link_account()
    world.provider.faults.fail("revoke", DOWN)

    first = sign_out(ANN, desk=world.desk)
    state = world.accounts.linked[ANN].state
    second = sign_out(ANN, desk=world.desk)

    assert (first.done, state, second.done) == (False, AccountState.REVOKING, True)
    assert world.accounts.linked == {}


def test_signing_out_twice_is_done_twice(world: World) -> None:
    world.link_account()

    assert [sign_out(ANN, desk=world.desk).done for _ in range(2)] == [True, True]


@pytest.mark.attack("account that is signed out")
def test_signing_out_of_one_chat_leaves_the_others(world: World) -> None:
    world.link_account()
    bobs = world.link_account(owner=BOB)

    sign_out(ANN, desk=world.desk)

    assert world.accounts.linked == {BOB: bobs}
    assert chats_of(bobs.person(), desk=world.desk) == (bobs,)


def test_an_account_whose_tokens_do_not_open_is_signed_out_all_the_same(world: World) -> None:
    account = world.link_account()
    world.accounts.linked[ANN] = replace(account, refresh="damaged")

    assert sign_out(ANN, desk=world.desk).done
    assert world.accounts.linked == {}


def test_tokens_that_the_provider_ended_before_are_as_good_as_revoked(world: World) -> None:
    world.link_account()
    world.provider.faults.fail("revoke", Refused("ended", code="refused_token"))

    assert sign_out(ANN, desk=world.desk).done
    assert world.accounts.linked == {}


def test_a_provider_that_does_not_know_us_is_asked_again_to_sign_out(world: World) -> None:
    world.link_account()
    world.provider.faults.fail("revoke", Refused("not known", code="refused_client"))

    assert not sign_out(ANN, desk=world.desk).done
    assert world.accounts.linked[ANN].state is AccountState.REVOKING


def test_dropping_ends_the_login_first_so_that_its_code_links_nothing(world: World) -> None:
    link = world.offer()
    world.come_back(world.start(link))
    world.provider.faults.fail("revoke", DOWN)

    with pytest.raises(Retryable):
        drop(ANN, world.login(link).id, desk=world.desk)

    assert world.state(link) is LoginState.ENDED
    assert world.accounts.waits


def test_dropping_leaves_an_account_that_is_linked_meanwhile(world: World) -> None:
    link = world.offer()
    world.come_back(world.start(link))
    login = world.login(link)
    waiting, _ = world.accounts.waits.pop((ANN, login.id))
    world.accounts.linked[ANN] = waiting
    world.logins.logins[login.id] = replace(login, state=LoginState.LINKED)

    drop(ANN, login.id, desk=world.desk)

    assert world.accounts.linked == {ANN: waiting}
    assert world.provider.revoked == []
    assert world.state(link) is LoginState.LINKED


def test_dropping_a_second_sign_in_keeps_the_note_of_the_first(world: World) -> None:
    account = world.link_account()
    link = world.offer()
    world.come_back(world.start(link))

    drop(ANN, world.login(link).id, desk=world.desk)

    assert chats_of(account.person(), desk=world.desk) == (account,)


def test_erasing_leaves_nothing_of_the_owner_and_all_of_others(world: World) -> None:
    world.link_account()
    bobs = world.link_account(owner=BOB)
    world.come_back(world.start(world.offer()))

    erase(ANN, desk=world.desk)

    assert world.accounts.linked == {BOB: bobs}
    assert world.accounts.waits == {}
    assert world.logins.logins == {}
    assert list(world.provider.refreshes) == [world.refresh_token(bobs)]


def test_erasing_deletes_what_waited_too_long_and_is_still_there(world: World) -> None:
    world.come_back(world.start(world.offer()))
    world.clock.pass_s(3 * 86_400)

    erase(ANN, desk=world.desk)

    assert world.accounts.waits == {}


def test_an_erasure_that_cannot_revoke_says_that_it_is_not_done(world: World) -> None:
    world.link_account()
    world.provider.faults.fail("revoke", DOWN)

    with pytest.raises(Retryable):
        erase(ANN, desk=world.desk)


def test_a_note_of_a_chat_where_somebody_else_is_signed_in_now_tells_nothing(world: World) -> None:
    account = world.link_account()
    world.accounts.linked[ANN] = replace(account, subject="s-bob")

    assert chats_of(account.person(), desk=world.desk) == ()


def test_a_note_of_a_row_that_is_another_owners_tells_nothing(world: World) -> None:
    account = world.link_account()
    world.accounts.linked[ANN] = replace(account, owner=BOB)

    assert chats_of(account.person(), desk=world.desk) == ()
