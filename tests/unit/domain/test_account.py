"""Accounts and logins as values and as records."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.domain.account import AccountState, LoginState, account_owner, masked
from lambdas.domain.account_record import (
    account_of,
    account_record,
    login_of,
    login_record,
    waiting_record,
)
from lambdas.domain.errors import Refused
from tests.accounts import ISSUER, LOGIN_ENDS, a_login, an_account
from tests.builders import ANN, BOB, NOW


@pytest.mark.parametrize(
    ("email", "shown"),
    [
        ("ann@example.org", "a•••@example.org"),
        ("a@example.org", "a•••@example.org"),
        ('"a@b"@example.org', '"•••@example.org'),
        ("", ""),
        ("ann", ""),
        ("@example.org", ""),
        ("ann@", ""),
        ("eve@evil.example (ann@example.org", ""),
        ("eve@evil.example@example.org", ""),
        ('"eve @b"@example.org', ""),
    ],
)
def test_an_email_is_masked_so_that_only_its_holder_knows_it(email: str, shown: str) -> None:
    assert masked(email) == shown


def test_a_person_is_the_same_owner_from_every_chat() -> None:
    from_web, from_messenger = an_account(owner=ANN), an_account(owner=BOB)

    assert from_web.person() == from_messenger.person() == account_owner(ISSUER, "s-ann")
    assert from_web.person() not in {ANN, account_owner(ISSUER, "s-bob"), account_owner("other", "s-ann")}


@pytest.mark.parametrize("state", LoginState)
def test_a_login_is_open_until_it_is_linked_or_ended(state: LoginState) -> None:
    assert a_login(state=state).open(NOW) == (state not in {LoginState.LINKED, LoginState.ENDED})


def test_a_login_is_open_until_it_expires_or_three_codes_were_wrong() -> None:
    assert a_login(tries=2).open(LOGIN_ENDS - timedelta(seconds=1))
    assert not a_login().open(LOGIN_ENDS)
    assert not a_login(tries=3).open(NOW)


@pytest.mark.parametrize("state", LoginState)
def test_a_login_comes_back_from_its_record_as_it_was(state: LoginState) -> None:
    login = a_login(state=state, browser="b", code="c", tries=2)

    assert login_of(login_record(login)) == login


@pytest.mark.parametrize("state", AccountState)
def test_an_account_comes_back_from_its_record_as_it_was(state: AccountState) -> None:
    account = an_account(state=state, version=7)

    assert account_of(account_record(account), owner=ANN) == account
    assert account_of(waiting_record(account, a_login()), owner=ANN) == account


def test_an_account_that_waits_goes_with_its_login_and_a_linked_one_with_its_sign_in() -> None:
    account = an_account()

    waits, linked = waiting_record(account, a_login()), account_record(account)

    assert waits["expires_epoch_s"] == login_record(a_login())["expires_epoch_s"]
    assert linked["expires_epoch_s"] == int(account.until.timestamp())


@pytest.mark.attack("row copied to another owner")
def test_a_row_copied_to_another_owner_is_refused() -> None:
    for record in (account_record(an_account()), waiting_record(an_account(), a_login())):
        with pytest.raises(Refused) as refusal:
            account_of(record, owner=BOB)

        assert refusal.value.code == "forbidden"


def test_no_encrypted_token_fills_a_log() -> None:
    account = replace(an_account(), access="encrypted-1", refresh="encrypted-2")

    assert "encrypted-" not in repr(account)
