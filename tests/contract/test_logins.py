"""Contract of ``Logins``: one browser, one way, once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from lambdas.domain.account import Login, LoginState
from lambdas.domain.account_record import KEEP_LOGIN
from lambdas.domain.errors import Refused
from tests.accounts import LOGIN_ENDS, a_login, an_account
from tests.builders import ANN, BOB
from tests.contract.login_cases import CASES, Kept

EXCHANGING = a_login(state=LoginState.EXCHANGING, browser="b1")


@pytest.fixture(params=list(CASES))
def kept(request: pytest.FixtureRequest) -> Kept:
    return CASES[request.param](request)


def refusal_of(step: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        step()
    return refusal.value.code


def started(kept: Kept, browser: str = "b1") -> Login:
    kept.offer(a_login())
    return kept.logins.start("login-1", browser=browser)


def taken(kept: Kept) -> Login:
    kept.offer(a_login())
    kept.logins.start("login-1", browser="b1")
    return kept.logins.take("login-1", browser="b1")


def test_a_login_is_found_as_it_was_offered(kept: Kept) -> None:
    login = a_login(scopes=("bookings.read", "bookings.write"))
    kept.offer(login)

    assert kept.logins.find("login-1") == login


def test_a_login_nobody_offered_is_unknown(kept: Kept) -> None:
    kept.offer(a_login())

    assert refusal_of(lambda: kept.logins.find("login-2")) == "unknown_login"
    assert refusal_of(lambda: kept.logins.start("login-2", browser="b1")) == "unknown_login"
    assert refusal_of(lambda: kept.logins.take("login-2", browser="b1")) == "unknown_login"


def test_a_login_is_told_until_a_day_after_it_expired(kept: Kept) -> None:
    kept.offer(a_login())

    kept.clock.at = LOGIN_ENDS + KEEP_LOGIN - timedelta(seconds=1)
    told = kept.logins.find("login-1")
    kept.clock.pass_s(1)

    assert told == a_login()
    assert refusal_of(lambda: kept.logins.find("login-1")) == "unknown_login"
    assert kept.logins.latest(ANN) is None


def test_the_latest_login_of_an_owner_is_the_one_offered_last(kept: Kept) -> None:
    kept.offer(a_login("login-1"))
    kept.offer(a_login("login-2"))

    assert kept.logins.latest(ANN) == a_login("login-2")
    assert kept.logins.latest(BOB) is None


def test_one_browser_starts_a_login(kept: Kept) -> None:
    login = started(kept)

    assert login == a_login(state=LoginState.STARTED, browser="b1")
    assert kept.logins.find("login-1") == login


def test_the_same_browser_may_start_again_and_is_told_the_same(kept: Kept) -> None:
    first = started(kept)

    assert kept.logins.start("login-1", browser="b1") == first


@pytest.mark.attack("leaked link used by another")
def test_a_leaked_link_used_by_another_browser_is_refused(kept: Kept) -> None:
    started(kept)

    assert refusal_of(lambda: kept.logins.start("login-1", browser="b2")) == "other_browser"
    assert refusal_of(lambda: kept.logins.take("login-1", browser="b2")) == "other_browser"
    assert kept.logins.find("login-1").browser == "b1"


def test_a_login_that_nobody_started_is_not_taken(kept: Kept) -> None:
    kept.offer(a_login())

    assert refusal_of(lambda: kept.logins.take("login-1", browser="b1")) == "not_started"
    assert kept.logins.find("login-1") == a_login()


@pytest.mark.attack("callback replayed")
def test_a_callback_replayed_is_refused(kept: Kept) -> None:
    login = taken(kept)

    assert login == EXCHANGING
    assert refusal_of(lambda: kept.logins.take("login-1", browser="b1")) == "used"
    assert refusal_of(lambda: kept.logins.start("login-1", browser="b1")) == "used"


@pytest.mark.attack("link used twice")
@pytest.mark.parametrize("state", [LoginState.SIGNED_IN, LoginState.LINKED])
def test_a_link_used_twice_is_refused(kept: Kept, state: LoginState) -> None:
    kept.offer(a_login(state=state, browser="b1"))

    assert refusal_of(lambda: kept.logins.start("login-1", browser="b1")) == "used"
    assert refusal_of(lambda: kept.logins.take("login-1", browser="b1")) == "used"


@pytest.mark.attack("link used late")
def test_a_link_used_late_is_refused_and_so_is_a_late_callback(kept: Kept) -> None:
    kept.offer(a_login("login-2"))
    started(kept)

    kept.clock.at = LOGIN_ENDS

    assert refusal_of(lambda: kept.logins.start("login-2", browser="b1")) == "expired"
    assert refusal_of(lambda: kept.logins.start("login-1", browser="b1")) == "expired"
    assert refusal_of(lambda: kept.logins.take("login-1", browser="b1")) == "expired"


def test_a_login_is_good_until_the_second_it_expires(kept: Kept) -> None:
    kept.offer(a_login())

    kept.clock.at = LOGIN_ENDS - timedelta(seconds=1)

    assert kept.logins.start("login-1", browser="b1").state is LoginState.STARTED
    assert kept.logins.take("login-1", browser="b1").state is LoginState.EXCHANGING


def test_who_signed_in_waits_for_the_code(kept: Kept) -> None:
    login = taken(kept)

    kept.logins.sign_in(login, an_account(), code="hash")

    assert kept.logins.find("login-1") == replace(EXCHANGING, state=LoginState.SIGNED_IN, code="hash")
    assert kept.accounts.waiting(ANN, "login-1") == an_account()
    assert kept.accounts.find(ANN) is None


def test_what_was_kept_already_is_kept_again_without_harm(kept: Kept) -> None:
    login = taken(kept)

    kept.logins.sign_in(login, an_account(access="first"), code="hash")
    kept.logins.sign_in(login, an_account(access="second"), code="hash")

    waiting = kept.accounts.waiting(ANN, "login-1")
    assert waiting is not None
    assert waiting.access == "first"


@pytest.mark.parametrize("state", [LoginState.STARTED, LoginState.LINKED, LoginState.ENDED])
def test_nothing_is_kept_of_a_login_that_is_elsewhere_meanwhile(kept: Kept, state: LoginState) -> None:
    kept.offer(replace(EXCHANGING, state=state))

    code = refusal_of(lambda: kept.logins.sign_in(EXCHANGING, an_account(), code="hash"))

    assert code == {"started": "not_started", "linked": "used", "ended": "ended"}[state]
    assert kept.accounts.waiting(ANN, "login-1") is None
    assert kept.logins.find("login-1").state is state


def test_nothing_is_kept_of_a_login_that_expired_meanwhile(kept: Kept) -> None:
    login = taken(kept)
    kept.clock.at = LOGIN_ENDS

    assert refusal_of(lambda: kept.logins.sign_in(login, an_account(), code="hash")) == "expired"
    assert kept.accounts.waiting(ANN, "login-1") is None


def test_someone_elses_account_does_not_end_up_with_the_owner_of_a_login(kept: Kept) -> None:
    login = taken(kept)

    code = refusal_of(lambda: kept.logins.sign_in(login, an_account(owner=BOB), code="hash"))

    assert code == "forbidden"
    assert kept.logins.find("login-1") == login


@pytest.mark.parametrize("state", [state for state in LoginState if state is not LoginState.LINKED])
def test_a_login_that_is_declined_ends_wherever_it_is(kept: Kept, state: LoginState) -> None:
    kept.offer(a_login(state=state, browser="b1"))

    kept.logins.end("login-1")
    kept.logins.end("login-1")

    assert kept.logins.find("login-1").state is LoginState.ENDED
    assert refusal_of(lambda: kept.logins.start("login-1", browser="b1")) == "ended"
    assert refusal_of(lambda: kept.logins.take("login-1", browser="b1")) == "ended"


def test_what_is_linked_is_not_ended_any_more(kept: Kept) -> None:
    kept.offer(a_login(state=LoginState.LINKED))

    kept.logins.end("login-1")

    assert kept.logins.find("login-1").state is LoginState.LINKED


def test_ending_what_nobody_offered_makes_nothing(kept: Kept) -> None:
    kept.logins.end("login-1")

    assert refusal_of(lambda: kept.logins.find("login-1")) == "unknown_login"


def test_an_owners_login_is_forgotten_and_nobody_elses(kept: Kept) -> None:
    kept.offer(a_login("login-1"))
    kept.offer(a_login("login-2", owner=BOB))

    kept.logins.forget(ANN)
    kept.logins.forget(ANN)

    assert kept.logins.latest(ANN) is None
    assert refusal_of(lambda: kept.logins.find("login-1")) == "unknown_login"
    assert kept.logins.latest(BOB) == a_login("login-2", owner=BOB)
