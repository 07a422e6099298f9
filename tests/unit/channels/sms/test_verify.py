"""Only Twilio itself is let in; its own validator says what it signs."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from lambdas.channels.sms.inbound import LARGEST_BYTES, SmsInbound
from lambdas.domain.errors import Refused, Retryable
from lambdas.domain.turn import Delivery
from lambdas.kit.secret import NoKeyError
from tests.fakes.clock import SetClock
from tests.sms_messages import (
    API,
    AUTH_TOKEN,
    SIGNATURE,
    SITE,
    a_call,
    a_delivery,
    a_json_delivery,
    a_message,
    an_installation,
    signature_of,
)


def an_inbound(*tokens: str) -> SmsInbound:
    held = [token.encode() for token in tokens or (AUTH_TOKEN,)]
    return reading(lambda: held)


def reading(keys: Callable[[], Sequence[bytes]]) -> SmsInbound:
    return SmsInbound(installation=an_installation(), keys=keys, clock=SetClock())


def failing(error: Exception) -> SmsInbound:
    def keys() -> Sequence[bytes]:
        raise error

    return reading(keys)


def refusal_of(delivery: Delivery, inbound: SmsInbound | None = None) -> str:
    with pytest.raises(Refused) as refusal:
        (inbound or an_inbound()).verify(delivery)
    return refusal.value.code


def test_what_twilio_signed_is_let_in() -> None:
    an_inbound().verify(a_delivery())


def test_the_example_that_twilio_publishes_is_let_in() -> None:
    # Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
    body = (
        b"CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212"
    )
    delivery = replace(
        a_call(body, signature="RSOYDt4T1cUTdK1PDd93/VVr8B8=", query="foo=1&bar=2"),
        urls=("https://mycompany.com/myapp.php",),
    )

    an_inbound("12345").verify(delivery)


@pytest.mark.parametrize("url", [SITE, API])
@pytest.mark.parametrize("port", ["", ":443"])
def test_any_address_of_ours_will_do_with_its_standard_port_or_without(url: str, port: str) -> None:
    host = url.split("/")[2]

    an_inbound().verify(a_delivery(url=url.replace(host, host + port)))


def test_what_we_register_behind_the_address_may_be_signed_too() -> None:
    an_inbound().verify(a_delivery(url=SITE + "#rc=5&rp=all"))

    assert refusal_of(a_delivery(url=SITE + "#rc=1")) == "forged"


def test_the_port_of_a_local_address_may_be_left_out() -> None:
    delivery = replace(
        a_delivery(url="http://localhost/webhooks/sms"), urls=("http://localhost:8000/webhooks/sms",)
    )

    an_inbound().verify(delivery)


@pytest.mark.parametrize(
    "url", ["https://evil.example/webhooks/sms", SITE + "/", SITE + "?", "http://chat.example/webhooks/sms"]
)
def test_what_was_signed_for_another_address_is_refused(url: str) -> None:
    assert refusal_of(a_delivery(url=url)) == "forged"


def test_no_header_can_name_the_address() -> None:
    delivery = a_delivery(url="https://evil.example/webhooks/sms")
    headers = {**delivery.headers, "host": "evil.example", "x-forwarded-host": "evil.example"}

    assert refusal_of(replace(delivery, headers=headers)) == "forged"


def test_the_query_is_part_of_what_is_signed() -> None:
    delivery = a_delivery(query="line=2&x=%20y")

    an_inbound().verify(delivery)

    assert refusal_of(replace(delivery, query="line=3&x=%20y")) == "forged"
    assert refusal_of(replace(delivery, query="")) == "forged"


@pytest.mark.parametrize(
    "form",
    [
        a_message(""),
        a_message("¿Dónde? 🧳 &=+%"),
        a_message(Extra=["b", "a", "b"]),
        a_message(Extra=["", "a"]),
        a_message(Ünï="x"),
        a_message("x" * 1600),
    ],
    ids=["blank", "beyond ascii", "doubled", "doubled and blank", "a name beyond ascii", "long"],
)
def test_every_parameter_counts_as_twilio_s_validator_counts_it(form: dict[str, str | Sequence[str]]) -> None:
    an_inbound().verify(a_delivery(form))


words = st.text(st.characters(codec="utf-8"), max_size=8)


@given(st.dictionaries(words, st.lists(words, min_size=1, max_size=3)))
def test_we_let_in_what_twilio_s_validator_lets_in(extras: dict[str, list[str]]) -> None:
    an_inbound().verify(a_delivery({**a_message(), **extras}))


def test_a_changed_parameter_is_refused() -> None:
    delivery = a_delivery()

    assert refusal_of(replace(delivery, body=delivery.body.replace(b"London", b"Londom"))) == "forged"


def test_a_body_that_was_not_signed_is_refused() -> None:
    assert refusal_of(a_call(a_delivery().body)) == "forged"
    assert refusal_of(replace(a_delivery(), headers={})) == "forged"


@pytest.mark.parametrize("body", [b"\xff", b"From=%ff", b"From", b"a=1&&b=2"])
def test_what_is_no_form_is_refused_whatever_it_is_signed_with(body: bytes) -> None:
    assert refusal_of(a_call(body, signature=signature_of({}))) == "forged"


def test_what_is_no_utf_8_does_not_pass_for_what_stands_in_its_place() -> None:
    signature = signature_of({"From": "\N{REPLACEMENT CHARACTER}"})

    assert refusal_of(a_call(b"From=%ff", signature=signature)) == "forged"


def test_so_many_parameters_are_read_and_no_more() -> None:
    room = 256 - len(a_message())
    many = {f"Parameter{number}": "x" for number in range(room)}

    an_inbound().verify(a_delivery({**a_message(), **many}))

    assert refusal_of(a_delivery({**a_message(), **many, "OneMore": "x"})) == "forged"


def test_a_pair_without_its_sign_does_not_pass_for_the_one_that_was_signed() -> None:
    delivery = a_delivery()

    assert refusal_of(replace(delivery, body=delivery.body.replace(b"Body=", b"Body"))) == "forged"


@pytest.mark.parametrize("body", [b'{"a":1}', b"[]", b"\xff"])
def test_a_body_whose_hash_is_in_the_address_is_let_in_as_by_twilio_s_validator(body: bytes) -> None:
    an_inbound().verify(a_json_delivery(body))


def test_twilio_s_validator_agrees_on_a_body_of_json() -> None:
    delivery = a_json_delivery(b'{"a":1}')

    assert RequestValidator(AUTH_TOKEN).validate(
        f"{SITE}?{delivery.query}", delivery.body.decode(), delivery.headers[SIGNATURE]
    )


def test_another_body_than_the_hash_in_the_address_is_of_is_refused() -> None:
    assert refusal_of(a_json_delivery(b'{"a":2}', hashed=b'{"a":1}')) == "forged"


def test_a_form_does_not_pass_for_a_body_of_json() -> None:
    delivery = a_json_delivery(b'{"a":1}')

    assert refusal_of(replace(delivery, body=a_delivery().body)) == "forged"


def test_either_of_two_tokens_is_let_in_while_one_is_being_replaced() -> None:
    inbound = an_inbound("new", "old")

    inbound.verify(a_delivery(token="new"))
    inbound.verify(a_delivery(token="old"))

    assert refusal_of(a_delivery(token="older"), inbound) == "forged"


@pytest.mark.parametrize("signature", ["", "x", "é" * 28, "\ud800", "A" * 100_000])
def test_another_signature_is_refused(signature: str) -> None:
    assert refusal_of(a_call(a_delivery().body, signature=signature)) == "forged"


def test_only_what_is_posted_is_let_in() -> None:
    assert refusal_of(replace(a_delivery(), method="GET")) == "forged"


def test_a_message_that_is_too_large_is_refused_before_the_token_is_read() -> None:
    assert refusal_of(a_call(b" " * (LARGEST_BYTES + 1)), failing(AssertionError("read"))) == "too_large"


def test_the_largest_message_is_let_in() -> None:
    padding = LARGEST_BYTES - len(a_delivery(a_message(Extra="")).body)
    delivery = a_delivery(a_message(Extra="x" * padding))

    an_inbound().verify(delivery)

    assert len(delivery.body) == LARGEST_BYTES


def test_nobody_is_let_in_while_no_token_is_set() -> None:
    inbound = failing(NoKeyError("no current key"))

    assert refusal_of(a_delivery(token=""), inbound) == "forged"


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "ThrottlingException"}}, "GetSecretValue"),
        EndpointConnectionError(endpoint_url="https://secretsmanager.example"),
    ],
)
def test_while_the_token_cannot_be_read_twilio_is_asked_to_call_again(error: Exception) -> None:
    inbound = failing(error)

    with pytest.raises(Retryable, match=r"^reading the auth token failed: "):
        inbound.verify(a_delivery())


@given(st.binary(), st.text(), st.text())
def test_nothing_but_the_token_lets_a_call_in(body: bytes, signature: str, query: str) -> None:
    assert refusal_of(a_call(body, signature=signature, query=query)) == "forged"
