"""Contract of ``Accounts``: whose it is, one refresh at a time, and what signing out ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.domain.account import Account, AccountState, Renewal
from lambdas.domain.account_record import KEEP_LOGIN
from lambdas.domain.errors import Refused
from lambdas.domain.ids import OwnerId
from tests.accounts import LOGIN_ENDS, a_login, an_account
from tests.builders import ANN, BOB, LATER, NOW
from tests.contract.login_cases import CASES, Kept

RENEWAL = Renewal(
    scopes=("openid",),
    expires=NOW + timedelta(hours=1),
    access="new access token",
    refresh="new refresh token",
)


@pytest.fixture(params=list(CASES))
def kept(request: pytest.FixtureRequest) -> Kept:
    return CASES[request.param](request)


@pytest.fixture
def account(kept: Kept) -> Account:
    kept.put(an_account(), ANN)
    return an_account()


def test_an_account_is_found_by_its_owner_alone(kept: Kept, account: Account) -> None:
    assert kept.accounts.find(ANN) == account
    assert kept.accounts.find(BOB) is None


def test_an_account_is_good_until_the_second_its_sign_in_ends(kept: Kept, account: Account) -> None:
    kept.clock.at = account.until - timedelta(seconds=1)
    before = kept.accounts.find(ANN)
    kept.clock.pass_s(1)

    assert (before, kept.accounts.find(ANN)) == (account, None)
    assert not kept.accounts.lease(ANN, worker="w1", until=account.until + timedelta(seconds=10))
    assert kept.accounts.revoke(ANN) is None


@pytest.mark.attack("row copied to another owner")
def test_a_row_copied_to_another_owner_is_refused(kept: Kept) -> None:
    kept.put(an_account(owner=ANN), BOB)
    kept.put_waiting(an_account(owner=ANN), a_login(), BOB)

    with pytest.raises(Refused) as found:
        kept.accounts.find(BOB)
    with pytest.raises(Refused) as waiting:
        kept.accounts.waiting(BOB, "login-1")
    with pytest.raises(Refused) as revoked:
        kept.accounts.revoke(BOB)

    assert [refusal.value.code for refusal in (found, waiting, revoked)] == ["forbidden"] * 3


def test_an_account_waits_for_the_code_of_one_login(kept: Kept) -> None:
    kept.put_waiting(an_account(), a_login("login-1"), ANN)

    assert kept.accounts.waiting(ANN, "login-1") == an_account()
    assert kept.accounts.waiting(ANN, "login-2") is None
    assert kept.accounts.waiting(BOB, "login-1") is None
    assert kept.accounts.find(ANN) is None


def test_an_account_that_waits_goes_with_its_login(kept: Kept) -> None:
    kept.put_waiting(an_account(), a_login(), ANN)

    kept.clock.at = LOGIN_ENDS + KEEP_LOGIN

    assert kept.accounts.waiting(ANN, "login-1") is None


def test_all_that_wait_are_listed_and_dropped_one_by_one(kept: Kept) -> None:
    kept.put(an_account(), ANN)
    for login in ("0a", "f9"):
        kept.put_waiting(an_account(), a_login(login), ANN)
    kept.put_waiting(an_account(owner=BOB), a_login("77"), BOB)

    listed = kept.accounts.all_waiting(ANN)
    kept.accounts.drop(ANN, "0a")
    kept.accounts.drop(ANN, "0a")

    assert listed == ("0a", "f9")
    assert kept.accounts.all_waiting(ANN) == ("f9",)
    assert kept.accounts.find(ANN) is not None


def test_of_ten_workers_one_refreshes(kept: Kept, account: Account) -> None:
    workers = [f"w{number}" for number in range(10)]

    leased = [worker for worker in workers if kept.accounts.lease(ANN, worker=worker, until=LATER)]

    assert leased == ["w0"]
    assert kept.accounts.find(ANN) == account


def test_a_lease_is_its_workers_again_and_anybodys_when_it_has_ended(kept: Kept, account: Account) -> None:
    until = kept.clock.now() + timedelta(seconds=10)
    kept.accounts.lease(account.owner, worker="w1", until=until)

    again = kept.accounts.lease(ANN, worker="w1", until=until)
    kept.clock.at = until - timedelta(milliseconds=1)
    early = kept.accounts.lease(ANN, worker="w2", until=until + timedelta(seconds=10))
    kept.clock.at = until
    late = kept.accounts.lease(ANN, worker="w2", until=until + timedelta(seconds=10))

    assert (again, early, late) == (True, False, True)


def test_a_lease_given_up_is_free_at_once_and_only_by_who_has_it(kept: Kept, account: Account) -> None:
    kept.accounts.lease(account.owner, worker="w1", until=LATER)

    kept.accounts.release(ANN, worker="w2")
    others = kept.accounts.lease(ANN, worker="w2", until=LATER)
    kept.accounts.release(ANN, worker="w1")

    assert not others
    assert kept.accounts.lease(ANN, worker="w2", until=LATER)


def test_nobody_refreshes_what_is_not_there(kept: Kept) -> None:
    assert not kept.accounts.lease(ANN, worker="w1", until=LATER)
    kept.accounts.release(ANN, worker="w1")
    assert kept.accounts.find(ANN) is None


def test_new_tokens_are_written_at_once_and_the_lease_ends(kept: Kept, account: Account) -> None:
    kept.accounts.lease(ANN, worker="w1", until=LATER)

    renewed = kept.accounts.renew(account, RENEWAL, worker="w1")

    assert renewed
    assert kept.accounts.find(ANN) == replace(
        account,
        scopes=("openid",),
        expires=RENEWAL.expires,
        access="new access token",
        refresh="new refresh token",
        version=2,
    )
    assert kept.accounts.lease(ANN, worker="w2", until=LATER)


def test_tokens_written_by_a_lost_answer_are_known_again(kept: Kept, account: Account) -> None:
    kept.accounts.lease(ANN, worker="w1", until=LATER)
    kept.accounts.renew(account, RENEWAL, worker="w1")

    assert kept.accounts.renew(account, RENEWAL, worker="w1")
    assert not kept.accounts.renew(account, replace(RENEWAL, access="third"), worker="w1")


def test_without_the_lease_nothing_is_written(kept: Kept, account: Account) -> None:
    kept.accounts.lease(ANN, worker="w1", until=LATER)

    assert not kept.accounts.renew(account, RENEWAL, worker="w2")
    assert kept.accounts.find(ANN) == account


@pytest.mark.attack("refresh during or after a sign-out")
def test_a_refresh_during_a_sign_out_brings_nothing_back(kept: Kept, account: Account) -> None:
    kept.accounts.lease(ANN, worker="w1", until=LATER)
    kept.accounts.revoke(ANN)

    assert not kept.accounts.renew(account, RENEWAL, worker="w1")
    assert kept.accounts.find(ANN) == replace(account, state=AccountState.REVOKING)


@pytest.mark.attack("account that is signed out")
def test_what_is_signed_out_is_unusable_at_once_and_told_again(kept: Kept, account: Account) -> None:
    first = kept.accounts.revoke(ANN)
    second = kept.accounts.revoke(ANN)

    assert first == second == replace(account, state=AccountState.REVOKING)
    assert not kept.accounts.lease(ANN, worker="w1", until=LATER)
    assert kept.accounts.revoke(BOB) is None


def test_an_account_is_removed_once_and_nobody_elses(kept: Kept, account: Account) -> None:
    kept.put(an_account(owner=BOB), BOB)

    kept.accounts.remove(account)
    kept.accounts.remove(account)

    assert kept.accounts.find(ANN) is None
    assert kept.accounts.find(BOB) == an_account(owner=BOB)


def test_an_account_linked_anew_is_not_removed_with_the_old_one(kept: Kept, account: Account) -> None:
    anew = an_account(refresh="of another sign-in")
    kept.put(anew, ANN)

    kept.accounts.remove(account)
    kept.accounts.remove(replace(anew, version=2))

    assert kept.accounts.find(ANN) == anew


def test_a_person_is_found_in_every_chat_that_was_signed_in_from(kept: Kept) -> None:
    for owner, login in ((ANN, "a1"), (BOB, "b2")):
        _sign_in(kept, an_account(owner=owner), login)
    _sign_in(kept, an_account(owner=OwnerId("carl"), subject="s-carl"), "c3")

    listed = kept.accounts.chats(an_account().person())
    kept.accounts.forget_chat(an_account(owner=BOB))
    kept.accounts.forget_chat(an_account(owner=BOB))

    assert sorted(listed) == [ANN, BOB]
    assert kept.accounts.chats(an_account().person()) == (ANN,)
    assert kept.accounts.chats(ANN) == ()


def _sign_in(kept: Kept, account: Account, login: str) -> None:
    kept.offer(a_login(login, owner=account.owner))
    kept.logins.start(login, browser="b")
    kept.logins.sign_in(kept.logins.take(login, browser="b"), account, code="c")
