"""Who pressed a login button, by Telegram's signature alone."""

import hashlib
import hmac
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from botocore.exceptions import EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.telegram.login import TelegramLogin
from lambdas.domain.errors import Refused, Retryable
from lambdas.kit.secret import NoTokenError
from tests.builders import NOW
from tests.fakes.clock import SetClock

TOKEN = "123456:a-token-of-tests"
FIELDS = {
    "id": "4711",
    "first_name": "Zoë",
    "last_name": "O'Neil & Sons",
    "username": "zoe",
    "photo_url": "https://t.me/i/userpic/320/zoe.jpg",
    "auth_date": str(int(NOW.timestamp())),
}
# What `aiogram.utils.auth_widget.check_integrity` of aiogram 3.31.0 takes for these fields and this token.
TAKEN_BY_AIOGRAM = "5b708bf65665d3bd5a52837a835c471dc6cc22dde1b1326a3ee5b24f91fe0799"


def a_login(token: Callable[[], str] = lambda: TOKEN, *, clock: SetClock | None = None) -> TelegramLogin:
    return TelegramLogin(token=token, clock=clock or SetClock())


def signed(token: str = TOKEN, **changed: str) -> str:
    """A query string as Telegram makes it, of the fields above and the changed ones."""
    fields = {**FIELDS, **changed}
    checked = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    proof = hmac.new(hashlib.sha256(token.encode()).digest(), checked.encode(), hashlib.sha256)
    return urlencode({**fields, "hash": proof.hexdigest()})


def refusal_of(told: str, login: TelegramLogin | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        (login or a_login()).user(told)
    return refusal.value.code


def failing(error: Exception) -> Callable[[], str]:
    def token() -> str:
        raise error

    return token


def test_what_another_implementation_takes_is_taken() -> None:
    assert a_login().user(urlencode({**FIELDS, "hash": TAKEN_BY_AIOGRAM})) == "4711"


def test_whoever_pressed_is_told_even_where_telegram_adds_a_field() -> None:
    assert a_login().user(signed(is_premium="true")) == "4711"


@pytest.mark.parametrize("name", FIELDS)
def test_a_changed_field_is_refused(name: str) -> None:
    told = signed().replace(urlencode({name: FIELDS[name]}), urlencode({name: FIELDS[name] + "1"}))

    assert refusal_of(told) == "forged"


def test_what_another_bots_token_signed_is_refused() -> None:
    assert refusal_of(signed("654321:another")) == "forged"


@pytest.mark.parametrize("proof", ["", "0" * 64, "\ud800", "é" * 64, TAKEN_BY_AIOGRAM.upper()])
def test_a_forged_proof_is_refused(proof: str) -> None:
    assert refusal_of(urlencode({**FIELDS, "hash": proof}, errors="replace")) == "forged"


def test_data_without_a_proof_is_refused() -> None:
    assert refusal_of(urlencode(FIELDS)) == "forged"


def test_data_is_good_for_ten_minutes() -> None:
    clock = SetClock()
    clock.pass_s(600)

    assert a_login(clock=clock).user(signed()) == "4711"

    clock.pass_s(1)

    assert refusal_of(signed(), a_login(clock=clock)) == "too_old"


@pytest.mark.parametrize(("ahead_s", "taken"), [(60, True), (61, False), (10**15, False)])
def test_data_of_the_future_is_refused_but_for_a_minute(ahead_s: int, *, taken: bool) -> None:
    at = int(NOW.timestamp()) + ahead_s
    told = signed(auth_date=str(at))

    if taken:
        assert a_login().user(told) == "4711"
    else:
        assert refusal_of(told) == "too_old"


@pytest.mark.parametrize("name", ["id", "auth_date"])
@pytest.mark.parametrize("value", ["", "x", "-1", "\u0661", "1" * 21])
def test_signed_data_that_tells_no_user_or_no_time_is_refused(name: str, value: str) -> None:
    assert refusal_of(signed(**{name: value})) == "unreadable"


@pytest.mark.parametrize(
    "told",
    ["id", "id=1;", "&", signed() + "&id=4712", "x=" + "y" * 4096, "&".join(f"f{n}=1" for n in range(17))],
)
def test_what_is_no_such_query_is_refused(told: str) -> None:
    assert refusal_of(told) in {"unreadable", "forged"}


def test_more_than_telegram_signs_is_not_even_checked() -> None:
    assert refusal_of(signed(photo_url="y" * 4096)) == "unreadable"


def test_a_field_that_stands_there_twice_is_refused() -> None:
    assert refusal_of(signed() + "&id=4711") == "unreadable"


def test_nobody_is_told_while_no_token_is_set() -> None:
    assert refusal_of(signed(), a_login(failing(NoTokenError("none")))) == "forged"


def test_a_token_that_cannot_be_read_now_may_be_later() -> None:
    login = a_login(failing(EndpointConnectionError(endpoint_url="https://secretsmanager")))

    with pytest.raises(Retryable):
        login.user(signed())


@given(st.text(max_size=200))
def test_anything_else_is_refused(told: str) -> None:
    assert refusal_of(told)
