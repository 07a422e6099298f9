"""Only Telegram itself is let in."""

from collections.abc import Callable, Sequence

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.telegram.inbound import LARGEST_BYTES, TelegramInbound
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.turn import Delivery
from lambdas.kit.secret import NoKeyError
from tests.fakes.clock import SetClock
from tests.telegram_updates import PROOF, SECRET, a_delivery, an_installation, an_update


def an_inbound(*secrets: str) -> TelegramInbound:
    held = [secret.encode() for secret in secrets or (SECRET,)]
    return reading(lambda: held)


def reading(keys: Callable[[], Sequence[bytes]]) -> TelegramInbound:
    return TelegramInbound(installation=an_installation(), keys=keys, clock=SetClock())


def failing(error: Exception) -> TelegramInbound:
    def keys() -> Sequence[bytes]:
        raise error

    return reading(keys)


def refusal_of(delivery: Delivery, inbound: TelegramInbound | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        (inbound or an_inbound()).verify(delivery)
    return refusal.value.code


def test_a_call_with_our_secret_is_let_in() -> None:
    an_inbound().verify(a_delivery(an_update()))


def test_either_of_two_secrets_is_let_in_while_one_is_being_replaced() -> None:
    inbound = an_inbound("new", "old")

    inbound.verify(a_delivery(an_update(), secret="new"))
    inbound.verify(a_delivery(an_update(), secret="old"))

    assert refusal_of(a_delivery(an_update(), secret="older"), inbound) == "forged"


@pytest.mark.parametrize(
    "secret",
    ["", "wrong", SECRET + "s", SECRET[:-1], f"{SECRET},{SECRET}", "\u017f" * 64, "\ud800", "s" * 100_000],
)
def test_a_call_with_another_secret_is_refused(secret: str) -> None:
    assert refusal_of(a_delivery(an_update(), secret=secret)) == "forged"


def test_a_call_without_a_secret_is_refused() -> None:
    assert refusal_of(Delivery(installation=an_installation().id, body=b"{}")) == "forged"


def test_a_secret_in_another_header_is_refused() -> None:
    delivery = Delivery(installation=an_installation().id, body=b"{}", headers={PROOF + "s": SECRET})

    assert refusal_of(delivery) == "forged"


def test_an_update_that_is_too_large_is_refused_before_the_secret_is_read() -> None:
    inbound = failing(AssertionError("read"))

    assert refusal_of(a_delivery(b" " * (LARGEST_BYTES + 1)), inbound) == "too_large"


def test_the_largest_update_is_let_in() -> None:
    an_inbound().verify(a_delivery(b" " * LARGEST_BYTES))


def test_nobody_is_let_in_while_no_secret_is_set() -> None:
    inbound = failing(NoKeyError("no current key"))

    assert refusal_of(a_delivery(an_update(), secret=""), inbound) == "forged"


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "ThrottlingException"}}, "GetSecretValue"),
        EndpointConnectionError(endpoint_url="https://secretsmanager.example"),
    ],
)
def test_while_the_secret_cannot_be_read_telegram_is_asked_to_call_again(error: Exception) -> None:
    inbound = failing(error)

    with pytest.raises(Retryable, match=r"^reading the webhook secret failed: "):
        inbound.verify(a_delivery(an_update()))


@given(st.binary(), st.text())
def test_nothing_but_the_secret_lets_a_call_in(body: bytes, secret: str) -> None:
    assert refusal_of(a_delivery(body, secret=secret)) == "forged"


def test_a_refusal_says_for_the_log_what_was_wrong() -> None:
    largest = a_delivery(b" " * (LARGEST_BYTES + 1))
    with pytest.raises(Refused, match=f"^update of {LARGEST_BYTES + 1} bytes$"):
        an_inbound().verify(largest)
    with pytest.raises(Refused, match=r"^wrong secret token$"):
        an_inbound().verify(a_delivery(an_update(), secret="wrong"))
    with pytest.raises(Refused, match=r"^no webhook secret is set$"):
        failing(NoKeyError("no current key")).verify(a_delivery(an_update()))


def test_an_update_that_is_none_is_told_so() -> None:
    with pytest.raises(Refused, match=r"^not a Telegram update$"):
        an_inbound().parse(a_delivery(b"[]"))
