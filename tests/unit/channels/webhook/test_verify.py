"""Only who has the secret is let in."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st

from lambdas.channels.webhook.inbound import LARGEST_BYTES, WebhookInbound
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.turn import Delivery
from lambdas.kit.secret import NoKeyError
from tests.fakes.clock import SetClock
from tests.webhook_calls import (
    ID,
    SECRET,
    SIGNATURE,
    TIMESTAMP,
    a_call,
    a_delivery,
    an_installation,
)

OTHER = "Other1" * 10 + "Abcd"


def an_inbound(*secrets: str) -> WebhookInbound:
    held = [secret.encode() for secret in secrets or (SECRET,)]
    return reading(lambda: held)


def reading(keys: Callable[[], Sequence[bytes]]) -> WebhookInbound:
    return WebhookInbound(installation=an_installation(), keys=keys, clock=SetClock())


def failing(error: Exception) -> WebhookInbound:
    def keys() -> Sequence[bytes]:
        raise error

    return reading(keys)


def refusal_of(delivery: Delivery, inbound: WebhookInbound | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        (inbound or an_inbound()).verify(delivery)
    return refusal.value.code


def with_header(name: str, value: str) -> Delivery:
    delivery = a_delivery()
    return replace(delivery, headers={**delivery.headers, name: value})


def test_what_is_signed_with_the_secret_is_let_in() -> None:
    an_inbound().verify(a_delivery())


def test_the_secret_may_be_one_with_the_usual_prefix() -> None:
    an_inbound(f"whsec_{OTHER}").verify(a_delivery(secret=OTHER))


def test_either_of_two_secrets_is_let_in_while_one_is_being_replaced() -> None:
    inbound = an_inbound(OTHER, SECRET)

    inbound.verify(a_delivery(secret=OTHER))
    inbound.verify(a_delivery(secret=SECRET))

    assert refusal_of(a_delivery(secret="Third1" * 10 + "Abcd"), inbound) == "forged"


def test_one_of_several_signatures_is_enough() -> None:
    signature = a_delivery().headers[SIGNATURE]
    older = a_delivery(secret=OTHER).headers[SIGNATURE]

    an_inbound().verify(with_header(SIGNATURE, f"v1a,xyz {older} {signature}"))


def test_after_so_many_signatures_nobody_looks() -> None:
    signature = a_delivery().headers[SIGNATURE]

    an_inbound().verify(with_header(SIGNATURE, "v1,x " * 15 + signature))

    assert refusal_of(with_header(SIGNATURE, "v1,x " * 16 + signature)) == "forged"


@pytest.mark.parametrize("ago_s", [-300, 0, 300])
def test_within_five_minutes_a_call_is_let_in(ago_s: float) -> None:
    an_inbound().verify(a_delivery(ago_s=ago_s))


@pytest.mark.parametrize("ago_s", [-301, 301, 86_400])
def test_before_and_after_that_it_is_refused(ago_s: float) -> None:
    with pytest.raises(Refused, match="more than five minutes") as refusal:
        an_inbound().verify(a_delivery(ago_s=ago_s))

    assert refusal.value.code == "forged"


@pytest.mark.parametrize("number", ["a.b", "", "a b", "é", "\ud800", "x" * 257])
def test_an_id_that_could_be_taken_for_another_is_refused(number: str) -> None:
    assert refusal_of(with_header(ID, number)) == "forged"


def test_an_id_with_a_full_stop_is_refused_although_it_was_signed() -> None:
    assert refusal_of(a_delivery(number="msg.1")) == "forged"


@pytest.mark.parametrize("at", ["", "now", "1e9", "-1", "1.5", "٣", "9" * 400])
def test_a_time_that_is_none_is_refused(at: str) -> None:
    assert refusal_of(with_header(TIMESTAMP, at)) == "forged"


@pytest.mark.parametrize("name", [ID, TIMESTAMP, SIGNATURE])
def test_every_header_of_the_three_is_needed(name: str) -> None:
    delivery = a_delivery()
    headers = {other: value for other, value in delivery.headers.items() if other != name}

    assert refusal_of(replace(delivery, headers=headers)) == "forged"


@pytest.mark.parametrize("signature", ["", "v1,", "v1,x", "v2,{}", "{}", "é" * 40, "\ud800", "v1," * 9000])
def test_another_signature_is_refused(signature: str) -> None:
    bare = a_delivery().headers[SIGNATURE].removeprefix("v1,")

    assert refusal_of(with_header(SIGNATURE, signature.format(bare))) == "forged"


def test_another_body_is_refused() -> None:
    assert refusal_of(replace(a_delivery(), body=b"{}")) == "forged"


def test_only_what_is_posted_is_let_in() -> None:
    assert refusal_of(replace(a_delivery(), method="GET")) == "forged"


def test_a_call_that_is_too_large_is_refused_before_the_secret_is_read() -> None:
    too_large = a_call(b" " * (LARGEST_BYTES + 1), {})

    assert refusal_of(too_large, failing(AssertionError("read"))) == "too_large"


def test_the_largest_call_is_let_in() -> None:
    an_inbound().verify(a_delivery(b" " * LARGEST_BYTES))


@pytest.mark.parametrize(
    "inbound",
    [failing(NoKeyError("no current key")), an_inbound("short"), an_inbound("not base64! " * 4)],
    ids=["none", "short", "odd"],
)
def test_nobody_is_let_in_while_no_secret_is_set(
    inbound: WebhookInbound, caplog: pytest.LogCaptureFixture
) -> None:
    assert refusal_of(a_delivery(), inbound) == "forged"
    assert [(record.levelname, record.message) for record in caplog.records] == [("ERROR", "no key is set")]
    assert "base64" not in caplog.text


def test_an_operator_reads_whose_secret_is_none(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refused, match=r"^no webhook secret is set$"):
        an_inbound("short").verify(a_delivery())

    assert [vars(record)["reason"] for record in caplog.records] == [
        "none as the standard has it for webhook"
    ]


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "ThrottlingException"}}, "GetSecretValue"),
        EndpointConnectionError(endpoint_url="https://secretsmanager.example"),
    ],
)
def test_while_the_secret_cannot_be_read_the_service_is_asked_to_call_again(error: Exception) -> None:
    inbound = failing(error)

    with pytest.raises(Retryable, match=r"^reading the webhook secret failed: "):
        inbound.verify(a_delivery())


@given(st.binary(), st.text(), st.text(), st.text())
def test_nothing_but_the_secret_lets_a_call_in(body: bytes, number: str, at: str, signature: str) -> None:
    assert refusal_of(a_call(body, {ID: number, TIMESTAMP: at, SIGNATURE: signature})) == "forged"
